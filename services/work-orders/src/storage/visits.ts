import { ensure, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Visit } from '../domain/visit';

/** Stores a check-in. Breaks `visit.awaits-signature` where another one of its work order does so. */
export async function insertVisit(tx: Tx, visit: Visit): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO visits (id, work_order_id, vendor_id, contract_id, asset_id, proof, status, checked_in_at,
       checked_in_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (work_order_id) WHERE status = 'awaits-signature' DO NOTHING RETURNING id`,
    [
      ...[visit.id, visit.workOrderId, visit.vendorId, visit.contractId, visit.assetId],
      ...[visit.proof, visit.status, visit.checkedInAt, visit.checkedInBy],
    ],
  );
  ensure(inserted.length > 0, 'visit.awaits-signature', 'A check-in waits for its signature already.');
}

/** Loads and locks. Throws NotFound. */
export async function loadVisit(tx: Tx, id: string): Promise<Visit> {
  const [found] = await tx.manager.query<Visit[]>(
    `SELECT id, work_order_id AS "workOrderId", vendor_id AS "vendorId", contract_id AS "contractId",
       asset_id AS "assetId", proof, status, checked_in_at AS "checkedInAt", checked_in_by AS "checkedInBy",
       signed_by AS "signedBy", contested_by AS "contestedBy", contest_reason AS "contestReason", outcome,
       proposed_by AS "proposedBy", seconded_by AS "secondedBy"
     FROM visits WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('visit', id);
  return found;
}

/** Stores what a decision changed; each step keeps the instant at which it was taken. */
export function saveVisit(tx: Tx, visit: Visit): void {
  tx.write(
    `UPDATE visits SET status = $2, signed_by = $3, contested_by = $4, contest_reason = $5, outcome = $6,
       proposed_by = $7, seconded_by = $8,
       signed_at = CASE WHEN $3::text IS NOT NULL THEN coalesce(signed_at, $9) END,
       contested_at = CASE WHEN $4::text IS NOT NULL THEN coalesce(contested_at, $9) END,
       proposed_at = CASE WHEN $7::text = proposed_by THEN proposed_at WHEN $7 IS NOT NULL THEN $9 END,
       seconded_at = CASE WHEN $8::text IS NOT NULL THEN $9::timestamptz END
     WHERE id = $1`,
    [
      ...[visit.id, visit.status, visit.signedBy, visit.contestedBy, visit.contestReason],
      ...[visit.outcome, visit.proposedBy, visit.secondedBy, tx.now],
    ],
  );
}
