import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { timersAfter } from './accept-by-silence';

export class ResolveWorkOrder {
  @IsUUID() workOrderId!: string;
}

/**
 * The vendor says it is done. The customer's silence accepts it after some working days. Clause 2.2.1b, S9.
 */
export const resolveWorkOrder = useCase(ResolveWorkOrder, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(workOrder, { kind: 'RESOLVED', at: tx.now.getTime() }, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  const timers = await timersAfter(tx, workOrder, state);
  await tx.schedule(timers);
  return { workOrderId: state.id, status: state.status, acceptanceDueAt: timers.at(-1)!.dueAt.toISOString() };
});
