import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { LateFact, OfflineFact } from '../domain/offline-fact';

export function insertLateFact(tx: Tx, fact: OfflineFact): void {
  tx.write(
    `INSERT INTO late_facts (id, work_order_id, kind, occurred_at, device_id, signature, told_at, told_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[fact.id, fact.workOrderId, fact.kind, fact.occurredAt],
      ...[fact.deviceId, fact.signature, fact.toldAt, tx.by],
    ],
  );
}

/** Loads and locks. Throws NotFound. */
export async function loadLateFact(tx: Tx, id: string): Promise<LateFact> {
  const [found] = await tx.manager.query<LateFact[]>(
    `SELECT id, work_order_id AS "workOrderId", kind, occurred_at AS "occurredAt", device_id AS "deviceId",
       signature, told_at AS "toldAt", confirmed_by AS "confirmedBy", seconded_by AS "secondedBy"
     FROM late_facts WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('late-fact', id);
  return found;
}

export function saveConfirmation(tx: Tx, { id, confirmedBy, secondedBy }: LateFact): void {
  tx.write(
    `UPDATE late_facts SET
       confirmed_by = $2, confirmed_at = coalesce(confirmed_at, $4),
       seconded_by = $3, seconded_at = CASE WHEN $3::text IS NULL THEN NULL ELSE $4::timestamptz END
     WHERE id = $1`,
    [id, confirmedBy, secondedBy, tx.now],
  );
}
