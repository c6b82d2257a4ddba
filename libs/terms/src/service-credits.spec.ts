import { addMonthsClamped } from '@steward/calendar';
import { money, plus, ratio, sumOf, type Money } from '@steward/money';
import fc from 'fast-check';
import { DEFAULT_CREDIT_REGIME, grantCredit } from './index';
import type { CreditRegime, Failure, Measured, MonthFee, ServiceCredit } from './index';

const cny = (amountMinor: bigint): Money => money(amountMinor, 'CNY');
const monthly = (year: number, fee = 10_000_000n): MonthFee[] =>
  Array.from({ length: 12 }, (_, index) => ({
    ...{ month: `${year}-${String(index + 1).padStart(2, '0')}`, fee: cny(fee) },
  }));
/** ¥100,000.00 a month. */
const fees = [...monthly(2026), ...monthly(2027)];

/** Credits the failures one after another. */
function granted(
  failures: readonly (readonly [month: string, missed: Measured & { readonly promise?: string }])[],
  regime: CreditRegime = DEFAULT_CREDIT_REGIME,
): ServiceCredit[] {
  const credits: ServiceCredit[] = [];
  for (const [index, [month, missed]] of failures.entries()) {
    const failure: Failure = { promise: missed.kind, ...missed, month, breachId: `breach-${index}` };
    credits.push(grantCredit(regime, failure, fees, credits));
  }
  return credits;
}
const shown = (credits: readonly ServiceCredit[]) =>
  credits.map((credit) =>
    [credit.earned, credit.granted, credit.capped].map(({ amountMinor }) => amountMinor),
  );
const up = (percent: string, target = '99.9'): Measured => ({
  kind: 'AVAILABILITY',
  target: ratio(target).div(100n),
  measured: ratio(percent).div(100n),
});
const late = (lateSeconds: number): Measured => ({ kind: 'LATE_ON_SITE', lateSeconds });
const cappedAt = (monthCapBps: number, rollingCapBps: number): CreditRegime => ({
  ...{ ...DEFAULT_CREDIT_REGIME, monthCapBps, rollingCapBps },
});

