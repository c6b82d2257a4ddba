import { NotFound } from '@steward/domain';
import { Page, policyInForce, view } from '@steward/messaging';
import { IsArray, IsISO8601, IsUUID } from 'class-validator';
import type { BatchRow, RowError } from '../domain/batch-row';
import { judgeRows } from '../domain/batch-work';
import { batchTerms } from './work-order-batches';

export type ShownBatch = {
  readonly batchId: string;
  readonly fileId: string;
  readonly workOrders: number;
  readonly appliedBy: string;
  readonly appliedAt: Date;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
  readonly undoReason: string | null;
};
const SHOWN = `id AS "batchId", file_id AS "fileId", work_orders AS "workOrders", applied_by AS "appliedBy",
  applied_at AS "appliedAt", undone_by AS "undoneBy", undone_at AS "undoneAt", undo_reason AS "undoReason"`;

export class WorkOrderBatchesPage extends Page {}

/** Batches in the order of their ids, which is that in which they were applied. */
export const workOrderBatchesPage = view(WorkOrderBatchesPage, async ({ manager }, { after, limit }) => {
  const items = await manager.query<ShownBatch[]>(
    `SELECT ${SHOWN} FROM work_order_batches WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.batchId : null };
});

export class OneWorkOrderBatch {
  @IsUUID() batchId!: string;
}

/** One batch. Throws NotFound. */
export const oneWorkOrderBatch = view(OneWorkOrderBatch, async ({ manager }, { batchId }) => {
  const [found] = await manager.query<ShownBatch[]>(`SELECT ${SHOWN} FROM work_order_batches WHERE id = $1`, [
    batchId,
  ]);
  if (!found) throw new NotFound('work-order-batch', batchId);
  return found;
});

export class BatchLimit {
  @IsISO8601() now!: string;
}

/** How many rows a workbook may have: a policy. */
export const batchLimit = view(BatchLimit, async ({ manager }, { now }) => ({
  rows: Number(await policyInForce({ manager, now: new Date(now) }, 'work-order-batch-rows')),
}));

export class CheckWorkOrderBatch {
  @IsArray() rows!: BatchRow[];
  @IsISO8601() now!: string;
}
export const batchToCheck = (rows: BatchRow[], now: Date): CheckWorkOrderBatch =>
  Object.assign(new CheckWorkOrderBatch(), { rows, now: now.toISOString() });

/** What would become of a workbook if it were applied now. Stores nothing. Clause 3.2.1a. */
export const checkWorkOrderBatch = view(CheckWorkOrderBatch, async ({ manager }, { rows, now }) => {
  const at = new Date(now);
  const { errors, works } = judgeRows('', rows, await batchTerms({ manager, now: at }, rows), at);
  const counts = { rows: rows.length, good: works.length, wrong: rows.length - works.length };
  return { ...counts, errors } satisfies { readonly errors: readonly RowError[] } & typeof counts;
});
