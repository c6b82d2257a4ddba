/** From the least to the gravest. Clause 4.1.2. */
export const BANDS = ['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const;
export type Band = (typeof BANDS)[number];

/** Probability and impact are graded 1 to this. Clause 4.1.2. */
export const TOP_GRADE = 5;

/** A published matrix: `grid[p - 1][i - 1]` is the band of probability p and impact i. D8. */
export type Matrix = { readonly version: number; readonly grid: readonly (readonly Band[])[] };

/** How the register grades, as the policy has it on a day. */
export type Norms = {
  readonly matrix: Matrix;
  /** Days from an assessment to the next review. D8. */
  readonly reviewDays: Readonly<Record<Band, number>>;
};

/** The band of a cell. Throws RangeError outside the grid. Clause 4.1.2. */
export function bandOf({ grid, version }: Matrix, probability: number, impact: number): Band {
  const band = grid[probability - 1]?.[impact - 1];
  if (!band) throw new RangeError(`Matrix ${version} has no cell ${probability} x ${impact}.`);
  return band;
}
