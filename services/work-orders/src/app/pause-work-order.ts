import { useCase } from '@steward/messaging';
import { IsIn, IsUUID } from 'class-validator';
import { follow, PAUSE_REASONS, type PauseReason } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class PauseWorkOrder {
  @IsUUID() workOrderId!: string;
  @IsIn(PAUSE_REASONS) reason!: PauseReason;
}

/** The closure clock waits, for one of the reasons that D1 allows. */
export const pauseWorkOrder = useCase(PauseWorkOrder, async (tx, { workOrderId, reason }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(workOrder, { kind: 'PAUSED', reason, at: tx.now.getTime() }, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
