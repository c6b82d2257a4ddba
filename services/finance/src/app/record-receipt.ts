import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire, toWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsObject, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { receive } from '../domain/deposit';
import { claimMovement } from '../storage/custodian-movements';
import { insertReceipt, loadDeposit, saveDeposit } from '../storage/deposits';
import { appendJournals } from '../storage/journals';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class RecordReceipt {
  @IsUUID() contractId!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  /** The custodian's own number of the movement. It counts once. */
  @IsString() @Length(1, 64) custodianReference!: string;
  /** The day on the custodian's statement. */
  @Matches(DAY) receivedOn!: string;
}

/** Records what the custodian reports to have come into escrow for a contract. Clause 3.3.1c, D6.1. */
export const recordReceipt = useCase(RecordReceipt, async (tx, { contractId, amount, ...movement }) => {
  const deposit = await loadDeposit(tx, contractId);
  const incoming = { ...movement, id: tx.newId(), amount: fromWire(amount) };
  const { state, receipt, journals, events } = receive(deposit, incoming, tx.newId(), tx.by, tx.now);
  const { receivedOn: movedOn, custodianReference } = movement;
  const moved = { custodianReference, movedOn, kind: 'RECEIPT' as const, amount: receipt.amount };
  await claimMovement(tx, { ...state, depositId: state.id }, { ...moved, instructionId: null });
  await saveDeposit(tx, state);
  insertReceipt(tx, state, receipt);
  appendJournals(tx, journals);
  tx.publish(events);
  const { deposited, suspended } = receipt;
  return {
    ...{ depositId: state.id, receiptId: receipt.id },
    ...{ deposited: toWire(deposited), suspended: toWire(suspended), balance: toWire(state.balance) },
  };
});
