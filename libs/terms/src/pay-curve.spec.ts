import { decimalString, money } from '@steward/money';
import { PAY_CURVES, payFactor, performancePay, type PayCurve } from './index';

const pool = money(6_000_000n, 'CNY'); // ¥60,000.00
const paid = (curve: PayCurve, score: string) => performancePay(pool, curve, score).amountMinor;
const percents = (curve: PayCurve, scores: readonly string[]) =>
  scores.map((score) => decimalString(payFactor(curve, score).mul(100n), 2, 'HALF_UP'));
const names = Object.keys(PAY_CURVES) as PayCurve[];

describe('LINEAR_60_90', () => {
  it('D4: pays of ¥60,000.00 at 95.67 and 90.00 all, at 89.99 59,990.00, at 88.67 58,670.00', () => {
    expect(paid('LINEAR_60_90', '95.67')).toBe(6_000_000n);
    expect(paid('LINEAR_60_90', '90.00')).toBe(6_000_000n);
    // 0.5 + 0.5 × 29.99 / 30 of 60,000.00 is 30,000 + 29,990.
    expect(paid('LINEAR_60_90', '89.99')).toBe(5_999_000n);
    expect(paid('LINEAR_60_90', '88.67')).toBe(5_867_000n);
  });

  it('D4: pays half at 60.00 and nothing below', () => {
    expect(paid('LINEAR_60_90', '60.00')).toBe(3_000_000n);
    expect(paid('LINEAR_60_90', '59.99')).toBe(0n);
    expect(paid('LINEAR_60_90', '0.00')).toBe(0n);
  });

  it('D3: a score of 100 has its band, and a bonus above it pays no more', () => {
    expect(paid('LINEAR_60_90', '100.00')).toBe(6_000_000n);
    expect(paid('LINEAR_60_90', '110.00')).toBe(6_000_000n);
  });

  it('D4: is rounded HALF_UP once', () => {
    // At 60.01 the factor is 30.01 / 60; of 30 fen that is 15.005, of 3,000 fen 1,500.5.
    expect(performancePay(money(30n, 'CNY'), 'LINEAR_60_90', '60.01').amountMinor).toBe(15n);
    expect(performancePay(money(3_000n, 'CNY'), 'LINEAR_60_90', '60.01').amountMinor).toBe(1_501n);
  });
});

describe('the other curves', () => {
  it('D3: STEP_CN pays 100, 98, 95, 90, 80 and 70 per cent by the lines 95, 85, 75, 65 and 60', () => {
    expect(percents('STEP_CN', ['95.00', '94.99', '85.00', '84.99', '75.00'])).toEqual([
      ...['100.00', '98.00', '98.00', '95.00', '95.00'],
    ]);
    expect(percents('STEP_CN', ['74.99', '65.00', '64.99', '60.00', '59.99', '0.00'])).toEqual([
      ...['90.00', '90.00', '80.00', '80.00', '70.00', '70.00'],
    ]);
  });

  it('D4: PLUS15 pays 99 per cent at 84 and 85 at 70', () => {
    expect(percents('PLUS15', ['85.00', '84.00', '70.00', '0.00'])).toEqual([
      '100.00',
      '99.00',
      '85.00',
      '15.00',
    ]);
  });

  it('D3: FAR pays the most that a rating allows, and at most half at 50 or less', () => {
    expect(percents('FAR', ['100.00', '91.00', '90.99', '76.00', '75.99'])).toEqual([
      ...['100.00', '100.00', '90.00', '90.00', '75.00'],
    ]);
    expect(percents('FAR', ['51.00', '50.99', '50.00', '20.00', '0.00'])).toEqual([
      ...['75.00', '50.00', '50.00', '20.00', '0.00'],
    ]);
  });

  it('D3: PROPORTIONAL pays 85 per cent at 85 and nothing below 61', () => {
    expect(percents('PROPORTIONAL', ['100.00', '85.00', '61.00', '60.99'])).toEqual([
      ...['100.00', '85.00', '61.00', '0.00'],
    ]);
  });
});

describe('every curve', () => {
  it.each(names)('D4: %s is monotone and pays from nothing to all, at every score that there is', (curve) => {
    const scores = Array.from({ length: 11_001 }, (_, cents) => (cents / 100).toFixed(2));
    const factors = scores.map((score) => payFactor(curve, score));
    expect(factors.every((factor) => factor.gte(0n) && factor.lte(1n))).toBe(true);
    expect(factors.every((factor, index) => index === 0 || factor.gte(factors[index - 1]!))).toBe(true);
    expect(factors.at(-1)!.equals(1n)).toBe(true);
  });

  it('is known by its name, and nothing else is', () => {
    expect(names).toEqual(['LINEAR_60_90', 'STEP_CN', 'PLUS15', 'FAR', 'PROPORTIONAL']);
    expect(['FAR', 'toString', 'constructor'].map((name) => name in PAY_CURVES)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('refuses what is not a published score', () => {
    expect(() => payFactor('FAR', '88.7')).toThrow(SyntaxError);
  });
});
