import type { Tx } from '@steward/messaging';
import type { KnownRisk } from '../domain/known-risk';

/** Keeps a risk that is open; one that came back is open since then. */
export function saveOpenRisk(tx: Tx, { id, vendorId, contractId, category, band }: KnownRisk): void {
  tx.write(
    `INSERT INTO known_risks AS r (id, vendor_id, contract_id, category, band, since, is_open)
     VALUES ($1, $2, $3, $4, $5, $6, true)
     ON CONFLICT (id) DO UPDATE SET contract_id = excluded.contract_id, category = excluded.category,
       band = excluded.band, since = CASE WHEN r.is_open THEN r.since ELSE excluded.since END, is_open = true`,
    [id, vendorId, contractId, category, band, tx.now],
  );
}

export function closeKnownRisk(tx: Tx, id: string): void {
  tx.write('UPDATE known_risks SET is_open = false WHERE id = $1', [id]);
}
