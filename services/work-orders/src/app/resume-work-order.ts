import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class ResumeWorkOrder {
  @IsUUID() workOrderId!: string;
}

/** The closure clock goes on. D1. */
export const resumeWorkOrder = useCase(ResumeWorkOrder, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(workOrder, { kind: 'RESUMED', at: tx.now.getTime() }, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
