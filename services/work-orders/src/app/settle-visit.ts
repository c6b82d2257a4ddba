import { useCase } from '@steward/messaging';
import { IsIn, IsUUID } from 'class-validator';
import { OUTCOMES, settle, type Outcome } from '../domain/visit';
import { loadVisit, saveVisit } from '../storage/visits';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { timersAfter } from './accept-by-silence';

export class SettleVisit {
  @IsUUID() visitId!: string;
  @IsIn(OUTCOMES) outcome!: Outcome;
}

/** Says what becomes of a contested check-in; two persons who say the same settle it. Clause 2.3.1b. */
export const settleVisit = useCase(SettleVisit, async (tx, { visitId, outcome }) => {
  const contested = await loadVisit(tx, visitId);
  const before = await loadWorkOrder(tx, contested.workOrderId);
  const { visit, workOrder, events } = settle(contested, before, { by: tx.by, outcome }, tx.now);
  saveVisit(tx, visit);
  saveWorkOrder(tx, before, workOrder, { channel: 'PLATFORM_API', grade: 'C', signed: null });
  tx.publish(events);
  await tx.schedule(await timersAfter(tx, before, workOrder));
  return { visitId, status: visit.status, workOrderId: workOrder.id, workOrderStatus: workOrder.status };
});
