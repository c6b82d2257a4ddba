import type { Tx } from '@steward/messaging';
import type { Item, PlacedItem } from '../domain/agenda';
import { lockZones } from './contracts';

/** Puts items on agendas, in one statement; a milestone that stands on one already moves. */
export function saveItems(tx: Tx, items: readonly PlacedItem[]): void {
  if (items.length === 0) return;
  tx.write(
    `INSERT INTO agenda_items (milestone_id, contract_id, vendor_id, work_order_id, kind, severity, decided_at,
       meeting_id)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[],
       $7::timestamptz[], $8::uuid[])
     ON CONFLICT (milestone_id) DO UPDATE SET contract_id = excluded.contract_id, vendor_id = excluded.vendor_id,
       kind = excluded.kind, severity = excluded.severity, decided_at = excluded.decided_at,
       meeting_id = excluded.meeting_id`,
    [
      items.map(({ milestoneId }) => milestoneId),
      items.map(({ contractId }) => contractId),
      items.map(({ vendorId }) => vendorId),
      items.map(({ workOrderId }) => workOrderId),
      items.map(({ kind }) => kind),
      items.map(({ severity }) => severity),
      items.map(({ decidedAt }) => decidedAt),
      items.map(({ meetingId }) => meetingId),
    ],
  );
}

/** Takes milestones off whatever agenda they stand on. */
export function strikeItems(tx: Tx, milestoneIds: readonly string[]): void {
  if (milestoneIds.length === 0) return;
  tx.write('DELETE FROM agenda_items WHERE milestone_id = ANY($1)', [milestoneIds]);
}

/** A contract's breaches that came before its zone was known. */
export async function waitingItems(tx: Tx, contractId: string): Promise<readonly Item[]> {
  lockZones(tx);
  return tx.manager.query<Item[]>(
    `SELECT milestone_id AS "milestoneId", contract_id AS "contractId", vendor_id AS "vendorId",
            work_order_id AS "workOrderId", kind, severity, decided_at AS "decidedAt"
     FROM agenda_items WHERE contract_id = $1 AND meeting_id IS NULL FOR UPDATE`,
    [contractId],
  );
}

/** How many items stand on a meeting's agenda. */
export async function itemsOf(tx: Tx, meetingId: string): Promise<number> {
  const [row] = await tx.manager.query<[{ items: number }]>(
    'SELECT count(*)::int AS items FROM agenda_items WHERE meeting_id = $1',
    [meetingId],
  );
  return row.items;
}
