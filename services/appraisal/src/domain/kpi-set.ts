import { decimalString, ratio, type Ratio } from '@steward/money';
import { dimensionScore, scoreOf, type KpiDimension } from '@steward/terms';
import type { Counts, Measured } from './quarter-inputs';

/** `floor` gives 0 and `target` 100 points; exact decimals in the unit of the dimension's value. */
export type Dimension = {
  readonly name: KpiDimension;
  /** Of 100. */
  readonly weight: number;
  readonly floor: string;
  readonly target: string;
  readonly clauseId: string;
};
/** How a quarter is scored; a version is never changed. Clause 1.3.1. */
export type KpiSet = { readonly version: number; readonly dimensions: readonly Dimension[] };

/** What a dimension came to. Null stands for: nothing was measured, and its weight went to the others. */
export type DimensionResult = {
  readonly name: KpiDimension;
  readonly weight: number;
  /** Of `total` milestones or months those met; of so many surveys the sum of their marks. */
  readonly met: number | null;
  readonly total: number | null;
  /** Exact, as `875/9`. */
  readonly fraction: string | null;
  /** Two decimals. */
  readonly score: string | null;
};
export type Scored = {
  /** Two decimals; null where nothing at all was measured, which is NOT_RATED. D3 P3. */
  readonly score: string | null;
  readonly dimensions: readonly DimensionResult[];
};

/**
 * Scores a quarter by its counts: response is the share of on-site milestones met, resolution that of
 * closures, availability that of months, in per cent; open ones are not decided and do not count.
 * Satisfaction is the surveys' average mark, from `minimumAnswers` on. Breaks `kpi-set.weights-not-100`,
 * `kpi-set.weight-negative` and `kpi-set.target-is-floor`. Clause 1.3.1, D3.
 */
export function scoreCounts(kpiSet: KpiSet, counts: Counts & Measured, minimumAnswers: number): Scored {
  const measured = kpiSet.dimensions.map(({ name, weight, floor, target }) => {
    const share = shareBehind(name, counts, minimumAnswers);
    const value = share && valueOf(share);
    return { name, weight: BigInt(weight), floor: ratio(floor), target: ratio(target), share, value };
  });
  const dimensions = measured.map(({ name, weight, floor, target, share, value }): DimensionResult => {
    const of = { name, weight: Number(weight) };
    if (!share || !value) return { ...of, met: null, total: null, fraction: null, score: null };
    const points = dimensionScore({ value, floor, target });
    const { met, total } = share;
    const score = decimalString(points, 2, 'HALF_UP');
    return { ...of, met, total, fraction: points.toFraction(), score };
  });
  return { score: scoreOf(measured)?.score ?? null, dimensions };
}

/** `met` of `total`, times `unit`: 100 for per cent, 1 for an average. */
type Share = { readonly met: number; readonly total: number; readonly unit: bigint };

const valueOf = ({ met, total, unit }: Share): Ratio | null =>
  total === 0 ? null : ratio(BigInt(met) * unit, BigInt(total));

function shareBehind(
  name: KpiDimension,
  { onSite, closure, availability, satisfaction }: Counts & Measured,
  minimumAnswers: number,
): Share | null {
  const decided = ({ met, breached }: Counts['onSite']) => ({ met, total: met + breached, unit: 100n });
  switch (name) {
    case 'response':
      return decided(onSite);
    case 'resolution':
      return decided(closure);
    case 'availability':
      return availability ? { met: availability.met, total: availability.months, unit: 100n } : null;
    case 'satisfaction': {
      const { answers, scoreSum } = satisfaction ?? { answers: 0, scoreSum: 0 };
      return answers < minimumAnswers ? null : { met: scoreSum, total: answers, unit: 1n };
    }
  }
}
