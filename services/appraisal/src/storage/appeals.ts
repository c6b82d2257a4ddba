import { ensure, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Appeal, DecidedAppeal, OpenAppeal, Ruling } from '../domain/appeal';

type Row = Omit<OpenAppeal, 'status'> & {
  readonly status: Appeal['status'];
  readonly rulings: readonly Ruling[] | null;
  readonly reason: string | null;
  readonly scoredBy: readonly string[] | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
};

/** Stores an appeal, or its decision. */
export function saveAppeal(tx: Tx, appeal: Appeal): void {
  const { rulings, reason, scoredBy, decidedBy, decidedAt } = appeal.status === 'filed' ? NOT_YET : appeal;
  tx.write(
    `INSERT INTO appeals (id, appraisal_id, revision, contract_id, vendor_id, quarter, statement, items, documents,
       filed_by, filed_at, decision_due_at, status, rulings, reason, scored_by, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, rulings = excluded.rulings, reason = excluded.reason,
       scored_by = excluded.scored_by, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [
      ...[appeal.id, appeal.appraisalId, appeal.revision, appeal.contractId, appeal.vendorId, appeal.quarter],
      ...[appeal.statement, JSON.stringify(appeal.items), JSON.stringify(appeal.documents), appeal.filedBy],
      ...[appeal.filedAt, appeal.decisionDueAt, appeal.status, rulings && JSON.stringify(rulings), reason],
      ...[scoredBy && [...scoredBy], decidedBy, decidedAt],
    ],
  );
}

const NOT_YET: Pick<Row, 'rulings' | 'reason' | 'scoredBy' | 'decidedBy' | 'decidedAt'> = {
  ...{ rulings: null, reason: null, scoredBy: null, decidedBy: null, decidedAt: null },
};

/** Loads and locks. Throws NotFound. */
export async function loadAppeal(tx: Tx, id: string): Promise<Appeal> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, appraisal_id AS "appraisalId", revision, contract_id AS "contractId", vendor_id AS "vendorId",
       quarter, statement, items, documents, filed_by AS "filedBy", filed_at AS "filedAt",
       decision_due_at AS "decisionDueAt", status, rulings, reason, scored_by AS "scoredBy",
       decided_by AS "decidedBy", decided_at AS "decidedAt"
     FROM appeals WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('appeal', id);
  return appealFromRow(row);
}

/** The CHECK appeals_decision stands behind each `!`. */
export function appealFromRow(row: Row): Appeal {
  const { status, rulings, reason, scoredBy, decidedBy, decidedAt, ...filed } = row;
  if (status === 'filed') return { ...filed, status };
  const decision = { rulings: rulings!, reason: reason!, scoredBy: scoredBy! };
  return {
    ...filed,
    ...decision,
    decidedBy: decidedBy!,
    decidedAt: decidedAt!,
    status,
  } satisfies DecidedAppeal;
}

/** True where the vendor waits for a decision. */
export async function hasOpenAppeal(tx: Tx, appraisalId: string): Promise<boolean> {
  const rows = await tx.manager.query<unknown[]>(
    `SELECT FROM appeals WHERE appraisal_id = $1 AND status = 'filed'`,
    [appraisalId],
  );
  return rows.length > 0;
}

/** Breaks `appeal.already-filed`. */
export async function ensureNoOpenAppeal(tx: Tx, appraisalId: string): Promise<void> {
  const isFree = !(await hasOpenAppeal(tx, appraisalId));
  ensure(isFree, 'appeal.already-filed', 'An appeal against this score is not decided yet.');
}

/** All rulings on a quarter, in the order in which they were made. */
export async function rulingsOf(tx: Tx, appraisalId: string): Promise<readonly Ruling[]> {
  const rows = await tx.manager.query<{ rulings: readonly Ruling[] }[]>(
    `SELECT rulings FROM appeals WHERE appraisal_id = $1 AND status = 'granted' ORDER BY decided_at, id`,
    [appraisalId],
  );
  return rows.flatMap(({ rulings }) => rulings);
}

/** Who found or decided something that a quarter's score rests on: none of them decides an appeal. */
export async function scorersOf(tx: Tx, contractId: string, quarter: string): Promise<readonly string[]> {
  const rows = await tx.manager.query<{ by: string }[]>(
    `SELECT decided_by AS by FROM bonuses WHERE contract_id = $1 AND quarter = $2 AND decided_by IS NOT NULL
     UNION SELECT unnest(ARRAY[recorded_by, decided_by]) FROM red_lines WHERE contract_id = $1 AND quarter = $2
     UNION SELECT decided_by FROM appeals WHERE contract_id = $1 AND quarter = $2
     UNION SELECT published_by FROM kpi_sets WHERE status = 'published' AND version = (
       SELECT kpi_set FROM appraisals WHERE contract_id = $1 AND quarter = $2 ORDER BY revision DESC LIMIT 1)
     ORDER BY by`,
    [contractId, quarter],
  );
  return rows.flatMap(({ by }) => (by === null ? [] : [by]));
}
