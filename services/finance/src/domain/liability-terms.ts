import type { Money } from '@steward/money';
import type { DamagesClause } from '@steward/terms';

/** A contract's damages clause, and what a leak costs by agreement. Clauses 1.1.4 and 2.2.3c. */
export type AgreedDamages = DamagesClause & { readonly leakPenalty: Money | null };

/** What holds, damages and guarantees go by: of the version in force. Clauses 1.1.4 and 3.3.1b. */
export type LiabilityTerms = {
  readonly contractId: string;
  readonly contractVersion: number;
  readonly vendorId: string;
  /** Calendar of its working days. */
  readonly calendar: string;
  /** Zone of its dates. */
  readonly timezone: string;
  readonly startOn: string;
  readonly endOn: string;
  readonly yearlyFee: Money;
  /** Null where none was agreed. */
  readonly damages: AgreedDamages | null;
};