describe('service credits', () => {
  it('C1, 2.2.1c: 99.65 % of 99.9 % are two full steps, 4 % of ¥100,000.00, and twice that when repeated', () => {
    const credits = granted([
      ['2026-09', up('99.65')],
      ['2026-10', up('99.65')],
    ]);
    expect(credits.map(({ units, isRepeat }) => [units, isRepeat])).toEqual([
      [2n, false],
      [2n, true],
    ]);
    expect(shown(credits)).toEqual([
      [400_000n, 400_000n, 0n],
      [800_000n, 800_000n, 0n],
    ]);
  });

  it('C1: a step counts once it is full, and nothing is earned at the target or above', () => {
    const steps = ['99.8', '99.80001', '99.9', '100', '99.7'].map(
      (percent) => granted([['2026-09', up(percent)]])[0],
    );
    expect(steps.map((credit) => credit!.units)).toEqual([1n, 0n, 0n, 0n, 2n]);
    expect(steps.map((credit) => credit!.earned.amountMinor)).toEqual([200_000n, 0n, 0n, 0n, 400_000n]);
  });

  it('C2, 2.2.1a: 95 minutes late are four started half hours, ¥2,000.00', () => {
    expect(shown(granted([['2026-09', late(95 * 60)]]))).toEqual([[200_000n, 200_000n, 0n]]);
    const units = [0, 1, 1800, 1801].map((seconds) => granted([['2026-09', late(seconds)]])[0]!.units);
    expect(units).toEqual([0n, 1n, 1n, 2n]);
  });

  it('C3: 8,000.00 and 2,000.00 reach the month’s cap, of a further 2,000.00 nothing is granted or kept', () => {
    const credits = granted([
      ['2026-09', up('99.65')],
      ['2026-10', up('99.65')],
      ['2026-10', late(95 * 60)],
      ['2026-10', late(95 * 60)],
      ['2026-11', { ...late(60), promise: 'another site' }],
    ]);
    expect(shown(credits.slice(1))).toEqual([
      [800_000n, 800_000n, 0n],
      [200_000n, 200_000n, 0n],
      [200_000n, 0n, 200_000n],
      [50_000n, 50_000n, 0n],
    ]);
  });

  it('C3: what only partly fits is granted in part', () => {
    const credits = granted([
      ['2026-09', up('99.55')], // three steps
      ['2026-09', late(9 * 1800)],
    ]);
    expect(shown(credits)).toEqual([
      [600_000n, 600_000n, 0n],
      [450_000n, 400_000n, 50_000n],
    ]);
  });

  it('C4: a severe failure is 3 points, a minor one after it 1 × 2, a severe one after that 3 × 2', () => {
    const regime: CreditRegime = {
      ...DEFAULT_CREDIT_REGIME,
      rules: { POINTS: { points: { minor: 1, severe: 3 }, feeBps: 100 } },
    };
    const credits = granted(
      ['severe', 'minor', 'severe'].map((level, index) => [`2026-0${index + 1}`, { kind: 'POINTS', level }]),
      regime,
    );
    // A point is 1 % of ¥100,000.00.
    expect(shown(credits)).toEqual([
      [300_000n, 300_000n, 0n],
      [200_000n, 200_000n, 0n],
      [600_000n, 600_000n, 0n],
    ]);
    for (const level of ['grave', 'toString']) {
      expect(() => granted([['2026-01', { kind: 'POINTS', level }]], regime)).toThrow(RangeError);
    }
  });

  it('C5: 40 % of the 50 % of ¥10,000.00 that are at risk are ¥2,000.00', () => {
    const regime = { ...cappedAt(10_000, 10_000), rules: { AT_RISK: { atRiskBps: 5000 } } };
    const failure = {
      breachId: 'b',
      promise: 'uptime',
      month: '2026-01',
      kind: 'AT_RISK',
      weightBps: 4000,
    } as const;
    const credit = grantCredit(regime, failure, [{ month: '2026-01', fee: cny(1_000_000n) }], []);
    expect(shown([credit])).toEqual([[200_000n, 200_000n, 0n]]);
  });

  it('C6: the cap of twelve months rolls: what leaves it makes room', () => {
    // Of one month all, of twelve 1 %: ¥12,000.00 once a year has been paid.
    const regime = cappedAt(10_000, 100);
    const before = granted(
      [
        ['2026-12', up('99.3')], // six steps, 12,000.00
        ['2027-02', up('99.8')],
        ['2027-11', up('99.8')],
        ['2027-12', up('99.8')],
      ],
      regime,
    );
    expect(shown(before)).toEqual([
      [1_200_000n, 1_200_000n, 0n],
      [200_000n, 0n, 200_000n],
      [200_000n, 0n, 200_000n],
      [400_000n, 400_000n, 0n], // repeated, and December 2026 has left
    ]);
  });

  it('C6: one that comes late does not overfill a later window', () => {
    const credits = granted(
      [
        ['2027-06', up('99.4')], // five steps, 10,000.00 of 12,000.00
        ['2027-01', up('99.4')],
        ['2026-06', up('99.8')], // no window holds it and June 2027
      ],
      cappedAt(10_000, 100),
    );
    expect(shown(credits)).toEqual([
      [1_000_000n, 1_000_000n, 0n],
      [1_000_000n, 200_000n, 800_000n],
      [200_000n, 200_000n, 0n],
    ]);
  });

  it('only the same promise in the month before makes a repeat, also over a year’s end', () => {
    const repeats = granted([
      ['2026-12', { ...up('99.65'), promise: 'mail' }],
      ['2026-12', { ...up('99.65'), promise: 'mail' }],
      ['2027-01', { ...up('99.65'), promise: 'web' }],
      ['2027-01', { ...up('99.65'), promise: 'mail' }],
      ['2027-03', { ...up('99.65'), promise: 'mail' }],
    ]).map(({ isRepeat }) => isRepeat);
    expect(repeats).toEqual([false, false, false, true, false]);
  });

  it('is rounded HALF_UP once', () => {
    // 2 % of 25 fen are half a fen; two steps are one whole.
    const small = [{ month: '2026-01', fee: cny(25n) }];
    const earned = (percent: string) =>
      grantCredit(
        cappedAt(10_000, 10_000),
        { breachId: 'b', promise: 'p', month: '2026-01', ...up(percent) },
        small,
        [],
      ).earned;
    expect([earned('99.8'), earned('99.7')]).toEqual([cny(1n), cny(1n)]);
  });

  it('needs the month’s fee, a rule and one currency', () => {
    expect(() => granted([['2025-01', up('99')]])).toThrow(RangeError);
    expect(() => granted([['2026-01', { kind: 'AT_RISK', weightBps: 1 }]])).toThrow(RangeError);
    const failure = { breachId: 'b', promise: 'p', month: '2026-01', ...late(60) };
    const dollars = [{ month: '2026-01', fee: money(1n, 'USD') }];
    expect(() => grantCredit(DEFAULT_CREDIT_REGIME, failure, dollars, [])).toThrow(RangeError);
  });
});

describe('properties of service credits', () => {
  const anyMeasured = fc.oneof(
    fc.integer({ min: 9_000, max: 10_000 }).map((share) => up((share / 100).toFixed(2))),
    fc.integer({ min: 0, max: 20_000 }).map(late),
  );
  const anyMonth = fc.constantFrom(...fees.map(({ month }) => month));
  const anyFailures = fc.array(fc.tuple(anyMonth, anyMeasured), { maxLength: 30 });
  const anyCap = fc.integer({ min: 0, max: 2_000 });

  it('conserves: granted and capped are what was earned, and none is below zero', () => {
    fc.assert(
      fc.property(anyFailures, anyCap, anyCap, (failures, ofMonth, rolling) => {
        for (const credit of granted(failures, cappedAt(ofMonth, rolling))) {
          expect(plus(credit.granted, credit.capped)).toEqual(credit.earned);
          expect(credit.granted.amountMinor >= 0n && credit.capped.amountMinor >= 0n).toBe(true);
        }
      }),
    );
  });

  it('no month and no twelve months hold more than their cap, in whatever order the credits come', () => {
    fc.assert(
      fc.property(anyFailures, anyCap, anyCap, (failures, ofMonth, rolling) => {
        const credits = granted(failures, cappedAt(ofMonth, rolling));
        const within = (first: string, last: string) => {
          const isIn = ({ month }: { month: string }) => first <= month && month <= last;
          const paid = BigInt(fees.filter(isIn).length) * 10_000_000n;
          const sum = sumOf(
            'CNY',
            credits.filter(isIn).map((credit) => credit.granted),
          ).amountMinor;
          return { sum, paid };
        };
        for (const { month } of credits) {
          const one = within(month, month);
          expect(one.sum * 10_000n <= one.paid * BigInt(ofMonth)).toBe(true);
          const year = within(addMonthsClamped(`${month}-01`, -11).slice(0, 7), month);
          expect(year.sum * 10_000n <= year.paid * BigInt(rolling)).toBe(true);
        }
      }),
    );
  });
});
