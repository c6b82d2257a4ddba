import { ensure, NotFound } from '@steward/domain';
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

/** Loads and locks. Throws NotFound. */
export async function loadDeduction(tx: Tx, id: string): Promise<Deduction> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, hold_id AS "holdId", deposit_id AS "depositId", contract_id AS "contractId",
       vendor_id AS "vendorId", amount_minor AS "amountMinor", currency, placed_by AS "placedBy",
       posted_by AS "postedBy", posted_at AS "postedAt", custodian_reference AS "custodianReference",
       to_char(moved_on, 'YYYY-MM-DD') AS "movedOn", recorded_by AS "recordedBy", recorded_at AS "recordedAt"
     FROM deductions WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('deduction', id);
  const { amountMinor, currency, custodianReference, movedOn, recordedBy, recordedAt, ...order } = row;
  const ordered = { ...order, amount: money(BigInt(amountMinor), currency) };
  return custodianReference === null
    ? { ...ordered, custodianReference }
    : // The table's CHECK stands behind each `!`.
      { ...ordered, custodianReference, movedOn: movedOn!, recordedBy: recordedBy!, recordedAt: recordedAt! };
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

/** Keeps the custodian's movement. Breaks `deposit.reference-used`, also where a rival was faster. */
export async function saveMovement(tx: Tx, deduction: Deduction): Promise<void> {
  if (deduction.custodianReference === null) return;
  const { id, custodianReference, movedOn, recordedBy, recordedAt } = deduction;
  // Another that names the movement now waits, and finds it recorded.
  tx.write('SELECT pg_advisory_xact_lock(hashtext($1))', [custodianReference]);
  const taken = await tx.manager.query<object[]>(
    'SELECT FROM deductions WHERE custodian_reference = $1 AND id <> $2',
    [custodianReference, id],
  );
  ensure(
    taken.length === 0,
    'deposit.reference-used',
    `The movement ${custodianReference} was recorded already.`,
  );
  tx.write(
    `UPDATE deductions SET custodian_reference = $2, moved_on = $3, recorded_by = $4, recorded_at = $5
     WHERE id = $1`,
    [id, custodianReference, movedOn, recordedBy, recordedAt],
  );
}
