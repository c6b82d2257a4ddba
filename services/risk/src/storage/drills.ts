import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Drill } from '../domain/drill';

type Planned = Omit<Extract<Drill, { status: 'planned' }>, 'status'>;
type Row = Planned & {
  readonly status: Drill['status'];
  readonly actualMinutes: number | null;
  readonly findings: readonly string[] | null;
  readonly executedBy: string | null;
  readonly executedAt: Date | null;
  readonly retestDueOn: string | null;
  readonly retestMissedAt: Date | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadDrill(tx: Tx, id: string): Promise<Drill> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, vendor_id AS "vendorId", scenario, to_char(planned_on, 'YYYY-MM-DD') AS "plannedOn",
       rto_target_minutes AS "rtoTargetMinutes", retest_of AS "retestOf", planned_by AS "plannedBy", status,
       actual_minutes AS "actualMinutes", findings, executed_by AS "executedBy", executed_at AS "executedAt",
       to_char(retest_due_on, 'YYYY-MM-DD') AS "retestDueOn", retest_missed_at AS "retestMissedAt"
     FROM drills WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('drill', id);
  const { status, actualMinutes, findings, executedBy, executedAt, retestDueOn, retestMissedAt, ...planned } =
    row;
  if (status === 'planned') return { ...planned, status };
  // The CHECKs drills_execution and drills_retest stand behind each `!`.
  const held = { actualMinutes: actualMinutes!, findings: findings!, executedBy: executedBy! };
  const executed = { ...planned, ...held, executedAt: executedAt! };
  if (status === 'passed') return { ...executed, status };
  return { ...executed, status, retestDueOn: retestDueOn!, retestMissedAt };
}

/** Whether a failed drill was held again since. */
export async function isRepeated(tx: Tx, drillId: string): Promise<boolean> {
  const [row] = await tx.manager.query<[{ isRepeated: boolean }]>(
    `SELECT EXISTS (SELECT FROM drills WHERE retest_of = $1 AND status <> 'planned') AS "isRepeated"`,
    [drillId],
  );
  return row.isRepeated;
}

/** Stores a drill as it is now. */
export function saveDrill(tx: Tx, drill: Drill): void {
  const { id, vendorId, scenario, plannedOn, rtoTargetMinutes, retestOf, plannedBy, status } = drill;
  const held = drill.status === 'planned' ? null : drill;
  const failed = drill.status === 'failed' ? drill : null;
  tx.write(
    `INSERT INTO drills (id, vendor_id, scenario, planned_on, rto_target_minutes, retest_of, planned_by,
       status, actual_minutes, findings, executed_by, executed_at, retest_due_on, retest_missed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, actual_minutes = excluded.actual_minutes,
       findings = excluded.findings, executed_by = excluded.executed_by, executed_at = excluded.executed_at,
       retest_due_on = excluded.retest_due_on, retest_missed_at = excluded.retest_missed_at`,
    [
      ...[id, vendorId, scenario, plannedOn, rtoTargetMinutes, retestOf, plannedBy, status],
      ...[held?.actualMinutes ?? null, held ? JSON.stringify(held.findings) : null],
      ...[held?.executedBy ?? null, held?.executedAt ?? null],
      ...[failed?.retestDueOn ?? null, failed?.retestMissedAt ?? null],
    ],
  );
}
