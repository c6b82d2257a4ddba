import { useCase } from '@steward/messaging';
import { IsArray, IsUUID } from 'class-validator';
import type { StagedRow } from '../domain/servicenow';
import { insertRows, loadImport } from '../storage/imports';

export class StageRows {
  @IsUUID() importId!: string;
  /** As the file's reader made them; the table's CHECKs have the last word. */
  @IsArray() rows!: StagedRow[];
}

/** Thousands of rows that were just read are not copied once more on their way in. */
export const rowsToStage = (importId: string, rows: StagedRow[]): StageRows =>
  Object.assign(new StageRows(), { importId, rows });

/** Keeps a stretch of the file. Nothing is told before all of it is in. */
export const stageRows = useCase(StageRows, async (tx, { importId, rows }) => {
  insertRows(tx, await loadImport(tx, importId), rows);
  return { rows: rows.length };
});
