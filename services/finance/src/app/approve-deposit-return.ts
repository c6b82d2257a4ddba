import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { instructReturn } from '../domain/custodian-instruction';
import { approve } from '../domain/deposit-return';
import { ensureReconciled } from '../domain/escrow-break';
import { insertInstructions } from '../storage/custodian-instructions';
import { loadReturn, saveReturn } from '../storage/deposit-returns';
import { openBreaksOf } from '../storage/escrow-breaks';

export class ApproveDepositReturn {
  @IsUUID() returnId!: string;
}

/** A second person approves it: the custodian may be told to move it. Clause 3.3.1c. */
export const approveDepositReturn = useCase(ApproveDepositReturn, async (tx, { returnId }) => {
  const requested = await loadReturn(tx, returnId);
  const order = approve(requested, tx.by, tx.now);
  ensureReconciled(await openBreaksOf(tx, order.contractId));
  saveReturn(tx, order);
  insertInstructions(tx, [instructReturn(order, 'DEPOSIT_RETURN')]);
  return { returnId, status: order.status };
});
