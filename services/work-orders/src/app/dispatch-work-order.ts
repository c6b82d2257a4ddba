import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { dispatch } from '../domain/dispatch';
import { dispatchingOf } from '../storage/capability-overrides';
import { saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class DispatchWorkOrder {
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
}

export const dispatchWorkOrder = useCase(DispatchWorkOrder, async (tx, { workOrderId, contractId }) => {
  const dispatching = await dispatchingOf(tx, workOrderId, contractId);
  const { state, events } = dispatch(dispatching, [], tx.now);
  saveWorkOrder(tx, dispatching.workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
