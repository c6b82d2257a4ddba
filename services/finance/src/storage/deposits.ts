import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Deposit, Receipt } from '../domain/deposit';

/** As the driver delivers it: a bigint column is text. One currency holds for all sums. */
type Row = {
  id: string;
  contractId: string;
  vendorId: string;
  contractVersion: number;
  requiredMinor: string;
  balanceMinor: string;
  suspenseMinor: string;
  guaranteedMinor: string;
  heldMinor: string;
  interestMinor: string;
  replenishDueOn: string | null;
  isReplenishOverdue: boolean;
  isClosing: boolean;
  currency: string;
};

export const deposits = new EntitySchema<Row>({
  name: 'deposit',
  tableName: 'deposits',
  columns: {
    id: { type: 'uuid', primary: true },
    contractId: { type: 'uuid', name: 'contract_id' },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    contractVersion: { type: 'int', name: 'contract_version' },
    requiredMinor: { type: 'bigint', name: 'required_minor' },
    balanceMinor: { type: 'bigint', name: 'balance_minor' },
    suspenseMinor: { type: 'bigint', name: 'suspense_minor' },
    guaranteedMinor: { type: 'bigint', name: 'guaranteed_minor' },
    heldMinor: { type: 'bigint', name: 'held_minor' },
    interestMinor: { type: 'bigint', name: 'interest_minor' },
    replenishDueOn: { type: 'date', name: 'replenish_due_on', nullable: true },
    isReplenishOverdue: { type: 'boolean', name: 'is_replenish_overdue' },
    isClosing: { type: 'boolean', name: 'is_closing' },
    currency: { type: 'text' },
  },
  uniques: [{ name: 'deposits_contract_id_key', columns: ['contractId'] }],
});

/** A contract's deposit, locked until the transaction ends, or null where none was asked for yet. */
export async function findDeposit(tx: Tx, contractId: string): Promise<Deposit | null> {
  const row = await tx.manager.findOne(deposits, {
    where: { contractId },
    lock: { mode: 'pessimistic_write' },
  });
  return row && fromRow(row);
}

/** Loads and locks. Throws NotFound. */
export async function loadDeposit(tx: Tx, contractId: string): Promise<Deposit> {
  const deposit = await findDeposit(tx, contractId);
  if (!deposit) throw new NotFound('deposit', contractId);
  return deposit;
}

export async function saveDeposit(tx: Tx, deposit: Deposit): Promise<void> {
  await tx.manager.upsert(deposits, toRow(deposit), ['id']);
}

/** Keeps those that changed. */
export async function saveDeposits(tx: Tx, changed: readonly Deposit[]): Promise<void> {
  for (const deposit of changed) await saveDeposit(tx, deposit);
}

/** Keeps what came in for a deposit. */
export function insertReceipt(tx: Tx, deposit: Deposit, receipt: Receipt): void {
  tx.write(
    `INSERT INTO receipts (id, deposit_id, contract_id, vendor_id, amount_minor, deposited_minor, suspended_minor,
       currency, custodian_reference, received_on, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      receipt.id,
      deposit.id,
      deposit.contractId,
      deposit.vendorId,
      receipt.amount.amountMinor,
      receipt.deposited.amountMinor,
      receipt.suspended.amountMinor,
      receipt.amount.currency,
      receipt.custodianReference,
      receipt.receivedOn,
      receipt.recordedBy,
      receipt.recordedAt,
    ],
  );
}

export function toRow({ required, balance, suspense, guaranteed, held, interest, ...others }: Deposit): Row {
  return {
    ...others,
    requiredMinor: required.amountMinor.toString(),
    balanceMinor: balance.amountMinor.toString(),
    suspenseMinor: suspense.amountMinor.toString(),
    guaranteedMinor: guaranteed.amountMinor.toString(),
    heldMinor: held.amountMinor.toString(),
    interestMinor: interest.amountMinor.toString(),
    currency: required.currency,
  };
}

export function fromRow(row: Row): Deposit {
  const { requiredMinor, balanceMinor, suspenseMinor, guaranteedMinor, heldMinor, ...rest } = row;
  const { interestMinor, currency, ...others } = rest;
  const money = (amountMinor: string) => ({ amountMinor: BigInt(amountMinor), currency });
  const [required, balance, suspense] = [money(requiredMinor), money(balanceMinor), money(suspenseMinor)];
  return {
    ...{ ...others, required, balance, suspense, guaranteed: money(guaranteedMinor) },
    ...{ held: money(heldMinor), interest: money(interestMinor) },
  };
}
