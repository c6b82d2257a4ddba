import { ensure } from '@steward/domain';
import { ratio, type Ratio } from '@steward/money';
import { publishedScore } from './published-score';

export type KpiDimension = 'response' | 'resolution' | 'satisfaction' | 'availability';

/** How a dimension is weighed: nothing up to the floor, all of its weight from the target on. */
export type KpiDefinition = {
  readonly name: KpiDimension;
  readonly weight: bigint;
  readonly floor: Ratio;
  readonly target: Ratio;
};

/**
 * The product's default, to be seeded as version 1 of the policy. Response, resolution and availability are
 * per cent, satisfaction is a mark from 1 to 5. Clause 1.3.1, D3.
 */
export const DEFAULT_KPI_SET: readonly KpiDefinition[] = [
  { name: 'response', weight: 30n, floor: ratio('80'), target: ratio('98') },
  { name: 'resolution', weight: 30n, floor: ratio('75'), target: ratio('95') },
  { name: 'satisfaction', weight: 20n, floor: ratio('3.0'), target: ratio('4.5') },
  { name: 'availability', weight: 20n, floor: ratio('0'), target: ratio('100') },
];

/** A dimension of a KPI set with what was measured; null where there was nothing to measure. */
export type Dimension = {
  readonly name: string;
  /** Of 100, exact. */
  readonly weight: bigint | Ratio;
  readonly floor: Ratio;
  readonly target: Ratio;
  readonly value: Ratio | null;
};

/** `raw` is exact; `score` is what is published, two decimals, HALF_UP. */
export type Score = { readonly raw: Ratio; readonly score: string };

/**
 * The base score of a quarter. The weight of a dimension without a value goes to the others in proportion;
 * null, not rated, where none with a weight has one. Breaks `kpi-set.weights-not-100`,
 * `kpi-set.weight-negative` and `kpi-set.target-is-floor`. Clause 1.3.1, D3, P1 to P3.
 */
export function scoreOf(dimensions: readonly Dimension[]): Score | null {
  const whole = dimensions.reduce((sum, { weight }) => sum.add(weight), ratio(0n));
  const says = `The weights of a KPI set make up 100, not ${whole.toFraction()}.`;
  ensure(whole.equals(100n), 'kpi-set.weights-not-100', says);
  let points = ratio(0n);
  let rated = ratio(0n);
  for (const { name, weight, floor, target, value } of dimensions) {
    ensure(
      ratio(0n).lte(weight),
      'kpi-set.weight-negative',
      `The weight of ${name} is ${weight.toString()}.`,
    );
    if (value === null) continue;
    points = points.add(dimensionScore({ value, floor, target }).mul(weight));
    rated = rated.add(weight);
  }
  if (rated.equals(0n)) return null;
  const raw = points.div(rated);
  return { raw, score: publishedScore(raw) };
}

/**
 * 0 at the floor, 100 at the target, in proportion between, never outside. A target below the floor serves
 * where less is better. Breaks `kpi-set.target-is-floor`. D3.
 */
export function dimensionScore({
  value,
  floor,
  target,
}: Omit<Dimension, 'name' | 'weight'> & { value: Ratio }): Ratio {
  ensure(!target.equals(floor), 'kpi-set.target-is-floor', `Floor and target are both ${floor.toString()}.`);
  const reached = value.sub(floor).div(target.sub(floor)).mul(100n);
  if (reached.lt(0n)) return ratio(0n);
  return reached.gt(100n) ? ratio(100n) : reached;
}

/** The share that was MET in per cent, exact; null where nothing was decided. Open ones do not count. D3. */
export function percentMet({
  met,
  breached,
}: {
  readonly met: number;
  readonly breached: number;
}): Ratio | null {
  const decided = met + breached;
  return decided === 0 ? null : ratio(BigInt(met) * 100n, BigInt(decided));
}
