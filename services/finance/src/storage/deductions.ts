import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Deduction } from '../domain/deduction';

type Row = {
  id: string;
  holdId: string;
  depositId: string;
  contractId: string;
  vendorId: string;
  amountMinor: string;
  currency: string;
  placedBy: string;
  postedBy: string;
  postedAt: Date;
  custodianReference: string | null;
  movedOn: string | null;
  recordedBy: string | null;
  recordedAt: Date | null;
};

const COLUMNS = `id, hold_id AS "holdId", deposit_id AS "depositId", contract_id AS "contractId",
  vendor_id AS "vendorId", amount_minor AS "amountMinor", currency, placed_by AS "placedBy",
  posted_by AS "postedBy", posted_at AS "postedAt", custodian_reference AS "custodianReference",
  to_char(moved_on, 'YYYY-MM-DD') AS "movedOn", recorded_by AS "recordedBy", recorded_at AS "recordedAt"`;

/** Loads and locks. Throws NotFound. */
export async function loadDeduction(tx: Tx, id: string): Promise<Deduction> {
  const [row] = await tx.manager.query<Row[]>(`SELECT ${COLUMNS} FROM deductions WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  if (!row) throw new NotFound('deduction', id);
  return fromRow(row);
}

/** Those that the custodian is to move, the oldest first, locked. */
export async function unmovedDeductionsOf(tx: Tx, contractId: string): Promise<Deduction[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM deductions WHERE contract_id = $1 AND custodian_reference IS NULL ORDER BY id FOR UPDATE`,
    [contractId],
  );
  return rows.map(fromRow);
}

export function insertDeductions(tx: Tx, deductions: readonly Deduction[]): void {
  for (const { id, holdId, depositId, contractId, vendorId, amount, ...by } of deductions) {
    tx.write(
      `INSERT INTO deductions (id, hold_id, deposit_id, contract_id, vendor_id, amount_minor, currency, placed_by,
         posted_by, posted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[id, holdId, depositId, contractId, vendorId, amount.amountMinor, amount.currency],
        ...[by.placedBy, by.postedBy, by.postedAt],
      ],
    );
  }
}

/** Keeps the custodian's movement. */
export function saveMovement(tx: Tx, deduction: Deduction): void {
  if (deduction.custodianReference === null) return;
  const { id, custodianReference, movedOn, recordedBy, recordedAt } = deduction;
  tx.write(
    `UPDATE deductions SET custodian_reference = $2, moved_on = $3, recorded_by = $4, recorded_at = $5
     WHERE id = $1`,
    [id, custodianReference, movedOn, recordedBy, recordedAt],
  );
}

function fromRow(row: Row): Deduction {
  const { amountMinor, currency, custodianReference, movedOn, recordedBy, recordedAt, ...order } = row;
  const ordered = { ...order, amount: money(BigInt(amountMinor), currency) };
  return custodianReference === null
    ? { ...ordered, custodianReference }
    : // The table's CHECK stands behind each `!`.
      { ...ordered, custodianReference, movedOn: movedOn!, recordedBy: recordedBy!, recordedAt: recordedAt! };
}
