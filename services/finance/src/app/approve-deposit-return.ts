import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approve } from '../domain/deposit-return';
import { loadReturn, saveReturn } from '../storage/deposit-returns';

export class ApproveDepositReturn {
  @IsUUID() returnId!: string;
}

/** A second person approves it: the custodian may be told to move it. Clause 3.3.1c. */
export const approveDepositReturn = useCase(ApproveDepositReturn, async (tx, { returnId }) => {
  const order = approve(await loadReturn(tx, returnId), tx.by, tx.now);
  await saveReturn(tx, order);
  return { returnId, status: order.status };
});
