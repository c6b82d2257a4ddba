import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { surveyAfter } from './expire-survey';
import { judgementsOf } from './judge-work-order';

export class AcceptResolution {
  @IsUUID() workOrderId!: string;
}

/** The customer accepts: the closure clock stopped at the resolution. S9. */
export const acceptResolution = useCase(AcceptResolution, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(
    workOrder,
    { kind: 'CLOSED', isSilent: false, at: tx.now.getTime() },
    tx.now,
  );
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule([...judgementsOf(state), ...(await surveyAfter(tx, workOrder, state))]);
  return { workOrderId: state.id, status: state.status };
});
