import { minus, money, type Money } from './money';
import { ratio, roundToInteger, type Ratio, type Rounding } from './ratio';

/**
 * So many hundredths of a per cent as a part of the whole: 2000 are a fifth. Throws RangeError where they are
 * not whole.
 */
export const bps = (hundredths: bigint | number): Ratio => ratio(BigInt(hundredths), 10_000n);

/** A part of a sum, rounded once to the minor unit. */
export const share = (total: Money, part: Ratio, rounding: Rounding): Money =>
  money(roundToInteger(part.mul(total.amountMinor), rounding), total.currency);

/** `shareBps` hundredths of a per cent, rounded towards zero. Throws RangeError where they are not whole. */
export const shareDown = (total: Money, shareBps: bigint | number): Money =>
  share(total, bps(shareBps), 'DOWN');

/**
 * Splits off the pool, `shareBps` hundredths of a per cent rounded once; the base is what remains, so that
 * the two always make up the total. Throws RangeError where `shareBps` is not whole. Clause 2.2.2a, M2.
 */
export function splitBps(
  total: Money,
  shareBps: bigint | number,
  rounding: Rounding = 'HALF_UP',
): { readonly base: Money; readonly pool: Money } {
  const pool = share(total, bps(shareBps), rounding);
  return { base: minus(total, pool), pool };
}

/**
 * Splits a sum in proportion to `weights` by largest remainder, ties to the earlier index: the parts always
 * make up the total. Throws RangeError where a weight is negative or all are zero. D0, M1, M3.
 */
export function allocate(total: Money, weights: readonly bigint[]): Money[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError(`Weights ${weights.join(', ')} do not split a sum.`);
  }
  const sign = total.amountMinor < 0n ? -1n : 1n;
  const size = total.amountMinor * sign;
  const parts = weights.map((weight) => (size * weight) / whole);
  const left = size - parts.reduce((sum, part) => sum + part, 0n);
  const remainders = weights.map((weight, index) => ({ index, remainder: (size * weight) % whole }));
  remainders.sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  );
  for (const { index } of remainders.slice(0, Number(left))) parts[index]! += 1n;
  return parts.map((part) => money(part * sign, total.currency));
}
