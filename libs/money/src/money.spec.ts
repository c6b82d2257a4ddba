import { fromWire, isLess, least, minus, money, plus, sumOf, toWire, zero } from './index';

const cny = (amountMinor: bigint) => money(amountMinor, 'CNY');

describe('money', () => {
  it('adds, subtracts and compares sums of one currency', () => {
    expect(plus(cny(150n), cny(25n))).toEqual(cny(175n));
    expect(minus(cny(150n), cny(175n))).toEqual(cny(-25n));
    expect(isLess(cny(1n), cny(2n))).toBe(true);
    expect(isLess(cny(2n), cny(2n))).toBe(false);
    expect(least(cny(1n), cny(2n))).toEqual(cny(1n));
    expect(least(cny(2n), cny(1n))).toEqual(cny(1n));
    expect(sumOf('CNY', [cny(1n), cny(2n), cny(3n)])).toEqual(cny(6n));
    expect(sumOf('CNY', [])).toEqual(zero('CNY'));
  });

  it('never mixes currencies', () => {
    const usd = money(1n, 'USD');
    for (const mix of [plus, minus, isLess, least]) expect(() => mix(cny(1n), usd)).toThrow(RangeError);
    expect(() => sumOf('CNY', [usd])).toThrow(RangeError);
  });

  it('crosses JSON without loss, also above what a double holds', () => {
    const large = cny(9_007_199_254_740_993n);
    expect(toWire(large)).toEqual({ amountMinor: '9007199254740993', currency: 'CNY' });
    expect(fromWire(toWire(large))).toEqual(large);
    expect(fromWire({ amountMinor: '-5', currency: 'CNY' })).toEqual(cny(-5n));
  });

  it('refuses text that is not whole minor units', () => {
    for (const amountMinor of ['', ' 1', '1.0', '1e3', '0x10', '+1', '1,000', '--1']) {
      expect(() => fromWire({ amountMinor, currency: 'CNY' })).toThrow(SyntaxError);
    }
  });
});
