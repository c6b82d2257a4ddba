import { daysCounted, quarterDays, type Quarter } from '@steward/calendar';
import { allocate, plus, ratio, share, splitBps, type Money, type Rounding } from '@steward/money';
import { performancePay, type PayCurve } from './pay-curve';

/** What a quarter pays: `total` is `base` and `performancePay`; `pool` is what could have been earned. */
export type QuarterSettlement = {
  readonly base: Money;
  readonly pool: Money;
  readonly performancePay: Money;
  readonly total: Money;
};

/**
 * A quarter's part of a yearly amount by largest remainder over the four; `quarterIndex` counts from 0.
 * Throws RangeError where there is no such quarter. Clause 2.2.2a, M1.
 */
export function quarterAmount(yearly: Money, quarterIndex: number): Money {
  const amount = allocate(yearly, [1n, 1n, 1n, 1n])[quarterIndex];
  if (!amount) throw new RangeError(`A year has no quarter ${quarterIndex}.`);
  return amount;
}

/**
 * The part of a quarter's amount for which a contract runs, first and last day included: all, nothing, or by
 * days HALF_UP. Throws RangeError where quarter or days do not exist. D4.
 */
export function coveredQuarterAmount(
  yearly: Money,
  quarter: Quarter,
  contractStartOn: string,
  contractEndOn: string,
): Money {
  const { firstOn, lastOn } = quarterDays(quarter);
  const amount = quarterAmount(yearly, Number(quarter.slice(5)) - 1);
  const days = daysCounted(firstOn, lastOn);
  const from = contractStartOn > firstOn ? contractStartOn : firstOn;
  const to = contractEndOn < lastOn ? contractEndOn : lastOn;
  const covered = daysCounted(from, to);
  return covered === days ? amount : share(amount, ratio(BigInt(covered), BigInt(days)), 'HALF_UP');
}

/**
 * Settles a quarter of which `amount` is due: a base, and of the pool what the published score earns. Not
 * rated (null) pays the pool in full, for readiness was delivered. Pool and pay are each rounded once,
 * HALF_UP unless the contract says otherwise. Throws SyntaxError where the score is not one. Clause 2.2.2a,
 * D3 P3, D4, M2, M4.
 */
export function settleQuarter(terms: {
  readonly amount: Money;
  readonly performanceShareBps: number;
  readonly curve: PayCurve;
  readonly score: string | null;
  readonly rounding?: Rounding;
}): QuarterSettlement {
  const { amount, performanceShareBps, curve, score, rounding } = terms;
  const { base, pool } = splitBps(amount, performanceShareBps, rounding);
  const earned = score === null ? pool : performancePay(pool, curve, score, rounding);
  return { base, pool, performancePay: earned, total: plus(base, earned) };
}
