import { ratio, share, type Money, type Ratio, type Rounding } from '@steward/money';
import { scoreFrom } from './published-score';

/** The names of the curves that a contract can choose from. */
export type PayCurve = 'LINEAR_60_90' | 'STEP_CN' | 'PLUS15' | 'FAR' | 'PROPORTIONAL';

type Factor = (score: Ratio) => Ratio;

const NONE = ratio('0');
const ALL = ratio('1');

/** From the best band down: the lowest score of each, and what it pays. */
const steps =
  (...bands: readonly (readonly [from: string, factor: string])[]): Factor =>
  (score) => {
    const band = bands.find(([from]) => score.gte(ratio(from)));
    return band ? ratio(band[1]) : NONE;
  };

/** The product's default: all from 90 on, nothing below 60, half at 60 and in proportion between. */
const linear60To90: Factor = (score) => {
  if (score.gte(90n)) return ALL;
  return score.lt(60n) ? NONE : score.sub(60n).div(60n).add(ratio('0.5'));
};
/** 95, 85, 75, 65 and 60 pay 100, 98, 95, 90 and 80 per cent, less pays 70: rules of property management. */
const stepCn = steps(['95', '1'], ['85', '0.98'], ['75', '0.95'], ['65', '0.9'], ['60', '0.8'], ['0', '0.7']);
/** All from 85 on, else as many per cent as the score and fifteen: 考核措施 of a school's property contract. */
const plus15: Factor = (score) => (score.gte(85n) ? ALL : score.add(15n).div(100n));
/**
 * Scores from 91, 76 and 51 pay the most of their rating, 100, 90 and 75 per cent; less pays at most 50. The
 * ratings of the award fee, FAR 16.401(e)(3)(iv).
 */
const far: Factor = (score) => {
  if (score.gte(51n)) return steps(['91', '1'], ['76', '0.9'], ['51', '0.75'])(score);
  return score.gt(50n) ? ratio('0.5') : score.div(100n);
};
/** As many per cent as the score, nothing below 61: NASA's award fee of old. */
const proportional: Factor = (score) => (score.lt(61n) ? NONE : score.div(100n));

/**
 * The part of the pool that a score from 0 to 100 earns: monotone, from 0 to 1. Without a prototype, so that
 * `in` tells a curve's name from any other. Clause 2.2.2a, D4; the alternatives follow the norms named in D3.
 */
export const PAY_CURVES: Readonly<Record<PayCurve, Factor>> = Object.freeze(
  Object.assign(Object.create(null) as object, {
    LINEAR_60_90: linear60To90,
    STEP_CN: stepCn,
    PLUS15: plus15,
    FAR: far,
    PROPORTIONAL: proportional,
  }),
);

/** k of D4 for a published score; above 100 counts as 100. Throws SyntaxError where it is not a score. */
export function payFactor(curve: PayCurve, score: string): Ratio {
  const exact = scoreFrom(score);
  return PAY_CURVES[curve](exact.gt(100n) ? ratio(100n) : exact);
}

/**
 * The pool's part that a published score earns, rounded once to the minor unit. What is not earned is not
 * payable, and no penalty. Throws SyntaxError where the text is not a published score. Clause 2.2.2a, D4, M4.
 */
export const performancePay = (
  pool: Money,
  curve: PayCurve,
  score: string,
  rounding: Rounding = 'HALF_UP',
): Money => share(pool, payFactor(curve, score), rounding);
