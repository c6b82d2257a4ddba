import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { MILESTONE_KINDS } from '@steward/terms';
import { cancel } from '../domain/retraction';
import { undo } from '../domain/work-order-batch';
import { loadBatch, saveUndo, touchedSince, workOrderIdsIn } from '../storage/work-order-batches';
import { loadWorkOrders } from '../storage/work-orders';
import { acceptBySilence } from './accept-by-silence';
import { judgeWorkOrder } from './judge-work-order';

export class UndoWorkOrderBatch {
  @IsUUID() batchId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Cancels every work order of a batch, by another person than who applied it. Clause 3.2.1a, D1. */
export const undoWorkOrderBatch = useCase(UndoWorkOrderBatch, async (tx, { batchId, reason }) => {
  const batch = await loadBatch(tx, batchId);
  const before = await loadWorkOrders(tx, await workOrderIdsIn(tx, batchId));
  const undone = undo(batch, { by: tx.by, reason }, await touchedSince(tx, batchId));
  const cancelled = before.map((workOrder) => ({
    before: workOrder,
    ...cancel(workOrder, reason, tx.now),
  }));
  saveUndo(tx, undone, cancelled);
  tx.publish(cancelled.flatMap(({ events }) => events));
  const ids = before.map(({ id }) => id);
  await tx.cancel(
    judgeWorkOrder,
    ids.flatMap((id) => MILESTONE_KINDS.map((kind) => `${id}:${kind}`)),
  );
  await tx.cancel(acceptBySilence, ids);
  return { batchId, workOrders: before.length };
});
