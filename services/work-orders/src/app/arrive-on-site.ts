import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { arrive } from '../domain/visit';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class ArriveOnSite {
  @IsUUID() workOrderId!: string;
}

/** The vendor says it is on site: the on-site clock stops. Clause 2.2.1a. */
export const arriveOnSite = useCase(ArriveOnSite, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = arrive(workOrder, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
