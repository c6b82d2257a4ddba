import { addMonthsClamped } from '@steward/calendar';
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

/** The contract year of a day: from its first day to the next year's. D5. */
export function contractYear({ startOn }: LiabilityTerms, on: string): { from: string; until: string } {
  const guess = Number(on.slice(0, 4)) - Number(startOn.slice(0, 4));
  const years = addMonthsClamped(startOn, guess * 12) > on ? guess - 1 : guess;
  return { from: addMonthsClamped(startOn, years * 12), until: addMonthsClamped(startOn, (years + 1) * 12) };
}
