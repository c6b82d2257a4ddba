import { decimalString, ratio } from '@steward/money';
import { dimensionScore, percentMet, scoreOf, type KpiDimension } from '@steward/terms';
import type { Counts, Verdicts } from './quarter-inputs';

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
 * closures, both in per cent; open ones are not decided and do not count. Breaks `kpi-set.weights-not-100`,
 * `kpi-set.weight-negative` and `kpi-set.target-is-floor`. Clause 1.3.1, D3.
 */
export function scoreCounts(kpiSet: KpiSet, counts: Counts): Scored {
  const measured = kpiSet.dimensions.map(({ name, weight, floor, target }) => {
    const verdicts = verdictsBehind(name, counts);
    const value = verdicts && percentMet(verdicts);
    return { name, weight: BigInt(weight), floor: ratio(floor), target: ratio(target), verdicts, value };
  });
  const dimensions = measured.map(({ name, weight, floor, target, verdicts, value }): DimensionResult => {
    const of = { name, weight: Number(weight) };
    if (!verdicts || !value) return { ...of, met: null, total: null, fraction: null, score: null };
    const points = dimensionScore({ value, floor, target });
    const total = verdicts.met + verdicts.breached;
    const score = decimalString(points, 2, 'HALF_UP');
    return { ...of, met: verdicts.met, total, fraction: points.toFraction(), score };
  });
  return { score: scoreOf(measured)?.score ?? null, dimensions };
}

function verdictsBehind(name: KpiDimension, { onSite, closure }: Counts): Verdicts | null {
  switch (name) {
    case 'response':
      return onSite;
    case 'resolution':
      return closure;
    case 'satisfaction':
    case 'availability':
      return null; // nobody reports them yet
  }
}
