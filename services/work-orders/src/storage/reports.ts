import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { monthsOf, spanOf, type ReportDuty } from '../domain/report-duty';
import type { ContractVersion } from '../domain/terms';
import { serviceReport, type ReportedWork, type ServiceReport } from '../domain/service-report';
import { versionsOf } from './contract-versions';
import { supplementsIn } from './report-supplements';
import { EPOCH, factOf, type FactRow } from './work-orders';

type Row = Omit<ReportDuty, 'submission'> & {
  contentHash: string | null;
  asOf: Date | null;
  remarks: string | null;
  submittedBy: string | null;
};

/** Puts down what is owed; gives those that were not known yet. */
export async function insertDuties(tx: Tx, duties: readonly ReportDuty[]): Promise<ReportDuty[]> {
  const rows = await tx.manager.query<{ id: string }[]>(
    `INSERT INTO reports (id, contract_id, vendor_id, period, due_at)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[])
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      duties.map(({ id }) => id),
      duties.map(({ contractId }) => contractId),
      duties.map(({ vendorId }) => vendorId),
      duties.map(({ period }) => period),
      duties.map(({ dueAt }) => dueAt),
    ],
  );
  const isNew = new Set(rows.map(({ id }) => id));
  return duties.filter(({ id }) => isNew.has(id));
}

/** The last month of which a contract's report was put down. */
export async function lastReportedMonths(tx: ReadTx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.manager.query<{ contractId: string; month: string }[]>(
    `SELECT contract_id AS "contractId", max(period) AS month FROM reports
     WHERE period LIKE '____-__' GROUP BY contract_id`,
  );
  return new Map(rows.map(({ contractId, month }) => [contractId, month]));
}

/** Loads and locks. Throws NotFound. */
export async function loadDuty(tx: Tx, id: string): Promise<ReportDuty> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", period, due_at AS "dueAt",
            overdue_at AS "overdueAt", content_hash AS "contentHash", as_of AS "asOf", remarks,
            submitted_by AS "submittedBy"
     FROM reports WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('report', id);
  const { contentHash, asOf, remarks, submittedBy, ...duty } = row;
  // The CHECK reports_submission stands behind each `!`.
  const submission = submittedBy && { contentHash: contentHash!, asOf: asOf!, remarks, submittedBy };
  return { ...duty, submission: submission || null };
}

export function saveOverdue(tx: Tx, { id, overdueAt }: ReportDuty): void {
  tx.write('UPDATE reports SET overdue_at = $2 WHERE id = $1', [id, overdueAt]);
}

/** Keeps what was submitted, as JSON, to the byte. */
export function saveSubmission(tx: Tx, { id, submission }: ReportDuty, content: string): void {
  if (!submission) throw new Error(`The report ${id} was not submitted.`);
  const { contentHash, asOf, remarks, submittedBy } = submission;
  tx.write(
    `UPDATE reports SET content_hash = $2, content = $3, as_of = $4, remarks = $5, submitted_by = $6 WHERE id = $1`,
    [id, contentHash, content, asOf, remarks, submittedBy],
  );
}

type WorkRow = Omit<ReportedWork, 'facts' | 'terms'> & { contractVersion: string; facts: FactRow[] };

/**
 * What was on record at `asOf` of the work orders that were the contract's then, and open in [from, to) or
 * touched by a fact of it.
 */
async function workIn(
  tx: ReadTx,
  contractId: string,
  { from, to }: { readonly from: number; readonly to: number },
  asOf: Date,
): Promise<ReportedWork[]> {
  const versions = await versionsOf(tx, [contractId]);
  const rows = await tx.manager.query<WorkRow[]>(
    `SELECT w.id, number, category, f.grade AS "evidenceGrade", f.dispatched->>'contractVersion' AS "contractVersion",
            f.facts
     FROM work_orders w CROSS JOIN LATERAL (
       SELECT json_agg(json_build_object('kind', kind, 'at', ${EPOCH('occurred_at')}, 'detail', detail)
                ORDER BY occurred_at, position) AS facts,
              max(evidence_grade) AS grade,
              (array_agg(detail ORDER BY position DESC) FILTER (WHERE kind = 'DISPATCHED'))[1] AS dispatched,
              bool_or(occurred_at >= $2 AND occurred_at < $3) AS is_touched,
              bool_or(kind = 'CLOSED' AND occurred_at < $2) AS was_closed
       FROM facts LEFT JOIN retracted_facts r USING (work_order_id, position)
       WHERE work_order_id = w.id AND recorded_at <= $4 AND (retracted_at IS NULL OR retracted_at > $4)) AS f
     WHERE reported_at < $3 AND f.dispatched->>'contractId' = $1::text AND (f.is_touched OR NOT f.was_closed)
       AND w.id IN (SELECT work_order_id FROM facts WHERE kind = 'DISPATCHED' AND detail->>'contractId' = $1::text)`,
    [contractId, new Date(from), new Date(to), asOf],
  );
  return rows.map(({ contractVersion, facts, ...work }) => ({
    ...work,
    facts: facts.map(factOf),
    terms: versions.find((version) => version.contractVersion === Number(contractVersion))!,
  }));
}

/** A contract's report of a period, made of what was on record at `asOf`. Clause 2.3.1d. */
export async function reportOf(
  tx: ReadTx,
  { contractId, vendorId, calendar }: ContractVersion,
  period: string,
  asOf: Date,
): Promise<ServiceReport> {
  const { timezone } = calendar;
  const span = spanOf(period, timezone);
  const works = await workIn(tx, contractId, span, asOf);
  const supplements = await supplementsIn(tx, contractId, { ...span, months: monthsOf(period) }, asOf);
  return serviceReport({ contractId, vendorId, period, timezone }, span, asOf, works, supplements);
}
