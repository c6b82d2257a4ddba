import { ratio, type Ratio } from '@steward/money';
import { fits } from './fits';

/** A number that JSON keeps exactly: a whole one, or a text as `97.5` or `11700/120`. */
export type ExactInput = string | number;

const DECIMAL = String.raw`\d{1,30}(?:\.\d{1,30})?`;
const EXACT = new RegExp(`^(-?${DECIMAL})(?:/(${DECIMAL}))?$`);
const AN_EXACT = ' must be a whole number, or a text as "97.5" or "11700/120"';

/** The number that a value `IsExact` let through says. */
export const exactOf = (value: ExactInput): Ratio => exactIn(value) as Ratio;

/** The number, or what is wrong with it: it is not `wanted`, or divides by zero. */
function exactIn(value: unknown, wanted = AN_EXACT): Ratio | string {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? ratio(BigInt(value)) : wanted;
  const [, numerator, denominator = '1'] = (typeof value === 'string' && EXACT.exec(value)) || [];
  if (numerator === undefined) return wanted;
  const divisor = ratio(denominator);
  return divisor.equals(0n) ? ' must not be divided by zero' : ratio(numerator).div(divisor);
}

/** What is wrong with an exact number that must be whole, and lie from `min` to `max`. */
function faultInWhole(value: unknown, min: bigint, max: bigint): string | null {
  const exact = exactIn(value);
  const isIt = typeof exact !== 'string' && exact.d === 1n && exact.gte(min) && exact.lte(max);
  return isIt ? null : ` must be a whole number from ${min} to ${max}`;
}

/** An exact number. */
export const IsExact = (may: { readonly beNegative?: boolean; readonly beNull?: boolean } = {}) =>
  fits('isExact', (value) => {
    if (value === null && may.beNull) return null;
    const exact = exactIn(value, may.beNull ? `${AN_EXACT}, or null` : AN_EXACT);
    if (typeof exact === 'string') return exact;
    return exact.lt(0n) && !may.beNegative ? ' must not be negative' : null;
  });

/** An exact number that is another one than that in the other field. */
export const DiffersFrom = (other: string) =>
  fits('differsFrom', (value, { [other]: another }) => {
    const [exact, compared] = [exactIn(value), exactIn(another)];
    const isSame = typeof exact !== 'string' && typeof compared !== 'string' && exact.equals(compared);
    return isSame ? ` must not be the same as ${other}` : null;
  });

/** An exact number that is whole. */
export const IsExactWhole = (min: bigint, max: bigint) =>
  fits('isWhole', (value) => faultInWhole(value, min, max));

/** A score as it is published: at most 110, bonus included; null where not rated. */
export const IsScoreOrNull = () =>
  fits('isScoreOrNull', (value) => {
    const isScore = Number.isSafeInteger(value) || (typeof value === 'string' && TWO_DECIMALS.test(value));
    const isIt =
      value === null || (isScore && exactOf(value as ExactInput).lte(110n) && !(Number(value) < 0));
    return isIt ? null : ' must be a score from 0 to 110 with at most two decimals, as "88.67", or null';
  });
const TWO_DECIMALS = /^\d{1,3}(\.\d{1,2})?$/;

/** Minor units. Never a JSON number, which large sums do not survive. */
export const IsAmount = () =>
  fits('isAmount', (value) => {
    const isIt = typeof value === 'string' && /^\d{1,40}$/.test(value);
    return isIt ? null : ' must be an amount of minor units as a text of digits, as "30000000"';
  });

/** Whole numbers that a sum is split by. */
export const AreWeights = (most: number) =>
  fits('areWeights', (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > most) {
      return ` must be a list of 1 to ${most} weights`;
    }
    for (const [index, weight] of value.entries()) {
      const fault = faultInWhole(weight, 0n, MOST_WEIGHT);
      if (fault) return `[${index}]${fault}`;
    }
    return value.every((weight) => exactOf(weight as ExactInput).equals(0n)) ? ' must not all be zero' : null;
  });
const MOST_WEIGHT = 10n ** 18n;

/** So many objects, whose own fields are checked by themselves. */
export const AreObjects = (most: number) =>
  fits('areObjects', (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > most) {
      return ` must be a list of 1 to ${most} objects`;
    }
    const index = value.findIndex((each) => typeof each !== 'object' || each === null || Array.isArray(each));
    return index < 0 ? null : `[${index}] must be an object`;
  });

/** Things whose weights make up 100; where one is no weight, or there is none, another check says so. */
export const WeighHundred = () =>
  fits('weighHundred', (value) => {
    if (!Array.isArray(value) || value.length === 0) return null;
    const weights = value.map((each) => exactIn((each as { weight?: unknown } | null)?.weight));
    if (weights.some((weight) => typeof weight === 'string' || weight.lt(0n))) return null;
    const whole = (weights as Ratio[]).reduce((sum, weight) => sum.add(weight), ratio(0n));
    return whole.equals(100n)
      ? null
      : ` must have weights of exactly 100 together, not ${whole.toFraction()}`;
  });
