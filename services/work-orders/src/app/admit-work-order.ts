import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { admit } from '../domain/dispatch';
import { versionsOf } from '../storage/contract-versions';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class AdmitWorkOrder {
  @IsUUID() workOrderId!: string;
  @IsUUID() scopeReviewId!: string;
  @IsUUID() changeOrderId!: string;
  @IsUUID() contractId!: string;
}

/** A change order for it was approved: its vendor is charged with it. Clauses 1.1.2 and 2.2.2b. */
export const admitWorkOrder = useCase(AdmitWorkOrder, async (tx, { workOrderId, contractId, ...by }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = admit(workOrder, await versionsOf(tx, [contractId]), by, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId, status: state.status };
});
