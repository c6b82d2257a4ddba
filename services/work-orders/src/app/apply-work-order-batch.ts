import { ensure } from '@steward/domain';
import { InputRefused, useCase } from '@steward/messaging';
import { IsArray, Matches } from 'class-validator';
import type { BatchRow } from '../domain/batch-row';
import { judgeRows } from '../domain/batch-work';
import { batchTerms, insertBatch, insertWorkOrders, isApplied } from '../storage/work-order-batches';
import { timersOfNew } from './accept-by-silence';

export class ApplyWorkOrderBatch {
  /** SHA-256 of the workbook. */
  @Matches(/^[0-9a-f]{64}$/) fileId!: string;
  /** As the workbook's reader made them. */
  @IsArray() rows!: BatchRow[];
}

/** Thousands of rows that were just read are not copied once more on their way in. */
export const batchToApply = (fileId: string, rows: BatchRow[]): ApplyWorkOrderBatch =>
  Object.assign(new ApplyWorkOrderBatch(), { fileId, rows });

/**
 * Records a workbook's work orders after the fact, all or none: evidence of grade C. Breaks
 * `work-order-batch.known`; throws InputRefused with what is wrong in which cell. Clause 3.2.1a.
 */
export const applyWorkOrderBatch = useCase(ApplyWorkOrderBatch, async (tx, { fileId, rows }) => {
  ensure(!(await isApplied(tx, fileId)), 'work-order-batch.known', 'This workbook has been applied already.');
  const batchId = tx.newId();
  const { errors, works } = judgeRows(batchId, rows, await batchTerms(tx, rows), tx.now);
  if (errors.length > 0) {
    throw new InputRefused(
      errors.map(({ line, column, code, message }) => ({
        ...{ path: `/rows/${line}/${column}`, rule: code, message },
      })),
    );
  }
  const batch = { id: batchId, fileId, appliedBy: tx.by, undoneBy: null, undoReason: null };
  await insertBatch(tx, batch, works.length);
  const workOrders = works.map(({ workOrder }) => workOrder);
  await insertWorkOrders(tx, batchId, workOrders);
  for (const { at, event } of works.flatMap(({ told }) => told)) tx.publish([event], at);
  await tx.schedule(await timersOfNew(tx, workOrders));
  return { batchId, fileId, workOrders: works.length };
});
