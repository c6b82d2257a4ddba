import Fraction from 'fraction.js';

/** An exact fraction of whole numbers; scores and shares are never floats. D0. */
export type Ratio = InstanceType<typeof Fraction>;

/** HALF_UP goes away from zero at the half, HALF_EVEN to the even neighbour, DOWN towards zero. D0. */
export type Rounding = 'HALF_UP' | 'HALF_EVEN' | 'DOWN';

/** `ratio(2n, 3n)`, `ratio('97.5')`. Throws SyntaxError for another text, Error for a `d` of 0. */
export function ratio(n: bigint | string, d = 1n): Ratio {
  if (typeof n === 'string' && !/^-?\d+(\.\d+)?$/.test(n)) throw new SyntaxError(`"${n}" is not a decimal.`);
  const numerator = new Fraction(n);
  return d === 1n ? numerator : numerator.div(d);
}

/** The fraction that a text says, whole, decimal or as `1/1000`. Throws as `ratio` does. */
export function ratioOf(text: string): Ratio {
  const [numerator, denominator = '1', ...more] = text.split('/');
  if (more.length > 0) throw new SyntaxError(`"${text}" is not a fraction.`);
  const divisor = ratio(denominator);
  return ratio(numerator!).div(divisor);
}
/** As a text keeps it, in lowest terms: `1/1000`, or `2`. `ratioOf` reads it back. */
export const fractionText = (r: Ratio): string => r.toFraction();
export const isRatio = (value: unknown): value is Ratio => value instanceof Fraction;

/** The whole number next to it, chosen by `rounding`. */
export function roundToInteger(r: Ratio, rounding: Rounding): bigint {
  const whole = r.n / r.d;
  const twiceRest = (r.n % r.d) * 2n;
  const isUp =
    rounding !== 'DOWN' &&
    (twiceRest > r.d || (twiceRest === r.d && (rounding === 'HALF_UP' || whole % 2n === 1n)));
  const size = isUp ? whole + 1n : whole;
  return r.s < 0n ? -size : size;
}

/** With exactly `places` decimals, as `88.67`. Rounded once, here. */
export function decimalString(r: Ratio, places: number, rounding: Rounding): string {
  const scaled = roundToInteger(r.mul(10n ** BigInt(places)), rounding);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
