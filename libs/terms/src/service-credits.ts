import { addMonthsClamped } from '@steward/calendar';
import { bps, isLess, minus, money, ratio, roundToInteger, share, sumOf, zero } from '@steward/money';
import type { Money, Ratio } from '@steward/money';

/** How a contract credits what was not delivered as promised, one rule a kind of failure. D5. */
export type CreditRules = {
  /** A part of the month's fee for each full step below the target. Clause 2.2.1c. */
  readonly AVAILABILITY?: { readonly step: Ratio; readonly feeBps: number };
  /** A sum for each step that was started. Clause 2.2.1a. */
  readonly LATE_ON_SITE?: { readonly stepSeconds: number; readonly amount: Money };
  /** Points by how grave a failure is, and a part of the month's fee for each. */
  readonly POINTS?: { readonly points: Readonly<Record<string, number>>; readonly feeBps: number };
  /** The part of the month's fee that is at risk, of which each service level weighs its part. */
  readonly AT_RISK?: { readonly atRiskBps: number };
};

/** A contract's rules, and how far they go; as data, for contracts choose their own. Clause 1.1.4, D5. */
export type CreditRegime = {
  readonly rules: CreditRules;
  /** What a credit is multiplied by where the same was missed in the month before. */
  readonly repeatFactor: number;
  /** The most that a month's credits come to, of its fee. */
  readonly monthCapBps: number;
  /** The most that the credits of `rollingMonths` come to, this one the last, of their fees together. */
  readonly rollingCapBps: number;
  readonly rollingMonths: number;
};

/**
 * The product's default, to be seeded as version 1 of the policy: 2 % for each full 0.1 percentage points of
 * availability, ¥500.00 for each started 30 minutes, twice where it is repeated, at most 10 %. D5, C1 to C3.
 */
export const DEFAULT_CREDIT_REGIME: CreditRegime = {
  rules: {
    AVAILABILITY: { step: ratio(1n, 1000n), feeBps: 200 },
    LATE_ON_SITE: { stepSeconds: 1800, amount: money(50_000n, 'CNY') },
  },
  repeatFactor: 2,
  monthCapBps: 1000,
  rollingCapBps: 1000,
  rollingMonths: 12,
};

/** How far a promise was missed. `target` and `measured` are parts of 1, exact: never what is displayed. */
export type Measured =
  | { readonly kind: 'AVAILABILITY'; readonly target: Ratio; readonly measured: Ratio }
  | { readonly kind: 'LATE_ON_SITE'; readonly lateSeconds: number }
  | { readonly kind: 'POINTS'; readonly level: string }
  | { readonly kind: 'AT_RISK'; readonly weightBps: number };

/** A promise that was missed in a month, as `2026-09`. */
export type Failure = Measured & {
  /** The one breach that runs through score, credit and damages. */
  readonly breachId: string;
  /** What was promised, as the code of a service: missed again in the next month, it is repeated. */
  readonly promise: string;
  readonly month: string;
};

/** What a failure earns and what of that is granted; `capped` is lost, and nothing is carried over. C3. */
export type ServiceCredit = {
  readonly breachId: string;
  readonly promise: string;
  readonly month: string;
  /** Full steps, started steps or points; 1 for what is at risk. */
  readonly units: bigint;
  readonly isRepeat: boolean;
  /** `granted` and `capped` together. */
  readonly earned: Money;
  readonly granted: Money;
  readonly capped: Money;
};

/** What a month is paid before any credit. */
export type MonthFee = { readonly month: string; readonly fee: Money };

/**
 * Credits a failure, after all that were credited before, also of later months. Each sum is rounded once,
 * HALF_UP: the credit, the month's cap, the rolling cap. Throws RangeError where the month has no fee, the
 * regime no rule for the failure, the rule no points for its level, or the currencies differ. D5, C1 to C6.
 */
