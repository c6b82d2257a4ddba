import { useCase } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { closeBySilence } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';

export class AcceptBySilence {
  @IsUUID() workOrderId!: string;
  /** The resolution that nobody objected to; another one since then has a timer of its own. */
  @IsISO8601() resolvedAt!: string;
}

/** The customer said nothing for the policy's working days. S9. */
export const acceptBySilence = useCase(AcceptBySilence, async (tx, { workOrderId, resolvedAt }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = closeBySilence(workOrder, new Date(resolvedAt), tx.now);
  await saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  return { workOrderId, status: state.status };
});
