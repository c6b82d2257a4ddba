import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { counterSign } from '../domain/visit';
import { loadVisit, saveVisit } from '../storage/visits';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { timersAfter } from './accept-by-silence';

export class CounterSignVisit {
  @IsUUID() visitId!: string;
}

/** The enterprise signs that the vendor was there: it arrived when it read the code. Clause 2.3.1b. */
export const counterSignVisit = useCase(CounterSignVisit, async (tx, { visitId }) => {
  const waiting = await loadVisit(tx, visitId);
  const before = await loadWorkOrder(tx, waiting.workOrderId);
  const { visit, workOrder, events } = counterSign(waiting, before, tx.by, tx.now);
  saveVisit(tx, visit);
  saveWorkOrder(tx, before, workOrder, { channel: 'PLATFORM_API', grade: 'B', signed: null });
  tx.publish(events);
  await tx.schedule(await timersAfter(tx, before, workOrder));
  return { visitId, workOrderId: workOrder.id, status: workOrder.status };
});
