import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { DraftedMatrix, MatrixVersion, PublishedMatrix } from '../domain/matrix-version';

/** The next version's number; whoever else drafts one waits. */
export async function nextMatrix(tx: Tx): Promise<number> {
  await tx.manager.query('SELECT FROM risk_matrices WHERE version = 1 FOR UPDATE');
  const [row] = await tx.manager.query<{ next: number }[]>(
    'SELECT max(version) + 1 AS next FROM risk_matrices',
  );
  return row!.next;
}

/** Stores a new version. */
export function insertMatrix(tx: Tx, drafted: DraftedMatrix): void {
  const { version, effectiveOn, grid, hasImpactFloor, draftedBy, draftedAt } = drafted;
  const literal = `{${grid.map((row) => `{${row.join()}}`).join()}}`; // an array of arrays, to Postgres
  tx.write(
    `INSERT INTO risk_matrices (version, effective_on, clause_id, grid, has_impact_floor, status, drafted_by,
       drafted_at)
     VALUES ($1, $2, '4.1.2', $3, $4, 'draft', $5, $6)`,
    [version, effectiveOn, literal, hasImpactFloor, draftedBy, draftedAt],
  );
}

type Row = Omit<DraftedMatrix, 'status'> & {
  readonly status: MatrixVersion['status'];
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadMatrix(tx: Tx, version: number): Promise<MatrixVersion> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT version, to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn", grid,
       has_impact_floor AS "hasImpactFloor", status, drafted_by AS "draftedBy", drafted_at AS "draftedAt",
       published_by AS "publishedBy", published_at AS "publishedAt"
     FROM risk_matrices WHERE version = $1 FOR UPDATE`,
    [version],
  );
  if (!row) throw new NotFound('matrix', `${version}`);
  const { status, publishedBy, publishedAt, ...drafted } = row;
  if (status === 'draft') return { ...drafted, status };
  // The CHECK risk_matrices_publication stands behind each `!`.
  return { ...drafted, status, publishedBy: publishedBy!, publishedAt: publishedAt! };
}

/** Stores that a version was published. */
export function saveMatrixPublication(tx: Tx, published: PublishedMatrix): void {
  tx.write(
    `UPDATE risk_matrices SET status = 'published', published_by = $2, published_at = $3 WHERE version = $1`,
    [published.version, published.publishedBy, published.publishedAt],
  );
}
