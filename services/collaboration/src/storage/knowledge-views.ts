import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { CASE_STATES, type CaseRevision, type CaseText } from '../domain/knowledge-case';
import { searchFor } from '../domain/search-terms';
import type { Side } from '../domain/sides';

export type CaseSummary = {
  readonly revisionId: string;
  readonly caseId: string;
  readonly revision: number;
  readonly status: CaseRevision['status'];
  readonly title: string;
  readonly authorSide: Side;
  readonly vendorId: string | null;
  readonly workOrderId: string | null;
  readonly writtenAt: Date;
  readonly publishedAt: Date | null;
};
export type RevisionDetail = CaseSummary & CaseText & { readonly reviewNote: string | null };

export class CasesPage extends Page {
  /** What is looked for, in words or whole sentences. */
  @IsOptional() @IsString() @Length(1, 200) q?: string;
  @IsOptional() @IsIn(CASE_STATES) status?: CaseRevision['status'];
  /** Cases that came of a work order or are said to have helped with it. */
  @IsOptional() @IsUUID() workOrderId?: string;
}

const SUMMARY = `r.id AS "revisionId", r.case_id AS "caseId", r.revision, r.status, r.title,
  r.author_side AS "authorSide", r.vendor_id AS "vendorId", r.work_order_id AS "workOrderId",
  r.written_at AS "writtenAt", r.published_at AS "publishedAt"`;

/**
 * Revisions that fit, the best first: by how many terms they hold, then by where and how often. Without a
 * search the latest come first. `next` is the `after` of the next page. Clause 3.2.2.
 */
export const casesPage = view(CasesPage, async ({ manager }, { q, status, workOrderId, after, limit }) => {
  const search = q === undefined ? null : searchFor(q);
  if (q !== undefined && search === null) return { items: [], next: null };
  const items = await manager.query<CaseSummary[]>(
    `WITH hits AS (
       SELECT r.*, (SELECT count(*) FROM unnest($1::text[]) AS t WHERE r.search @@ t::tsquery) AS matched,
              coalesce(ts_rank(r.search, $2::tsquery), 0) AS weight
       FROM knowledge_revisions r
       WHERE ($2::text IS NULL OR r.search @@ $2::tsquery)
         AND CASE WHEN $3::text IS NULL THEN r.status <> 'superseded' ELSE r.status = $3 END
         AND ($4::uuid IS NULL OR r.work_order_id = $4
              OR r.case_id IN (SELECT case_id FROM case_links WHERE work_order_id = $4)))
     SELECT ${SUMMARY} FROM hits r
     WHERE matched >= $5
       AND ($6::uuid IS NULL OR (matched, weight, id) < (SELECT matched, weight, id FROM hits WHERE id = $6))
     ORDER BY matched DESC, weight DESC, id DESC LIMIT $7`,
    [
      ...[search?.terms ?? [], search?.terms.join(' | ') ?? null, status ?? null, workOrderId ?? null],
      ...[search?.least ?? 0, after ?? null, limit],
    ],
  );
  return { items, next: items.length === limit ? items.at(-1)!.revisionId : null };
});

export class OneCase {
  @IsUUID() caseId!: string;
}

/** A case with the revisions that the actor may see, the latest first. Throws NotFound. */
export const oneCase = view(OneCase, async ({ manager }, { caseId }) => {
  const revisions = await manager.query<RevisionDetail[]>(
    `SELECT ${SUMMARY}, symptom, cause, solution, review_note AS "reviewNote"
     FROM knowledge_revisions r WHERE case_id = $1 ORDER BY revision DESC LIMIT 100`,
    [caseId],
  );
  if (revisions.length === 0) throw new NotFound('case', caseId);
  const workOrders = await manager.query<{ workOrderId: string }[]>(
    `SELECT DISTINCT work_order_id AS "workOrderId" FROM case_links WHERE case_id = $1 ORDER BY 1 LIMIT 100`,
    [caseId],
  );
  return { caseId, revisions, workOrderIds: workOrders.map(({ workOrderId }) => workOrderId) };
});
