import { ensure, type CapabilityCategory, type ServiceKind } from '@steward/domain';
import type { Money } from '@steward/money';
import type { CreditRegime } from '@steward/terms';
import type { DataCustodyItem } from './confidentiality';

/** How a deposit may be given. Clause 3.3.1a. */
export const DEPOSIT_FORMS = ['CASH_ESCROW', 'BANK_GUARANTEE'] as const;
export type DepositForm = (typeof DEPOSIT_FORMS)[number];

/** As the vendor's size is classed when the contract is made; all but LARGE are protected by 条例802. */
export const SUPPLIER_SIZES = ['MICRO', 'SMALL', 'MEDIUM', 'LARGE'] as const;
export type SupplierSize = (typeof SUPPLIER_SIZES)[number];

/** Who is bound by or entitled from a non-compete agreement. Clause 2.2.3b. */
export const NON_COMPETE_PARTIES = ['VENDOR', 'EMPLOYEE', 'CLIENT'] as const;
export type NonCompeteParty = (typeof NON_COMPETE_PARTIES)[number];

/** What of the contract the law has a say in, as values; a term that is absent was not agreed. */
export type LegalTerms = {
  /** The arbitration institution by its full name, and its seat. Clause 3.3.2a. */
  readonly dispute?: { readonly institution: string; readonly seat: string };
  /** Where to sue if nothing can be arbitrated, and where the service's recipient has its seat. 3.3.2b. */
  readonly jurisdiction?: string;
  readonly recipientSeat?: string;
  /** What the contract asks for and how it may be given; without `amount` the policy's share. 3.3.1a. */
  readonly deposit?: { readonly amount?: Money; readonly forms: readonly DepositForm[] };
  readonly nonCompete?: { readonly months: number; readonly parties: readonly NonCompeteParty[] };
  /** The damages agreed for a leak, and the loss that the parties expect of one. Clause 2.2.3c. */
  readonly penalty?: { readonly amount: Money; readonly estimatedLoss: Money };
  /** From delivery to payment. */
  readonly paymentTermDays?: number;
  readonly supplierSize?: SupplierSize;
};

/** A kind of work on a class of assets, inside the fee or outside; outside it is paid by a rate or not. */
export type ScopeItem = {
  readonly service: ServiceKind;
  readonly category: CapabilityCategory;
  /** The enterprise's own name of the class, as `router`; `*` is any. */
  readonly assetClass: string;
  readonly isIncluded: boolean;
  /** Names a line of the rate card. */
  readonly rateCode?: string;
};
/** What work outside the scope costs: an hour's price and the most that one order comes to. 2.2.2b. */
export type Rate = { readonly code: string; readonly hourlyRate: Money; readonly cap: Money };

/** Terms that have to fit each other. */
type Related = {
  readonly legal?: LegalTerms;
  readonly scope?: readonly ScopeItem[];
  readonly rateCard?: readonly Rate[];
  readonly creditRegime?: CreditRegime;
  readonly dataCustody?: readonly DataCustodyItem[];
};

/**
 * Terms that contradict each other are no terms. Breaks `contract.currency-mixed`, `contract.rate-repeated`,
 * `contract.rate-unknown` and `contract.custody-repeated`. Clauses 1.1.2, 2.2.2b and 2.2.3a.
 */
export function ensureConsistent(
  currency: string,
  { legal: { deposit, penalty } = {}, scope = [], rateCard = [], creditRegime, dataCustody = [] }: Related,
): void {
  const late = creditRegime?.rules.LATE_ON_SITE?.amount;
  const sums = [
    ...[deposit?.amount, penalty?.amount, penalty?.estimatedLoss, late].filter((sum) => sum !== undefined),
    ...rateCard.flatMap((rate) => [rate.hourlyRate, rate.cap]),
  ];
  ensure(
    sums.every((sum) => sum.currency === currency),
    'contract.currency-mixed',
    `All sums of a contract are in one currency, here ${currency}.`,
  );
  ensure(
    new Set(dataCustody.map(({ code }) => code)).size === dataCustody.length,
    'contract.custody-repeated',
    'A code stands twice among the data that the vendor is given.',
  );
  const codes = rateCard.map(({ code }) => code);
  ensure(
    new Set(codes).size === codes.length,
    'contract.rate-repeated',
    'A code stands twice in the rate card.',
  );
  const unknown = scope.find(({ rateCode }) => rateCode !== undefined && !codes.includes(rateCode));
  ensure(
    !unknown,
    'contract.rate-unknown',
    `The rate card has no ${unknown?.rateCode ?? ''}, by which the scope prices work.`,
  );
}
