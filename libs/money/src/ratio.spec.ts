import fc from 'fast-check';
import { decimalString, fractionText, isRatio, ratio, ratioOf, roundToInteger, type Rounding } from './index';

const rounded = (text: string) =>
  (['HALF_UP', 'HALF_EVEN', 'DOWN'] as Rounding[]).map((rounding) => roundToInteger(ratio(text), rounding));

describe('rounding', () => {
  it('M4: 12.5 fen is 13 by HALF_UP and 12 by HALF_EVEN', () => {
    expect(rounded('12.5')).toEqual([13n, 12n, 12n]);
  });

  it('HALF_UP goes away from zero, HALF_EVEN to the even neighbour, DOWN towards zero', () => {
    expect(rounded('-12.5')).toEqual([-13n, -12n, -12n]);
    expect(rounded('13.5')).toEqual([14n, 14n, 13n]);
    expect(rounded('12.49')).toEqual([12n, 12n, 12n]);
    expect(rounded('-12.51')).toEqual([-13n, -13n, -12n]);
    expect(rounded('0')).toEqual([0n, 0n, 0n]);
  });

  it('HALF_UP lies at most half a unit away', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 9n), (n, d) => {
        const twiceError = 2n * (roundToInteger(ratio(n, d), 'HALF_UP') * d - n);
        return -d <= twiceError && twiceError <= d;
      }),
    );
  });
});

describe('a ratio', () => {
  it('is exact where a double is not', () => {
    expect(ratio('0.1').add(ratio('0.2')).equals(ratio(3n, 10n))).toBe(true);
    expect(ratio(1n, 3n).mul(3n).equals(ratio(1n))).toBe(true);
  });

  it('refuses what is not a decimal', () => {
    for (const text of ['', 'x', '1/3', '1e3', '.5', '0.(3)']) expect(() => ratio(text)).toThrow(SyntaxError);
    expect(() => ratio(1n, 0n)).toThrow();
  });

  it('is kept as a text in lowest terms, and read back the same', () => {
    const texts = ['1/1000', '0.001', '2/2000', '5', '0', '-1/3'];
    expect(texts.map((text) => fractionText(ratioOf(text)))).toEqual([
      ...['1/1000', '1/1000', '1/1000', '5', '0', '-1/3'],
    ]);
    for (const text of ['', '/', '1/', '/2', '1/2/3', '1 / 2', 'x/2']) {
      expect(() => ratioOf(text)).toThrow(SyntaxError);
    }
    expect(() => ratioOf('1/0')).toThrow();
    expect([isRatio(ratioOf('1/2')), isRatio({ s: 1n, n: 1n, d: 2n }), isRatio('1/2')]).toEqual([
      ...[true, false, false],
    ]);
  });

  it('is written with exactly its decimals', () => {
    expect(decimalString(ratio(26_600n, 300n), 2, 'HALF_UP')).toBe('88.67');
    expect(decimalString(ratio('89.995'), 2, 'HALF_UP')).toBe('90.00');
    expect(decimalString(ratio('-0.005'), 2, 'HALF_UP')).toBe('-0.01');
    expect(decimalString(ratio('-0.004'), 2, 'HALF_UP')).toBe('0.00');
    expect(decimalString(ratio('99.89996'), 3, 'DOWN')).toBe('99.899');
    expect(decimalString(ratio('2.5'), 0, 'HALF_EVEN')).toBe('2');
  });
});
