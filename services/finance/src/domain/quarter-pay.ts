import { quarterBounds, quarterDays, type Quarter } from '@steward/calendar';
import { minus, sumOf, type Money } from '@steward/money';
import { coveredQuarterAmount, quarterParts, settleQuarter } from '@steward/terms';
import type { CreditRegime, PayCurve } from '@steward/terms';
import { priceSpans } from './price-versions';

/** What a version of a contract says about pay. Clause 2.2.2a. */
export type PayTerms = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly contractVersion: number;
  /** From when on this version counts. */
  readonly effectiveAt: Date;
  readonly yearlyAmount: Money;
  readonly performanceShareBps: number;
  readonly curve: PayCurve;
  /** First and last day, in `timezone`. */
  readonly startOn: string;
  readonly endOn: string;
  readonly timezone: string;
  /** How what was not delivered as promised is credited; null where that was not agreed. Clause 1.1.4. */
  readonly creditRegime: CreditRegime | null;
  /** Days from the posting to the payment; null where that was not agreed. */
  readonly paymentTermDays: number | null;
};

/** A published score. A higher revision corrects the lower. Clause 1.3.1. */
export type Appraisal = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: Quarter;
  readonly revision: number;
  /** Two decimals, or null where not rated. */
  readonly score: string | null;
};

/** A quarter's pay: `total` = `base` + `performancePay`; what the pool does not earn is not owed. D4. */
export type Amounts = {
  readonly base: Money;
  readonly pool: Money;
  readonly performancePay: Money;
  readonly total: Money;
};
/** What one price comes to, each line rounded once to the fen. D4. */
export type PricePart = Omit<Amounts, 'total'> & {
  /** The last of the versions that share the price. */
  readonly contractVersion: number;
  /** The days of the quarter on which it counts; the quarter's own where there is one price. */
  readonly firstOn: string;
  readonly lastOn: string;
};
/** The pay and all that it was worked out from: `parts` make up the amounts. */
export type Calculation = Amounts & {
  readonly contractVersion: number;
  readonly appraisalRevision: number;
  readonly score: string | null;
  readonly parts: readonly PricePart[];
  readonly calculatedAt: Date;
};

/**
 * Works out a quarter's pay: a quarter of the yearly amount as far as the contract's dates reach, and where
 * the price changed within it each price by its days; of each pool what the curve of its version gives. Not
 * rated pays the pools in full. `contractVersion` is the one in force at the quarter's end. Clause 2.2.2a,
 * D3 P3, D4.
 */
export function calculate(
  { quarter, revision, score }: Appraisal,
  versions: readonly PayTerms[],
  now: Date,
): Calculation {
  const { contractVersion, yearlyAmount } = termsFor(quarter, versions);
  const parts = pricesOf(quarter, versions).map(({ terms, amount, firstOn, lastOn }): PricePart => {
    const { performanceShareBps, curve } = terms;
    const { base, pool, performancePay } = settleQuarter({ amount, performanceShareBps, curve, score });
    return { contractVersion: terms.contractVersion, firstOn, lastOn, base, pool, performancePay };
  });
  const sum = (part: 'base' | 'pool' | 'performancePay') =>
    sumOf(
      yearlyAmount.currency,
      parts.map((each) => each[part]),
    );
  const [base, pool, performancePay] = [sum('base'), sum('pool'), sum('performancePay')];
  const pay = { base, pool, performancePay, total: sumOf(yearlyAmount.currency, [base, performancePay]) };
  return { ...pay, contractVersion, appraisalRevision: revision, score, parts, calculatedAt: now };
}

type Priced = {
  readonly terms: PayTerms;
  readonly amount: Money;
  readonly firstOn: string;
  readonly lastOn: string;
};

/** One price counts by the quarter's days as far as the contract's dates reach, several by their months'. */
function pricesOf(quarter: Quarter, versions: readonly PayTerms[]): readonly Priced[] {
  const { firstOn, lastOn } = quarterDays(quarter);
  const spans = priceSpans(versions, firstOn, lastOn);
  if (spans.length > 1) {
    const amounts = quarterParts(spans, quarter);
    return spans.map((span, n) => ({ ...span, amount: amounts[n]! }));
  }
  const terms = termsFor(quarter, versions);
  const { yearlyAmount, startOn, endOn } = terms;
  return [{ terms, amount: coveredQuarterAmount(yearlyAmount, quarter, startOn, endOn), firstOn, lastOn }];
}

/** The last version that counts before the quarter ends; where all begin later, the first. */
function termsFor(quarter: Quarter, versions: readonly PayTerms[]): PayTerms {
  const isInForce = ({ effectiveAt, timezone }: PayTerms) =>
    effectiveAt.getTime() < quarterBounds(quarter, timezone).to;
  return versions.findLast(isInForce) ?? versions[0]!;
}

/** What a correction adds to what stands; it may be negative. */
export type Difference = Pick<Amounts, 'base' | 'performancePay' | 'total'>;

export function differenceOf(now: Amounts, before: Amounts): Difference {
  return {
    base: minus(now.base, before.base),
    performancePay: minus(now.performancePay, before.performancePay),
    total: minus(now.total, before.total),
  };
}
