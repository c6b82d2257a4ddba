import { NotFound } from '@steward/domain';
import { hashOf, type Tx } from '@steward/messaging';
import type { KpiSet } from '../domain/kpi-set';
import type { DraftedKpiSet, KpiSetVersion, PublishedKpiSet } from '../domain/kpi-set-version';

/** The KPI set in force on a day. Throws where none was ever seeded. Clause 1.3.1. */
export async function kpiSetOn(tx: Tx, day: string): Promise<KpiSet> {
  const [row] = await tx.manager.query<KpiSet[]>(
    `SELECT version, dimensions FROM kpi_sets WHERE status = 'published' AND effective_on <= $1
     ORDER BY effective_on DESC, version DESC LIMIT 1`,
    [day],
  );
  if (!row) throw new Error(`No KPI set is in force on ${day}.`);
  return row;
}

/** The next version's number; whoever else drafts one waits. */
export async function nextKpiSet(tx: Tx): Promise<number> {
  await tx.manager.query('SELECT FROM kpi_sets WHERE version = 1 FOR UPDATE');
  const [row] = await tx.manager.query<{ next: number }[]>('SELECT max(version) + 1 AS next FROM kpi_sets');
  return row!.next;
}

/** Stores a new version. */
export function insertKpiSet(tx: Tx, drafted: DraftedKpiSet): void {
  const { version, effectiveOn, dimensions, draftedBy, draftedAt } = drafted;
  tx.write(
    `INSERT INTO kpi_sets (version, effective_on, dimensions, status, drafted_by, drafted_at)
     VALUES ($1, $2, $3, 'draft', $4, $5)`,
    [version, effectiveOn, JSON.stringify(dimensions), draftedBy, draftedAt],
  );
}

type Row = Omit<DraftedKpiSet, 'status'> & {
  readonly status: KpiSetVersion['status'];
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
  readonly contentHash: string | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadKpiSet(tx: Tx, version: number): Promise<KpiSetVersion> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT version, to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn", dimensions, status,
       drafted_by AS "draftedBy", drafted_at AS "draftedAt", published_by AS "publishedBy",
       published_at AS "publishedAt", content_hash AS "contentHash"
     FROM kpi_sets WHERE version = $1 FOR UPDATE`,
    [version],
  );
  if (!row) throw new NotFound('kpi-set', `${version}`);
  const { status, publishedBy, publishedAt, contentHash, ...drafted } = row;
  if (status === 'draft') return { ...drafted, status };
  // The CHECK kpi_sets_publication stands behind each `!`.
  return {
    ...{ ...drafted, status, publishedBy: publishedBy!, publishedAt: publishedAt! },
    contentHash: contentHash!,
  };
}

/** Stores that a version was published. */
export function saveKpiSetPublication(tx: Tx, published: PublishedKpiSet): void {
  const { version, publishedBy, publishedAt, contentHash } = published;
  tx.write(
    `UPDATE kpi_sets SET status = 'published', published_by = $2, published_at = $3, content_hash = $4
     WHERE version = $1`,
    [version, publishedBy, publishedAt, contentHash],
  );
}

/** SHA-256 of what a version weighs, and how. */
export const kpiSetHashOf = ({ dimensions }: KpiSetVersion): string => hashOf(dimensions);
