import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Action, DoneAction, OpenAction, OverdueAction } from '../domain/action';

type Row = Omit<OpenAction, 'status'> & {
  readonly status: Action['status'];
  readonly overdueAt: Date | null;
  readonly note: string | null;
  readonly doneBy: string | null;
  readonly doneAt: Date | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadAction(tx: Tx, id: string): Promise<Action> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, meeting_id AS "meetingId", contract_id AS "contractId", vendor_id AS "vendorId", what,
            owner_side AS "ownerSide", to_char(due_on, 'YYYY-MM-DD') AS "dueOn", due_at AS "dueAt",
            opened_by AS "openedBy", opened_at AS "openedAt", status, overdue_at AS "overdueAt", note,
            done_by AS "doneBy", done_at AS "doneAt"
     FROM actions WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('action', id);
  return fromRow(row);
}

export function saveAction(tx: Tx, action: Action): void {
  const row = toRow(action);
  tx.write(
    `INSERT INTO actions (id, meeting_id, contract_id, vendor_id, what, owner_side, due_on, due_at, opened_by,
       opened_at, status, overdue_at, note, done_by, done_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, overdue_at = excluded.overdue_at,
       note = excluded.note, done_by = excluded.done_by, done_at = excluded.done_at`,
    [
      ...[row.id, row.meetingId, row.contractId, row.vendorId, row.what, row.ownerSide, row.dueOn, row.dueAt],
      ...[row.openedBy, row.openedAt, row.status, row.overdueAt, row.note, row.doneBy, row.doneAt],
    ],
  );
}

export const toRow = (action: Action): Row => ({
  ...{ overdueAt: null, note: null, doneBy: null, doneAt: null },
  ...action,
});

/** The CHECKs actions_overdue and actions_done stand behind what is taken for granted. */
export function fromRow({ status, overdueAt, note, doneBy, doneAt, ...owed }: Row): Action {
  switch (status) {
    case 'open':
      return { ...owed, status };
    case 'overdue':
      return { ...owed, status, overdueAt } as OverdueAction;
    case 'done':
      return { ...owed, status, overdueAt, note, doneBy, doneAt } as DoneAction;
  }
}
