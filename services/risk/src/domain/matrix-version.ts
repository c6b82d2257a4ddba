import { ensure, importedId, RuleBroken, type Decision } from '@steward/domain';
import { matrixPublished, type MatrixPublished } from '@steward/events';
import { BANDS, TOP_GRADE, type Band, type Matrix } from './matrix';

type Version = Matrix & {
  /** The first day on which it counts. */
  readonly effectiveOn: string;
  /** Whether the gravest impact is never LOW, however unlikely. The default of D8 has it. */
  readonly hasImpactFloor: boolean;
  readonly draftedBy: string;
  readonly draftedAt: Date;
};
export type DraftedMatrix = Version & { readonly status: 'draft' };
export type PublishedMatrix = Version & {
  readonly status: 'published';
  readonly publishedBy: string;
  readonly publishedAt: Date;
};
export type MatrixVersion = DraftedMatrix | PublishedMatrix;

/**
 * Drafts a matrix. Breaks, each at its cell, `matrix.not-monotone` where a graver grade has a milder
 * band, and `matrix.impact-floor`. Clause 4.1.2, D8.
 */
export function draftMatrix(drafted: Omit<DraftedMatrix, 'status'>): DraftedMatrix {
  const { grid, hasImpactFloor } = drafted;
  const rank = (p: number, i: number): number => BANDS.indexOf(grid[p]?.[i] as Band);
  for (let p = 0; p < TOP_GRADE; p += 1) {
    for (let i = 0; i < TOP_GRADE; i += 1) {
      if (rank(p, i) >= Math.max(rank(p - 1, i), rank(p, i - 1))) continue;
      const says = `${p + 1} x ${i + 1} is milder than a cell before it.`;
      throw new RuleBroken('matrix.not-monotone', says, `/grid/${p}/${i}`);
    }
  }
  if (hasImpactFloor) {
    const low = grid.findIndex((row) => row[TOP_GRADE - 1] === 'LOW');
    const says = `${low + 1} x ${TOP_GRADE} is LOW.`;
    ensure(low === -1, 'matrix.impact-floor', says, `/grid/${low}/${TOP_GRADE - 1}`);
  }
  return { ...drafted, status: 'draft' };
}

/**
 * Another person than who drafted it publishes a matrix, before it counts: what was assessed keeps its band.
 * Breaks `matrix.not-draft`, `matrix.same-person` and `matrix.effective-past`. D8 R3.
 *
 * @param today the enterprise's day
 */
export function publishMatrix(
  matrix: MatrixVersion,
  { by, today }: { readonly by: string; readonly today: string },
  now: Date,
): Decision<PublishedMatrix, MatrixPublished> {
  const { version, status, effectiveOn, grid } = matrix;
  ensure(status === 'draft', 'matrix.not-draft', `Matrix ${version} is published.`);
  ensure(by !== matrix.draftedBy, 'matrix.same-person', `${by} drafted matrix ${version}.`);
  ensure(effectiveOn >= today, 'matrix.effective-past', `${effectiveOn} is over.`);
  const matrixId = importedId('matrix', `${version}`);
  const told = { matrixId, matrixVersion: version, effectiveOn, publishedAt: now };
  return {
    state: { ...matrix, status: 'published', publishedBy: by, publishedAt: now },
    events: [matrixPublished({ ...told, grid: grid.map((row) => [...row]) })],
  };
}
