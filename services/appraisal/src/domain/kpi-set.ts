import { decimalString, ratio, type Ratio } from '@steward/money';
import { dimensionScore, groupsOfFormula, scoreOf, valueOfFormula } from '@steward/terms';
import type { FormulaGroup, FormulaInputs } from '@steward/terms';

export const GOALS = ['QUALITY', 'EFFICIENCY', 'RISK'] as const;
/** What the enterprise is after. Clause 1.1.1. */
export type Goal = (typeof GOALS)[number];
/** `PERCENT`: numerator of denominator, times a hundred; `PLAIN`: the quotient as it is. */
export const UNITS = ['PERCENT', 'PLAIN'] as const;

/** `floor` gives 0 and `target` 100 points; exact decimals in the unit of the dimension's value. */
export type Dimension = {
  readonly name: string;
  /** Of 100. */
  readonly weight: number;
  readonly floor: string;
  readonly target: string;
  readonly goal: Goal;
  readonly unit: (typeof UNITS)[number];
  /** CEL over FORMULA_INPUTS; where the denominator comes to 0 or less, nothing was measured. */
  readonly numerator: string;
  readonly denominator: string;
  readonly clauseId: string;
};
/** How a quarter is scored; a version is never changed. Clause 1.3.1. */
export type KpiSet = { readonly version: number; readonly dimensions: readonly Dimension[] };

/** What a dimension came to. Null stands for: nothing was measured, and its weight went to the others. */
export type DimensionResult = {
  readonly name: string;
  readonly weight: number;
  /** What the formulas gave: of `total` milestones those met; of so many surveys the sum of their marks. */
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

/** Which counts a set reads: only they belong to what a score rests on. */
export function groupsOf({ dimensions }: Pick<KpiSet, 'dimensions'>): ReadonlySet<FormulaGroup> {
  const formulas = dimensions.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  return new Set(formulas.flatMap(groupsOfFormula));
}

/**
 * Scores a quarter by its counts. Breaks `kpi-set.weights-not-100`, `kpi-set.weight-negative` and
 * `kpi-set.target-is-floor`. Clause 1.3.1, D3.
 */
export function scoreCounts(kpiSet: KpiSet, counts: FormulaInputs): Scored {
  const measured = measuredBy(kpiSet, counts);
  const dimensions = measured.map(({ name, weight, floor, target, share, value }): DimensionResult => {
    const of = { name, weight: Number(weight) };
    if (!share || !value) return { ...of, met: null, total: null, fraction: null, score: null };
    const points = dimensionScore({ value, floor, target });
    const [met, total] = [Number(share.met), Number(share.total)];
    const score = decimalString(points, 2, 'HALF_UP');
    return { ...of, met, total, fraction: points.toFraction(), score };
  });
  return { score: scoreOf(measured)?.score ?? null, dimensions };
}

/** What a dimension's formulas give: `value` in its unit, null where nothing was measured. D3 P2. */
export type MeasuredDimension = {
  readonly name: string;
  readonly weight: bigint;
  readonly floor: Ratio;
  readonly target: Ratio;
  readonly share: Share | null;
  readonly value: Ratio | null;
};

/** Each dimension as a quarter's counts have it. D3 P2. */
export const measuredBy = (kpiSet: KpiSet, counts: FormulaInputs): readonly MeasuredDimension[] =>
  kpiSet.dimensions.map((dimension) => {
    const { name, weight, floor, target } = dimension;
    const share = shareBehind(dimension, counts);
    const value = share && valueOf(share, dimension);
    return { name, weight: BigInt(weight), floor: ratio(floor), target: ratio(target), share, value };
  });

type Share = { readonly met: bigint; readonly total: bigint };

function shareBehind({ numerator, denominator }: Dimension, counts: FormulaInputs): Share | null {
  const total = valueOfFormula(denominator, counts);
  return total > 0n ? { met: valueOfFormula(numerator, counts), total } : null;
}

const valueOf = ({ met, total }: Share, { unit }: Dimension): Ratio =>
  ratio(unit === 'PERCENT' ? met * 100n : met, total);
