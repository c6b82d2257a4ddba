import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { DepositReturn } from '../domain/deposit-return';

type Row = {
  id: string;
  depositId: string;
  contractId: string;
  vendorId: string;
  amountMinor: string;
  currency: string;
  status: DepositReturn['status'];
  requestedBy: string;
  requestedAt: Date;
  refusedBy: string | null;
  refusedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  custodianReference: string | null;
  returnedOn: string | null;
  recordedBy: string | null;
  recordedAt: Date | null;
};
const COLUMNS = `id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
  amount_minor AS "amountMinor", currency, status, requested_by AS "requestedBy",
  requested_at AS "requestedAt", refused_by AS "refusedBy", refused_at AS "refusedAt",
  approved_by AS "approvedBy", approved_at AS "approvedAt", custodian_reference AS "custodianReference",
  to_char(returned_on, 'YYYY-MM-DD') AS "returnedOn", recorded_by AS "recordedBy",
  recorded_at AS "recordedAt"`;

/** The returns of a deposit, whose lock is held. */
export async function returnsOf(tx: Tx, depositId: string): Promise<DepositReturn[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM deposit_returns WHERE deposit_id = $1 ORDER BY id`,
    [depositId],
  );
  return rows.map(fromRow);
}

/** Those that the custodian is to move, the oldest first, locked. */
export async function approvedReturnsOf(tx: Tx, contractId: string): Promise<DepositReturn[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM deposit_returns WHERE contract_id = $1 AND status = 'approved' ORDER BY id FOR UPDATE`,
    [contractId],
  );
  return rows.map(fromRow);
}

/** Loads and locks. Throws NotFound. */
export async function loadReturn(tx: Tx, id: string): Promise<DepositReturn> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM deposit_returns WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('deposit-return', id);
  return fromRow(row);
}

/** Keeps a return as it stands. */
export function saveReturn(tx: Tx, order: DepositReturn): void {
  const row = toRow(order);
  tx.write(
    `INSERT INTO deposit_returns (id, deposit_id, contract_id, vendor_id, amount_minor, currency, status,
       requested_by, requested_at, refused_by, refused_at, approved_by, approved_at, custodian_reference,
       returned_on, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, refused_by = excluded.refused_by,
       refused_at = excluded.refused_at, approved_by = excluded.approved_by,
       approved_at = excluded.approved_at, custodian_reference = excluded.custodian_reference,
       returned_on = excluded.returned_on, recorded_by = excluded.recorded_by,
       recorded_at = excluded.recorded_at`,
    [
      ...[row.id, row.depositId, row.contractId, row.vendorId, row.amountMinor, row.currency, row.status],
      ...[row.requestedBy, row.requestedAt, row.refusedBy, row.refusedAt, row.approvedBy, row.approvedAt],
      ...[row.custodianReference, row.returnedOn, row.recordedBy, row.recordedAt],
    ],
  );
}

const NOTHING_YET = {
  ...{ refusedBy: null, refusedAt: null, approvedBy: null, approvedAt: null },
  ...{ custodianReference: null, returnedOn: null, recordedBy: null, recordedAt: null },
};

const toRow = ({ amount, ...order }: DepositReturn): Row => ({
  ...{ ...NOTHING_YET, ...order },
  ...{ amountMinor: String(amount.amountMinor), currency: amount.currency },
});

function fromRow(row: Row): DepositReturn {
  const order = {
    ...{ id: row.id, depositId: row.depositId, contractId: row.contractId, vendorId: row.vendorId },
    amount: money(BigInt(row.amountMinor), row.currency),
    ...{ requestedBy: row.requestedBy, requestedAt: row.requestedAt },
  };
  // The table's CHECKs stand behind each `!`.
  const approval = () => ({ approvedBy: row.approvedBy!, approvedAt: row.approvedAt! });
  switch (row.status) {
    case 'requested':
      return { ...order, status: 'requested' };
    case 'refused':
      return { ...order, status: 'refused', refusedBy: row.refusedBy!, refusedAt: row.refusedAt! };
    case 'approved':
      return { ...order, ...approval(), status: 'approved' };
    case 'returned': {
      const movement = { custodianReference: row.custodianReference!, returnedOn: row.returnedOn! };
      const by = { recordedBy: row.recordedBy!, recordedAt: row.recordedAt! };
      return { ...order, ...approval(), ...movement, ...by, status: 'returned' };
    }
  }
}
