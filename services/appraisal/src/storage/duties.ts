import type { Tx } from '@steward/messaging';
import type { Duty } from '../domain/quarter-inputs';

/** A duty with where it counts. */
export type PlacedDuty = Duty & { readonly contractId: string; readonly quarter: string };

/** Keeps the last word on a duty. */
export function keepDuty(tx: Tx, { dutyId, kind, contractId, quarter, isMet, eventId }: PlacedDuty): void {
  tx.write(
    `INSERT INTO duties (id, kind, contract_id, quarter, is_met, event_id) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET contract_id = excluded.contract_id, quarter = excluded.quarter,
       is_met = excluded.is_met, event_id = excluded.event_id`,
    [dutyId, kind, contractId, quarter, isMet, eventId],
  );
}

/** What is held of a quarter, in the order of the ids. */
export async function heldDuties(tx: Tx, contractId: string, quarter: string): Promise<readonly Duty[]> {
  return tx.manager.query<Duty[]>(
    `SELECT id AS "dutyId", kind, is_met AS "isMet", event_id AS "eventId"
     FROM duties WHERE contract_id = $1 AND quarter = $2 ORDER BY id`,
    [contractId, quarter],
  );
}
