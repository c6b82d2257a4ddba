import { importedId, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Entry, MajorIncident } from '../domain/major-incident';
import type { BackupTeam } from '../domain/reserves';

type Row = Omit<Extract<MajorIncident, { status: 'active' }>, 'status'> & {
  readonly status: MajorIncident['status'];
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
};

/** A work order makes one incident at most. */
export const incidentIdOf = (workOrderId: string): string => importedId('major-incident', workOrderId);

/** Loads and locks; null where there is none. */
export async function findIncident(tx: Tx, id: string): Promise<MajorIncident | null> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, vendor_id AS "vendorId", contract_id AS "contractId", cause, work_order_id AS "workOrderId",
       what, backup_team_id AS "backupTeamId", opened_at AS "openedAt", status, closed_at AS "closedAt",
       closed_by AS "closedBy"
     FROM major_incidents WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) return null;
  const { status, closedAt, closedBy, ...opened } = row;
  if (status === 'active') return { ...opened, status };
  // The CHECK major_incidents_closure stands behind each `!`.
  return { ...opened, status, closedAt: closedAt!, closedBy: closedBy! };
}

/** Loads and locks. Throws NotFound. */
export async function loadIncident(tx: Tx, id: string): Promise<MajorIncident> {
  const incident = await findIncident(tx, id);
  if (!incident) throw new NotFound('incident', id);
  return incident;
}

/** Stores an incident as it is now, with the lines that are new. */
export function saveIncident(tx: Tx, incident: MajorIncident, entries: readonly Entry[]): void {
  const { id, vendorId, contractId, cause, workOrderId, what, backupTeamId, openedAt, status } = incident;
  const closed = incident.status === 'closed' ? incident : null;
  tx.write(
    `INSERT INTO major_incidents (id, vendor_id, contract_id, cause, work_order_id, what, backup_team_id,
       opened_at, status, closed_at, closed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, closed_at = excluded.closed_at,
       closed_by = excluded.closed_by`,
    [
      ...[id, vendorId, contractId, cause, workOrderId, what, backupTeamId, openedAt, status],
      ...[closed?.closedAt ?? null, closed?.closedBy ?? null],
    ],
  );
  for (const { kind, note, at, by } of entries) {
    tx.write(
      `INSERT INTO incident_entries (incident_id, vendor_id, kind, note, at, by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, vendorId, kind, note, at, by],
    );
  }
}

/** The vendor's fresh team that is there soonest; null where none stands by. Clause 2.3.3a. */
export async function readiestTeam(
  tx: Tx,
  vendorId: string,
): Promise<Pick<BackupTeam, 'id' | 'name' | 'responseMinutes'> | null> {
  const [team] = await tx.manager.query<Pick<BackupTeam, 'id' | 'name' | 'responseMinutes'>[]>(
    `SELECT id, name, response_minutes AS "responseMinutes" FROM backup_teams
     WHERE vendor_id = $1 AND expired_at IS NULL AND fresh_until > $2
     ORDER BY response_minutes, id LIMIT 1`,
    [vendorId, tx.now],
  );
  return team ?? null;
}
