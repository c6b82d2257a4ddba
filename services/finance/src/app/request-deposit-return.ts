import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsObject, IsUUID, ValidateNested } from 'class-validator';
import { request } from '../domain/deposit-return';
import { ensureReconciled } from '../domain/escrow-break';
import { returnsOf, saveReturn } from '../storage/deposit-returns';
import { loadDeposit } from '../storage/deposits';
import { openBreaksOf } from '../storage/escrow-breaks';

export class RequestDepositReturn {
  @IsUUID() contractId!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
}

/** Asks that money in suspense goes back to the vendor. Clause 3.3.1c, D6.1. */
export const requestDepositReturn = useCase(RequestDepositReturn, async (tx, { contractId, amount }) => {
  const deposit = await loadDeposit(tx, contractId);
  ensureReconciled(await openBreaksOf(tx, contractId));
  const asked = { id: tx.newId(), amount: fromWire(amount) };
  const order = request(deposit, await returnsOf(tx, deposit.id), asked, tx.by, tx.now);
  saveReturn(tx, order);
  return { returnId: order.id, status: order.status };
});
