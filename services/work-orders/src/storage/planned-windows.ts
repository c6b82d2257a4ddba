import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { PlannedWindow, ToldEnd } from '../domain/planned-window';

type Row = Omit<PlannedWindow, 'ends' | 'status'> & {
  status: PlannedWindow['status'];
  approvedBy: string | null;
  cancelledBy: string | null;
};

export function insertWindow(tx: Tx, window: PlannedWindow): void {
  const { id, contractId, vendorId, service, startsAt, endsAt, reason } = window;
  tx.write(
    `INSERT INTO planned_windows (id, contract_id, vendor_id, service, starts_at, ends_at, reason, status,
       announced_by, noticed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, contractId, vendorId, service, startsAt, endsAt, reason],
      ...[window.status, window.announcedBy, window.noticedAt],
    ],
  );
}

/** Loads and locks. Throws NotFound, for another vendor's as well. */
export async function loadWindow(tx: Tx, id: string): Promise<PlannedWindow> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", service, starts_at AS "startsAt",
       ends_at AS "endsAt", reason, status, announced_by AS "announcedBy", noticed_at AS "noticedAt",
       approved_by AS "approvedBy", cancelled_by AS "cancelledBy"
     FROM planned_windows WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('planned-window', id);
  // By a statement of its own: within the locking one they would be as before the wait.
  const ends = await tx.manager.query<ToldEnd[]>(
    `SELECT ended_at AS "endedAt", reason, told_by AS "toldBy" FROM planned_window_ends
     WHERE window_id = $1 ORDER BY position`,
    [id],
  );
  const { status, approvedBy, cancelledBy, ...announced } = row;
  // The CHECKs of the table stand behind each `!`.
  if (status === 'approved') return { ...announced, ends, status, approvedBy: approvedBy! };
  if (status === 'cancelled') return { ...announced, ends, status, cancelledBy: cancelledBy! };
  return { ...announced, ends, status };
}

/** Stores what a decision changed: the state, and what was said anew of its end. */
export function saveWindow(tx: Tx, before: PlannedWindow, window: PlannedWindow): void {
  const { id, status } = window;
  tx.write(
    `UPDATE planned_windows SET status = $2,
       approved_by = coalesce($3, approved_by),
       approved_at = coalesce(approved_at, CASE WHEN $3::text IS NOT NULL THEN $5::timestamptz END),
       cancelled_by = $4, cancelled_at = CASE WHEN $4::text IS NOT NULL THEN $5::timestamptz END
     WHERE id = $1`,
    [
      ...[id, status, status === 'approved' ? window.approvedBy : null],
      ...[status === 'cancelled' ? window.cancelledBy : null, tx.now],
    ],
  );
  for (const [n, { endedAt, reason, toldBy }] of window.ends.slice(before.ends.length).entries()) {
    tx.write(
      `INSERT INTO planned_window_ends (window_id, position, ended_at, reason, told_by, told_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, before.ends.length + n, endedAt, reason, toldBy, tx.now],
    );
  }
}
