import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class AcceptWorkOrder {
  @IsUUID() workOrderId!: string;
}

/** The vendor takes the work on. Clause 2.3.1a. */
export const acceptWorkOrder = useCase(AcceptWorkOrder, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(workOrder, { kind: 'ACCEPTED', at: tx.now.getTime() }, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
