import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { BackupTeam, Equipment } from '../domain/reserves';

/** Loads and locks. Throws NotFound. */
export async function loadTeam(tx: Tx, id: string): Promise<BackupTeam> {
  const [row] = await tx.manager.query<BackupTeam[]>(
    `SELECT id, vendor_id AS "vendorId", name, members, skills, response_minutes AS "responseMinutes",
       confirmed_at AS "confirmedAt", fresh_until AS "freshUntil", expired_at AS "expiredAt"
     FROM backup_teams WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('backup-team', id);
  return row;
}

/** Stores a team as it is now. */
export function saveTeam(tx: Tx, team: BackupTeam): void {
  const { id, vendorId, name, members, skills, responseMinutes, confirmedAt, freshUntil, expiredAt } = team;
  tx.write(
    `INSERT INTO backup_teams (id, vendor_id, name, members, skills, response_minutes, confirmed_at,
       fresh_until, expired_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET confirmed_at = excluded.confirmed_at,
       fresh_until = excluded.fresh_until, expired_at = excluded.expired_at`,
    [
      ...[id, vendorId, name, JSON.stringify(members), skills, responseMinutes],
      ...[confirmedAt, freshUntil, expiredAt],
    ],
  );
}

/** Loads and locks. Throws NotFound. */
export async function loadEquipment(tx: Tx, id: string): Promise<Equipment> {
  const [row] = await tx.manager.query<Equipment[]>(
    `SELECT id, vendor_id AS "vendorId", name, quantity, location, inspected_at AS "inspectedAt",
       inspection_due_at AS "inspectionDueAt", due_told_at AS "dueToldAt"
     FROM emergency_equipment WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('equipment', id);
  return row;
}

/** Stores equipment as it is now. */
export function saveEquipment(tx: Tx, equipment: Equipment): void {
  const { id, vendorId, name, quantity, location, inspectedAt, inspectionDueAt, dueToldAt } = equipment;
  tx.write(
    `INSERT INTO emergency_equipment (id, vendor_id, name, quantity, location, inspected_at,
       inspection_due_at, due_told_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET inspected_at = excluded.inspected_at,
       inspection_due_at = excluded.inspection_due_at, due_told_at = excluded.due_told_at`,
    [id, vendorId, name, quantity, location, inspectedAt, inspectionDueAt, dueToldAt],
  );
}
