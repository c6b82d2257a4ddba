import { minus, money, plus, sumOf, type Money } from '@steward/money';
import fc from 'fast-check';
import { coveredQuarterAmount, depositRequired, monthParts, PAY_CURVES } from './index';
import { quarterAmount, quarterParts, settleQuarter } from './index';
import type { PayCurve } from './index';

const cny = (amountMinor: bigint): Money => money(amountMinor, 'CNY');
const settle = (amountMinor: bigint, score: string | null, curve: PayCurve = 'LINEAR_60_90') =>
  settleQuarter({ amount: cny(amountMinor), performanceShareBps: 2_000, curve, score });

describe('the settlement of a quarter', () => {
  it('2.2.2a: ¥300,000.00 at 88.67 pays 240,000.00 and 58,670.00, together 298,670.00', () => {
    expect(settle(30_000_000n, '88.67')).toEqual({
      base: cny(24_000_000n),
      pool: cny(6_000_000n),
      performancePay: cny(5_867_000n),
      total: cny(29_867_000n),
    });
  });

  it('P3: not rated pays the pool in full', () => {
    expect(settle(30_000_000n, null)).toMatchObject({
      performancePay: cny(6_000_000n),
      total: cny(30_000_000n),
    });
  });

  it('M2: the base is what the pool leaves of ¥333,333.33', () => {
    expect(settle(33_333_333n, '59.99')).toEqual({
      base: cny(26_666_666n),
      pool: cny(6_666_667n),
      performancePay: cny(0n),
      total: cny(26_666_666n),
    });
  });

  it('conserves: base and pool are the amount, and never more than the pool is earned', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 14n),
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom(...(Object.keys(PAY_CURVES) as PayCurve[])),
        fc.option(fc.integer({ min: 0, max: 10_000 }).map((cents) => (cents / 100).toFixed(2))),
        (amountMinor, performanceShareBps, curve, score) => {
          const settled = settleQuarter({ amount: cny(amountMinor), performanceShareBps, curve, score });
          expect(plus(settled.base, settled.pool)).toEqual(cny(amountMinor));
          expect(minus(settled.total, settled.base)).toEqual(settled.performancePay);
          const { performancePay, pool } = settled;
          expect(performancePay.amountMinor >= 0n && performancePay.amountMinor <= pool.amountMinor).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe('the amount of a quarter', () => {
  it('M1: the first of ¥1,000,000.01 has the odd fen', () => {
    const quarters = [0, 1, 2, 3].map((index) => quarterAmount(cny(100_000_001n), index));
    expect(quarters).toEqual([cny(25_000_001n), cny(25_000_000n), cny(25_000_000n), cny(25_000_000n)]);
    expect(sumOf('CNY', quarters)).toEqual(cny(100_000_001n));
    for (const index of [-1, 4, 0.5]) expect(() => quarterAmount(cny(1n), index)).toThrow(RangeError);
  });

  const covered = (quarter: string, from: string, to: string, yearly = 240_000_000n) =>
    coveredQuarterAmount(cny(yearly), quarter, from, to).amountMinor;

  it('is paid in full where the contract runs all through it', () => {
    expect(covered('2016Q1', '2016-01-01', '2016-12-31')).toBe(60_000_000n);
    expect(covered('2016Q4', '2016-01-01', '2016-12-31')).toBe(60_000_000n);
    expect(covered('2016Q1', '2016-01-01', '2016-12-31', 133_333_333n)).toBe(33_333_334n);
    expect(covered('2016Q2', '2016-01-01', '2016-12-31', 133_333_333n)).toBe(33_333_333n);
  });

  it('is zero outside the contract’s dates', () => {
    expect(covered('2015Q4', '2016-01-01', '2016-12-31')).toBe(0n);
    expect(covered('2017Q1', '2016-01-01', '2016-12-31')).toBe(0n);
  });

  it('is paid by days where the contract begins or ends in it', () => {
    // 2016-02-15 to 03-31 are 46 of 91 days: 600,000.00 × 46 / 91 = 303,296.703…
    expect(covered('2016Q1', '2016-02-15', '2016-12-31')).toBe(30_329_670n);
    // One day of 92: 600,000.00 / 92 = 6,521.739…
    expect(covered('2016Q3', '2016-01-01', '2016-07-01')).toBe(652_174n);
    // 2016-05-10 to 05-19 are 10 of 91 days: 65,934.065…
    expect(covered('2016Q2', '2016-05-10', '2016-05-19')).toBe(6_593_407n);
  });

  it('is rounded HALF_UP: half a fen is a fen', () => {
    // 2026-08-16 to 09-30 are 46 of 92 days of 1 fen.
    expect(covered('2026Q3', '2026-08-16', '2026-12-31', 4n)).toBe(1n);
  });

  it('needs a quarter and days that exist', () => {
    expect(() => covered('2016Q5', '2016-01-01', '2016-12-31')).toThrow(RangeError);
    expect(() => covered('2016Q1', '2016-02-30', '2016-12-31')).toThrow(RangeError);
  });
});

describe('the deposit', () => {
  it('3.3.1a: of ¥1,200,000.00 is ¥120,000.00', () => {
    expect(depositRequired(cny(120_000_000n))).toEqual(cny(12_000_000n));
  });

  it('3.3.1a: is rounded down, so that it never exceeds ten per cent', () => {
    expect(depositRequired(cny(99n))).toEqual(cny(9n));
    expect(depositRequired(cny(133_333_333n))).toEqual(cny(13_333_333n));
  });

  it('3.3.1a: a waiver may lower it', () => {
    expect(depositRequired(cny(120_000_000n), 500n)).toEqual(cny(6_000_000n));
  });
});

describe('D4: prices that change within a quarter', () => {
  const priced = (yearly: bigint, firstOn: string, lastOn: string) => ({
    ...{ yearly: { amountMinor: yearly, currency: 'CNY' }, firstOn, lastOn },
  });
  const minor = (parts: readonly Money[]) => parts.map(({ amountMinor }) => amountMinor);
  // ¥100,000.00, ¥110,000.00 and ¥120,000.00 a month.
  const november = [
    priced(120_000_000n, '2026-10-01', '2026-11-04'),
    priced(132_000_000n, '2026-11-05', '2026-11-19'),
    priced(144_000_000n, '2026-11-20', '2026-12-31'),
  ];

  it('2.2.2a: November is ¥13,333.33, ¥55,000.00 and ¥44,000.00, ¥112,333.33 in all', () => {
    expect(minor(monthParts(november, '2026-11'))).toEqual([1_333_333n, 5_500_000n, 4_400_000n]);
  });

  it('2.2.2a: its quarter has October before it and December after it, each line rounded once', () => {
    expect(minor(quarterParts(november, '2026Q4'))).toEqual([11_333_333n, 5_500_000n, 16_400_000n]);
  });

  it('2.2.2a, M1: one price all through is the quarter’s amount to the fen, and the months make it up', () => {
    const whole = [priced(100_000_001n, '2026-01-01', '2026-12-31')];
    expect(minor(quarterParts(whole, '2026Q1'))).toEqual([25_000_001n]);
    const months = ['2026-01', '2026-02', '2026-03'].flatMap((month) => minor(monthParts(whole, month)));
    expect(months).toEqual([8_333_334n, 8_333_334n, 8_333_333n]);
    expect(minor(monthParts(whole, '2027-01'))).toEqual([0n]);
  });
});
