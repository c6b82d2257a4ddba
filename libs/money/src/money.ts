/** An exact sum. `amountMinor` counts the currency's smallest unit, as fen for CNY. D0. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };

/** The same sum as JSON carries it, where a bigint has no place. */
export type MoneyWire = { readonly amountMinor: string; readonly currency: string };

/** From JSON. Throws SyntaxError where `amountMinor` is not digits with at most a minus before them. */
export function fromWire({ amountMinor, currency }: MoneyWire): Money {
  // BigInt alone would take the empty text for nought, and hexadecimal for a number.
  if (!/^-?\d+$/.test(amountMinor)) throw new SyntaxError(`"${amountMinor}" is not a number of minor units.`);
  return { amountMinor: BigInt(amountMinor), currency };
}
export const toWire = ({ amountMinor, currency }: Money): MoneyWire => ({
  amountMinor: amountMinor.toString(),
  currency,
});

export const money = (amountMinor: bigint, currency: string): Money => ({ amountMinor, currency });
export const zero = (currency: string): Money => money(0n, currency);

/** Throws RangeError where the currencies differ. */
export function plus(left: Money, right: Money): Money {
  return money(left.amountMinor + sameCurrency(left, right), left.currency);
}

/** Throws RangeError where the currencies differ. */
export function minus(left: Money, right: Money): Money {
  return money(left.amountMinor - sameCurrency(left, right), left.currency);
}

/** Throws RangeError where the currencies differ: such sums have no order. */
export function isLess(left: Money, right: Money): boolean {
  return left.amountMinor < sameCurrency(left, right);
}

/** The lesser of two sums. Throws RangeError where the currencies differ. */
export const least = (left: Money, right: Money): Money => (isLess(left, right) ? left : right);

/** Adds up a list that may be empty. Throws RangeError where one is not of `currency`. */
export const sumOf = (currency: string, list: readonly Money[]): Money => list.reduce(plus, zero(currency));

function sameCurrency(left: Money, right: Money): bigint {
  if (left.currency !== right.currency) throw new RangeError(`${right.currency} is not ${left.currency}.`);
  return right.amountMinor;
}
