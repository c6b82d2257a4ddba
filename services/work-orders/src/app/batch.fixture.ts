import { BATCH_COLUMNS, type BatchColumn, type BatchRow, type Cell } from '../domain/batch-row';
import { batchToApply } from './apply-work-order-batch';
import { contractId } from './live.fixture';

/** A fault of 3 September at 23:10 in Shanghai: on site a second late, repaired and accepted in time. */
const CELLS: Partial<Record<BatchColumn, Cell>> = {
  ...{ number: 'P-1', severity: '1', category: 'HARDWARE', contract: contractId },
  reportedAt: '2026-09-03T23:10:00+08:00',
  acceptedAt: { local: '2026-09-03T23:20:00' },
  arrivedAt: '2026-09-04T01:10:01+08:00',
  resolvedAt: { local: '2026-09-04T09:10:00' },
  closedAt: '2026-09-04T10:00:00+08:00',
};

/** A row of a workbook that is right, but for what is said otherwise. */
export function row(otherwise: Partial<Record<BatchColumn, Cell>> = {}, line = 2): BatchRow {
  const told = { ...CELLS, ...otherwise };
  const cells = Object.fromEntries(BATCH_COLUMNS.map((column) => [column, told[column] ?? '']));
  return { line, cells: cells as BatchRow['cells'] };
}

/** What is left of a row where only these instants are known. */
export const OPEN = { arrivedAt: '', resolvedAt: '', closedAt: '' };

let files = 0;
/** A workbook of its own with these rows. */
export const workbook = (...rows: BatchRow[]) =>
  batchToApply((files += 1).toString(16).padStart(64, '0'), rows);
