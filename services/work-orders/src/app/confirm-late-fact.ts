import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { confirmLate } from '../domain/offline-fact';
import { loadLateFact, saveConfirmation } from '../storage/late-facts';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { timersAfter } from './accept-by-silence';

export class ConfirmLateFact {
  @IsUUID() lateFactId!: string;
}

/** Two persons of the enterprise confirm what a device told too late; then it counts. S12. */
export const confirmLateFact = useCase(ConfirmLateFact, async (tx, { lateFactId }) => {
  const late = await loadLateFact(tx, lateFactId);
  const workOrder = await loadWorkOrder(tx, late.workOrderId);
  const { state: confirmed, decided } = confirmLate(late, workOrder, tx.by, tx.now);
  saveConfirmation(tx, confirmed);
  const { state, events } = decided ?? { state: workOrder, events: [] };
  saveWorkOrder(tx, workOrder, state, { channel: 'MOBILE_APP', grade: 'C', signed: late });
  tx.publish(events);
  await tx.schedule(decided ? await timersAfter(tx, workOrder, state) : []);
  return { lateFactId, workOrderId: state.id, status: state.status, counts: decided !== null };
});
