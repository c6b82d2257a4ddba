import { quarterBounds, type Quarter } from '@steward/calendar';
import { minus, type Money } from '@steward/money';
import { coveredQuarterAmount, settleQuarter, type CreditRegime, type PayCurve } from '@steward/terms';

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
/** The pay and all that it was worked out from. */
export type Calculation = Amounts & {
  readonly contractVersion: number;
  readonly appraisalRevision: number;
  readonly score: string | null;
  readonly calculatedAt: Date;
};

/**
 * Works out a quarter's pay by the version in force at the quarter's end: a quarter of the yearly amount as
 * far as the contract's dates reach, the pool by the curve; not rated pays the pool in full. Clause 2.2.2a,
 * D3 P3, D4.
 */
export function calculate(
  { quarter, revision, score }: Appraisal,
  versions: readonly PayTerms[],
  now: Date,
): Calculation {
  const terms = termsFor(quarter, versions);
  const { contractVersion, yearlyAmount, performanceShareBps, curve, startOn, endOn } = terms;
  const amount = coveredQuarterAmount(yearlyAmount, quarter, startOn, endOn);
  const pay = settleQuarter({ amount, performanceShareBps, curve, score });
  return { ...pay, contractVersion, appraisalRevision: revision, score, calculatedAt: now };
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
