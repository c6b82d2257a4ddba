import fc from 'fast-check';
import { allocate, money, plus, ratio, share, shareDown, splitBps, sumOf } from './index';

const cny = (amountMinor: bigint) => money(amountMinor, 'CNY');
const minors = (parts: readonly { readonly amountMinor: bigint }[]) =>
  parts.map(({ amountMinor }) => amountMinor);
const anySum = fc.bigInt(-(10n ** 18n), 10n ** 18n);

describe('allocation by largest remainder', () => {
  it('M1: ¥1,000,000.01 in four gives 250,000.01 and three times 250,000.00', () => {
    const parts = allocate(cny(100_000_001n), [1n, 1n, 1n, 1n]);
    expect(minors(parts)).toEqual([25_000_001n, 25_000_000n, 25_000_000n, 25_000_000n]);
  });

  it('M3: ¥100.00 in three gives 33.34, 33.33 and 33.33', () => {
    expect(minors(allocate(cny(10_000n), [1n, 1n, 1n]))).toEqual([3_334n, 3_333n, 3_333n]);
  });

  it('the larger remainder comes before the earlier index', () => {
    // 10 by 2:3:1 is 3.33, 5.00, 1.67: the missing unit goes to the third.
    expect(minors(allocate(cny(10n), [2n, 3n, 1n]))).toEqual([3n, 5n, 2n]);
  });

  it('a negative sum is the mirror of the positive one', () => {
    expect(minors(allocate(cny(-10_000n), [1n, 1n, 1n]))).toEqual([-3_334n, -3_333n, -3_333n]);
  });

  it('nobody without weight gets anything, and weights that split nothing are refused', () => {
    expect(minors(allocate(cny(7n), [0n, 2n, 0n, 1n]))).toEqual([0n, 5n, 0n, 2n]);
    for (const weights of [[], [0n, 0n], [2n, -1n]])
      expect(() => allocate(cny(1n), weights)).toThrow(RangeError);
  });

  it('conserves: the parts make up the total, each within one unit of its exact share', () => {
    const anyWeights = fc.array(fc.bigInt(0n, 10n ** 6n), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        anySum,
        anyWeights.filter((weights) => weights.some((weight) => weight > 0n)),
        (total, weights) => {
          const parts = allocate(cny(total), weights);
          expect(sumOf('CNY', parts)).toEqual(cny(total));
          const whole = weights.reduce((sum, weight) => sum + weight, 0n);
          parts.forEach(({ amountMinor }, index) => {
            const error = amountMinor * whole - total * weights[index]!;
            expect(-whole < error && error < whole).toBe(true);
          });
        },
      ),
    );
  });
});

describe('base and pool', () => {
  it('M2: ¥333,333.33 gives a pool of 66,666.67 and a base of 266,666.66', () => {
    const { base, pool } = splitBps(cny(33_333_333n), 2_000n);
    expect([base, pool]).toEqual([cny(26_666_666n), cny(6_666_667n)]);
  });

  it('conserves for every sum and share', () => {
    fc.assert(
      fc.property(anySum, fc.integer({ min: 0, max: 10_000 }), (total, shareBps) => {
        const { base, pool } = splitBps(cny(total), shareBps);
        expect(plus(base, pool)).toEqual(cny(total));
      }),
    );
  });
});

describe('a share', () => {
  it('M4: half of 25 fen is 13 by HALF_UP and 12 by HALF_EVEN', () => {
    expect(share(cny(25n), ratio('0.5'), 'HALF_UP')).toEqual(cny(13n));
    expect(share(cny(25n), ratio('0.5'), 'HALF_EVEN')).toEqual(cny(12n));
  });

  it('3.3.1a: ten per cent of ¥0.99 rounds down to 9 fen', () => {
    expect(shareDown(cny(99n), 1_000n)).toEqual(cny(9n));
    expect(() => shareDown(cny(99n), 0.5)).toThrow(RangeError);
  });
});