export function grantCredit(
  regime: CreditRegime,
  failure: Failure,
  fees: readonly MonthFee[],
  earlier: readonly ServiceCredit[],
): ServiceCredit {
  const { breachId, promise, month } = failure;
  const fee = fees.find((paid) => paid.month === month)?.fee;
  if (!fee) throw new RangeError(`${month} has no fee.`);
  const isRepeat = earlier.some((past) => past.promise === promise && past.month === monthsBefore(month, 1));
  const { units, ofEach } = earnings(regime.rules, failure, fee);
  const factor = isRepeat ? BigInt(regime.repeatFactor) : 1n;
  const earned = money(roundToInteger(ofEach.mul(units * factor), 'HALF_UP'), fee.currency);
  const room = roomLeft(regime, month, fees, earlier, fee.currency);
  const granted = isLess(room, earned) ? room : earned;
  return { breachId, promise, month, units, isRepeat, earned, granted, capped: minus(earned, granted) };
}

/**
 * What the caps leave, never below zero. A credit that comes late counts in every window that
 * it lies in. C3, C6.
 */
function roomLeft(
  { monthCapBps, rollingCapBps, rollingMonths }: CreditRegime,
  month: string,
  fees: readonly MonthFee[],
  earlier: readonly ServiceCredit[],
  currency: string,
): Money {
  const roomIn = (first: string, last: string, capBps: number): Money => {
    const isIn = (past: { readonly month: string }) => first <= past.month && past.month <= last;
    const paid = fees.filter(isIn).map(({ fee }) => fee);
    const granted = earlier.filter(isIn).map((credit) => credit.granted);
    const cap = share(sumOf(currency, paid), bps(capBps), 'HALF_UP');
    return minus(cap, sumOf(currency, granted));
  };
  const lastEnd = monthsBefore(month, 1 - rollingMonths);
  const laterEnds = earlier.map((past) => past.month).filter((end) => month < end && end <= lastEnd);
  const rolling = [month, ...laterEnds].map((end) =>
    roomIn(monthsBefore(end, rollingMonths - 1), end, rollingCapBps),
  );
  const room = rolling.reduce(
    (least, each) => (isLess(each, least) ? each : least),
    roomIn(month, month, monthCapBps),
  );
  return room.amountMinor > 0n ? room : zero(currency);
}

/** How many units a failure has, and what each earns in minor units, exact. C1, C2, C4, C5. */
function earnings(
  rules: CreditRules,
  failure: Failure,
  { amountMinor, currency }: Money,
): { readonly units: bigint; readonly ofEach: Ratio } {
  switch (failure.kind) {
    case 'AVAILABILITY': {
      const { step, feeBps } = ruleFor(rules.AVAILABILITY, failure);
      const steps = roundToInteger(failure.target.sub(failure.measured).div(step), 'DOWN');
      return { units: steps > 0n ? steps : 0n, ofEach: bps(feeBps).mul(amountMinor) };
    }
    case 'LATE_ON_SITE': {
      const { stepSeconds, amount } = ruleFor(rules.LATE_ON_SITE, failure);
      if (amount.currency !== currency) throw new RangeError(`${amount.currency} is not ${currency}.`);
      return { units: started(failure.lateSeconds, stepSeconds), ofEach: ratio(amount.amountMinor) };
    }
    case 'POINTS': {
      const { points, feeBps } = ruleFor(rules.POINTS, failure);
      const units = Object.hasOwn(points, failure.level) ? points[failure.level] : undefined;
      if (units === undefined) throw new RangeError(`There are no points for ${failure.level}.`);
      return { units: BigInt(units), ofEach: bps(feeBps).mul(amountMinor) };
    }
    case 'AT_RISK': {
      const { atRiskBps } = ruleFor(rules.AT_RISK, failure);
      return { units: 1n, ofEach: bps(atRiskBps).mul(bps(failure.weightBps)).mul(amountMinor) };
    }
  }
}

/** Steps that were begun. */
function started(seconds: number, stepSeconds: number): bigint {
  const step = BigInt(stepSeconds);
  return seconds > 0 ? (BigInt(seconds) + step - 1n) / step : 0n;
}

function ruleFor<R>(rule: R | undefined, { kind }: Failure): R {
  if (!rule) throw new RangeError(`The regime has no rule for ${kind}.`);
  return rule;
}

const monthsBefore = (month: string, months: number): string =>
  addMonthsClamped(`${month}-01`, -months).slice(0, 7);
