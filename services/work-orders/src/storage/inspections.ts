import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Inspection, ItemResult, RoundRecord } from '../domain/inspection';

/** Stores a round that was announced, if one was. */
export function insertInspection(tx: Tx, inspection: Inspection | null): void {
  if (!inspection) return;
  const { id, planId, assetId, vendorId, contractId, dueOn, dueFrom, overdueFrom } = inspection;
  tx.write(
    `INSERT INTO inspections (id, plan_id, asset_id, vendor_id, contract_id, due_on, due_from, overdue_from,
       status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'due')`,
    [id, planId, assetId, vendorId, contractId, dueOn, dueFrom, overdueFrom],
  );
}

/** As the driver delivers it; of a round that is only due all of the record is null. */
type Row = Omit<Inspection, 'record' | 'status'> &
  Omit<RoundRecord, 'signed' | 'results'> & {
    readonly status: Inspection['status'];
    readonly deviceId: string | null;
    readonly signature: string | null;
  };

/** Loads and locks. Throws NotFound. */
export async function loadInspection(tx: Tx, id: string): Promise<Inspection> {
  const [found] = await tx.manager.query<Row[]>(
    `SELECT id, plan_id AS "planId", asset_id AS "assetId", vendor_id AS "vendorId", contract_id AS "contractId",
       to_char(due_on, 'YYYY-MM-DD') AS "dueOn", due_from AS "dueFrom", overdue_from AS "overdueFrom",
       overdue_at AS "overdueAt", status, occurred_at AS "occurredAt", told_at AS "toldAt", told_by AS "toldBy",
       channel, evidence_grade AS grade, device_id AS "deviceId", signature, confirmed_by AS "confirmedBy",
       seconded_by AS "secondedBy"
     FROM inspections WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('inspection', id);
  const { status, occurredAt, toldAt, toldBy, channel, grade, deviceId, signature, ...row } = found;
  const { confirmedBy, secondedBy, ...round } = row;
  if (status === 'due') return { ...round, status, record: null };
  const results = await tx.manager.query<ItemResult[]>(
    `SELECT item_code AS "itemCode", outcome, note FROM inspection_results
     WHERE inspection_id = $1 ORDER BY position`,
    [id],
  );
  const signed = deviceId && signature ? { deviceId, signature } : null;
  const told = { occurredAt, toldAt, toldBy, channel, grade, signed, results };
  return { ...round, status, record: { ...told, confirmedBy, secondedBy } };
}

/** Stores what a decision changed; each step keeps the instant at which it was taken. */
export function saveInspection(tx: Tx, { id, status, overdueAt, record }: Inspection): void {
  tx.write(
    `UPDATE inspections SET status = $2, overdue_at = $3, occurred_at = $4, told_at = $5, told_by = $6,
       channel = $7, evidence_grade = $8, device_id = $9, signature = $10, confirmed_by = $11, seconded_by = $12,
       confirmed_at = CASE WHEN $11::text IS NOT NULL THEN coalesce(confirmed_at, $13) END,
       seconded_at = CASE WHEN $12::text IS NOT NULL THEN coalesce(seconded_at, $13) END
     WHERE id = $1`,
    [
      ...[id, status, overdueAt, record?.occurredAt, record?.toldAt, record?.toldBy, record?.channel],
      ...[record?.grade, record?.signed?.deviceId, record?.signed?.signature],
      ...[record?.confirmedBy, record?.secondedBy, tx.now],
    ],
  );
  const results = record?.results ?? [];
  tx.write(
    `INSERT INTO inspection_results (inspection_id, position, item_code, outcome, note)
     SELECT $1, n, item_code, outcome, note
     FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS r (item_code, outcome, note, n)
     ON CONFLICT DO NOTHING`, // what was told is not changed
    [
      id,
      results.map(({ itemCode }) => itemCode),
      results.map(({ outcome }) => outcome),
      results.map(({ note }) => note ?? null),
    ],
  );
}

/** The items of a round whose defects have become work orders already. */
export async function itemsRaised(tx: Tx, inspectionId: string): Promise<readonly string[]> {
  const rows = await tx.manager.query<{ itemCode: string }[]>(
    `SELECT item_code AS "itemCode" FROM inspection_results
     WHERE inspection_id = $1 AND work_order_id IS NOT NULL`,
    [inspectionId],
  );
  return rows.map(({ itemCode }) => itemCode);
}

export function linkWorkOrder(tx: Tx, inspectionId: string, itemCode: string, workOrderId: string): void {
  tx.write('UPDATE inspection_results SET work_order_id = $3 WHERE inspection_id = $1 AND item_code = $2', [
    inspectionId,
    itemCode,
    workOrderId,
  ]);
}
