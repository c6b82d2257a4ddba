import { ensure } from '@steward/domain';

/** Work orders recorded together from one workbook. Clause 3.2.1a. */
export type WorkOrderBatch = {
  readonly id: string;
  /** SHA-256 of the workbook. */
  readonly fileId: string;
  readonly appliedBy: string;
  readonly undoneBy: string | null;
  readonly undoReason: string | null;
};

/**
 * Takes a batch back. `touched` are the numbers of its work orders to which something happened since. Breaks
 * `work-order-batch.undone`, `work-order-batch.same-person` and `work-order-batch.changed-since`.
 */
export function undo(
  batch: WorkOrderBatch,
  { by, reason }: { readonly by: string; readonly reason: string },
  touched: readonly string[],
): WorkOrderBatch {
  ensure(batch.undoneBy === null, 'work-order-batch.undone', 'The batch has been undone before.');
  ensure(batch.appliedBy !== by, 'work-order-batch.same-person', 'Another person must undo it.');
  ensure(
    touched.length === 0,
    'work-order-batch.changed-since',
    `Something happened since to ${touched.slice(0, 10).join(', ')}.`,
  );
  return { ...batch, undoneBy: by, undoReason: reason };
}
