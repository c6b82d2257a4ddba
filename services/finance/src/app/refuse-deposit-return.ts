import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { refuse } from '../domain/deposit-return';
import { loadReturn, saveReturn } from '../storage/deposit-returns';

export class RefuseDepositReturn {
  @IsUUID() returnId!: string;
}

/** The second person does not approve it. Clause 3.3.1c. */
export const refuseDepositReturn = useCase(RefuseDepositReturn, async (tx, { returnId }) => {
  const order = refuse(await loadReturn(tx, returnId), tx.by, tx.now);
  saveReturn(tx, order);
  return { returnId, status: order.status };
});
