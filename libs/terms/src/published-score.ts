import { decimalString, ratio, type Ratio } from '@steward/money';

/** As a score is published: HALF_UP to two decimals, once; bands, tiers and pay go by this number. D3, P5. */
export const publishedScore = (raw: Ratio): string => decimalString(raw, 2, 'HALF_UP');

/** The exact number that a published score says. Throws SyntaxError where it is not written `88.67`. */
export function scoreFrom(text: string): Ratio {
  if (!/^\d{1,3}\.\d{2}$/.test(text)) throw new SyntaxError(`"${text}" is not a published score.`);
  return ratio(text);
}
