import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class RejectResolution {
  @IsUUID() workOrderId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** The customer does not accept: the work order is open again, the gap is excluded. S8. */
export const rejectResolution = useCase(RejectResolution, async (tx, { workOrderId, reason }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(workOrder, { kind: 'REOPENED', reason, at: tx.now.getTime() }, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
