import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { confirm } from '../domain/deposit-return';
import { claimMovement } from '../storage/custodian-movements';
import { loadReturn, saveReturn } from '../storage/deposit-returns';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { appendJournals } from '../storage/journals';

export class ConfirmDepositReturn {
  @IsUUID() returnId!: string;
  /** The custodian's own number of the movement. It counts once. */
  @IsString() @Length(1, 64) custodianReference!: string;
  /** The day on the custodian's statement. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) returnedOn!: string;
}

/** Records that the custodian has moved the money. Clause 3.3.1c. */
export const confirmDepositReturn = useCase(ConfirmDepositReturn, async (tx, { returnId, ...movement }) => {
  const order = await loadReturn(tx, returnId);
  const deposit = await loadDeposit(tx, order.contractId);
  const confirmed = confirm(order, deposit, movement, tx.newId(), tx.by, tx.now);
  const { custodianReference, returnedOn: movedOn } = movement;
  const moved = { custodianReference, movedOn, kind: 'RETURN' as const, amount: order.amount };
  await claimMovement(tx, order, { ...moved, instructionId: returnId });
  saveReturn(tx, confirmed.state);
  await saveDeposit(tx, confirmed.deposit);
  appendJournals(tx, confirmed.journals);
  tx.publish(confirmed.events);
  return { returnId, status: confirmed.state.status, suspense: toWire(confirmed.deposit.suspense) };
});
