import { addMonthsClamped, daysCounted, quarterDays, type Quarter } from '@steward/calendar';
import { allocate, money, plus, ratio, roundToInteger, share, splitBps } from '@steward/money';
import type { Money, Ratio, Rounding } from '@steward/money';
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

/** A yearly amount that counts from one day to another, both included. */
export type DatedPrice = { readonly yearly: Money; readonly firstOn: string; readonly lastOn: string };

/**
 * What each price comes to in a month: by the days on which it counts, HALF_UP once each; nothing where it
 * counts on none. Throws RangeError where a day does not exist. D4: ¥13,333.33 + 55,000.00 + 44,000.00.
 */
export const monthParts = (prices: readonly DatedPrice[], month: string): readonly Money[] =>
  partsOf(prices, [month]);

/** The same of a quarter, whose months are counted each by its own days and rounded together. D4. */
export function quarterParts(prices: readonly DatedPrice[], quarter: Quarter): readonly Money[] {
  const { firstOn } = quarterDays(quarter);
  return partsOf(
    prices,
    [0, 1, 2].map((months) => addMonthsClamped(firstOn, months).slice(0, 7)),
  );
}

const partsOf = (prices: readonly DatedPrice[], months: readonly string[]): readonly Money[] =>
  prices.map((price) => {
    const exact = months.reduce((sum, month) => sum.add(partIn(month, price)), ratio(0n));
    return money(roundToInteger(exact, 'HALF_UP'), price.yearly.currency);
  });

/** A month is a twelfth of the year, or one fen more: the quarter by largest remainder over its three. */
function partIn(month: string, { yearly, firstOn, lastOn }: DatedPrice): Ratio {
  const [begins, ends] = [`${month}-01`, `${month}-${daysOf(month)}`];
  const from = firstOn > begins ? firstOn : begins;
  const to = lastOn < ends ? lastOn : ends;
  const index = Number(month.slice(5)) - 1;
  const ofMonth = allocate(quarterAmount(yearly, Math.floor(index / 3)), [1n, 1n, 1n])[index % 3]!;
  return ratio(ofMonth.amountMinor * BigInt(daysCounted(from, to)), BigInt(daysOf(month)));
}

const daysOf = (month: string): number => daysCounted(`${month}-01`, addMonthsClamped(`${month}-01`, 1)) - 1;

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
