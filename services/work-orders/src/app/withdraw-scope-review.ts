import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { withdraw } from '../domain/dispatch';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';

export class WithdrawScopeReview {
  @IsUUID() workOrderId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Takes a work order back, as for another vendor: no change order will admit it. Clause 1.1.2. */
export const withdrawScopeReview = useCase(WithdrawScopeReview, async (tx, { workOrderId, reason }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = withdraw(workOrder, reason, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  return { workOrderId, status: state.status };
});
