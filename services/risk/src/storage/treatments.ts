import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { OpenTreatment, Treatment } from '../domain/treatment';

type Row = Omit<OpenTreatment, 'status'> & {
  readonly status: Treatment['status'];
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly outcome: string | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadTreatment(tx: Tx, id: string): Promise<Treatment> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, risk_id AS "riskId", vendor_id AS "vendorId", strategy, what, owner,
       to_char(due_on, 'YYYY-MM-DD') AS "dueOn", overdue_from AS "overdueFrom", planned_by AS "plannedBy",
       planned_at AS "plannedAt", overdue_at AS "overdueAt", status, ended_by AS "endedBy",
       ended_at AS "endedAt", outcome
     FROM risk_treatments WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('treatment', id);
  const { status, endedBy, endedAt, outcome, ...planned } = row;
  if (status === 'open') return { ...planned, status };
  // The CHECK risk_treatments_end stands behind each `!`.
  return { ...planned, status, endedBy: endedBy!, endedAt: endedAt!, outcome: outcome! };
}

/** Stores a treatment as it is now. */
export function saveTreatment(tx: Tx, treatment: Treatment): void {
  const { id, riskId, vendorId, strategy, what, owner, dueOn, overdueFrom } = treatment;
  const ended = treatment.status === 'open' ? null : treatment;
  tx.write(
    `INSERT INTO risk_treatments (id, risk_id, vendor_id, strategy, what, owner, due_on, overdue_from,
       planned_by, planned_at, overdue_at, status, ended_by, ended_at, outcome)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (id) DO UPDATE SET overdue_at = excluded.overdue_at, status = excluded.status,
       ended_by = excluded.ended_by, ended_at = excluded.ended_at, outcome = excluded.outcome`,
    [
      ...[id, riskId, vendorId, strategy, what, owner, dueOn, overdueFrom],
      ...[treatment.plannedBy, treatment.plannedAt, treatment.overdueAt, treatment.status],
      ...[ended?.endedBy ?? null, ended?.endedAt ?? null, ended?.outcome ?? null],
    ],
  );
}

/** How many plans a risk has that were made since an instant or are still open. Clause 4.1.2. */
export async function plansOf(tx: Tx, riskId: string, since: Date): Promise<number> {
  const [row] = await tx.manager.query<[{ plans: number }]>(
    `SELECT count(*)::int AS plans FROM risk_treatments
     WHERE risk_id = $1 AND status <> 'cancelled' AND (status = 'open' OR planned_at >= $2)`,
    [riskId, since],
  );
  return row.plans;
}
