import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { CaseRevision, Published } from '../domain/knowledge-case';
import { searchVector } from '../domain/search-terms';

const COLUMNS = `id, case_id AS "caseId", revision, vendor_id AS "vendorId", work_order_id AS "workOrderId",
  author_side AS "authorSide", authors, written_at AS "writtenAt", title, symptom, cause, solution, status,
  submitted_at AS "submittedAt", reviewed_by AS "reviewedBy", reviewed_at AS "reviewedAt",
  review_note AS "reviewNote", published_by AS "publishedBy", published_at AS "publishedAt",
  superseded_at AS "supersededAt"`;

/** A case as its rules need it: what is being written or was last shared, and what is in sight of all. */
export type LoadedCase = { readonly last: CaseRevision; readonly published: Published | null };

/** Loads and locks, by the first revision: those that follow come and go under it. Throws NotFound. */
export async function loadCase(tx: Tx, caseId: string): Promise<LoadedCase> {
  const locked = await tx.manager.query<unknown[]>(
    'SELECT 1 FROM knowledge_revisions WHERE case_id = $1 AND revision = 1 FOR UPDATE',
    [caseId],
  );
  if (locked.length === 0) throw new NotFound('case', caseId);
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM knowledge_revisions WHERE case_id = $1 AND status <> 'superseded' ORDER BY revision`,
    [caseId],
  );
  const revisions = rows.map(fromRow);
  const published = revisions.find((revision) => revision.status === 'published') ?? null;
  return { last: revisions.at(-1)!, published };
}

/** Adds a revision, or stores what became of it, with what it is found by. */
export function saveRevision(tx: Tx, revision: CaseRevision): void {
  const row = toRow(revision);
  tx.write(
    `INSERT INTO knowledge_revisions (id, case_id, revision, vendor_id, work_order_id, author_side, authors,
       written_at, title, symptom, cause, solution, status, submitted_at, reviewed_by, reviewed_at, review_note,
       published_by, published_at, superseded_at, search)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
     ON CONFLICT (id) DO UPDATE SET authors = excluded.authors, written_at = excluded.written_at,
       title = excluded.title, symptom = excluded.symptom, cause = excluded.cause, solution = excluded.solution,
       status = excluded.status, submitted_at = excluded.submitted_at, reviewed_by = excluded.reviewed_by,
       reviewed_at = excluded.reviewed_at, review_note = excluded.review_note,
       published_by = excluded.published_by, published_at = excluded.published_at,
       superseded_at = excluded.superseded_at, search = excluded.search`,
    [
      ...[row.id, row.caseId, row.revision, row.vendorId, row.workOrderId, row.authorSide, row.authors],
      ...[row.writtenAt, row.title, row.symptom, row.cause, row.solution, row.status, row.submittedAt],
      ...[row.reviewedBy, row.reviewedAt, row.reviewNote, row.publishedBy, row.publishedAt],
      ...[row.supersededAt, vectorOf(row)],
    ],
  );
}

const vectorOf = ({ title, symptom, cause, solution }: Row): string =>
  searchVector([
    [title, 'A'],
    [symptom, 'B'],
    [cause, 'C'],
    [solution, 'D'],
  ]);

const BLANK = {
  ...{ submittedAt: null, reviewedBy: null, reviewedAt: null, reviewNote: null },
  ...{ publishedBy: null, publishedAt: null, supersededAt: null },
};
type Row = { [Key in keyof typeof BLANK]: unknown } & Omit<CaseRevision, keyof typeof BLANK> & {
    submittedAt: Date | null;
    reviewedBy: string | null;
    reviewedAt: Date | null;
    reviewNote: string | null;
    publishedBy: string | null;
    publishedAt: Date | null;
    supersededAt: Date | null;
  };

export const toRow = (revision: CaseRevision): Row => ({ ...BLANK, ...revision });

/** The CHECKs of migration 1764000003000 stand behind what is taken for granted. */
export function fromRow(row: Row): CaseRevision {
  const {
    submittedAt,
    reviewedBy,
    reviewedAt,
    reviewNote,
    publishedBy,
    publishedAt,
    supersededAt,
    ...written
  } = row;
  const { status } = row;
  const reviewed = { ...written, submittedAt, reviewedBy, reviewedAt, reviewNote };
  switch (status) {
    case 'draft':
      return { ...written, status };
    case 'submitted':
      return { ...written, status, submittedAt } as CaseRevision;
    case 'changes-requested':
    case 'approved':
      return { ...reviewed, status } as CaseRevision;
    case 'published':
      return { ...reviewed, status, publishedBy, publishedAt } as CaseRevision;
    case 'superseded':
      return { ...reviewed, status, publishedBy, publishedAt, supersededAt } as CaseRevision;
  }
}
