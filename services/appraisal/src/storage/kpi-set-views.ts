import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { Dimension } from '../domain/kpi-set';

export type KpiSetSummary = {
  readonly version: number;
  readonly status: 'draft' | 'published';
  /** The first day of the quarter from which on it counts. */
  readonly effectiveOn: string;
  readonly draftedBy: string;
  readonly draftedAt: Date;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
  /** SHA-256 of the dimensions. */
  readonly contentHash: string | null;
};
export type KpiSetDetail = KpiSetSummary & { readonly dimensions: readonly Dimension[] };

const SUMMARY = `version, status, to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn", drafted_by AS "draftedBy",
  drafted_at AS "draftedAt", published_by AS "publishedBy", published_at AS "publishedAt",
  content_hash AS "contentHash"`;

export class KpiSetsPage {
  /** Only versions before this one. */
  @Type(() => Number) @IsInt() @Min(1) before: number = 1_000_000_000;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

/** The versions, the newest first; a vendor sees the published ones. `next` is the next page's `before`. */
export const kpiSetsPage = view(KpiSetsPage, async ({ manager }, { before, limit }) => {
  const items = await manager.query<KpiSetSummary[]>(
    `SELECT ${SUMMARY} FROM kpi_sets WHERE version < $1 ORDER BY version DESC LIMIT $2`,
    [before, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.version : null };
});

export class OneKpiSet {
  @Type(() => Number) @IsInt() @Min(1) version!: number;
}

/** One version with its formulas. Throws NotFound. Clause 1.3.1. */
export const oneKpiSet = view(OneKpiSet, async ({ manager }, { version }) => {
  const [found] = await manager.query<KpiSetDetail[]>(
    `SELECT ${SUMMARY}, dimensions FROM kpi_sets WHERE version = $1`,
    [version],
  );
  if (!found) throw new NotFound('kpi-set', `${version}`);
  return found;
});
