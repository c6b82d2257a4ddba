import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class ArriveOnSite {
  @IsUUID() workOrderId!: string;
}

/** The vendor is on site: the on-site clock stops. Clause 2.2.1a. */
export const arriveOnSite = useCase(ArriveOnSite, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(workOrder, { kind: 'ARRIVED', at: tx.now.getTime() }, tx.now);
  await saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
