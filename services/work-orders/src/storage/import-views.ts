import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { Counted } from '../domain/import';
import { runningImports } from './imports';

export class Nothing {}

/** Imports that still run, for the runner. */
export const imports = view(Nothing, (tx) => runningImports(tx));

export class OneImport {
  @IsUUID() importId!: string;
}
export type ImportProgress = {
  readonly importId: string;
  readonly log: string;
  readonly status: 'running' | 'ended' | 'refused';
  readonly reason: string | null;
  readonly asOf: Date | null;
  readonly rowsRead: number;
  readonly workOrdersDone: number;
  readonly workOrdersTotal: number;
  readonly counts: Counted | null;
  readonly revision: number | null;
};

/** How far an import is, and what came of it. Throws NotFound. */
export const oneImport = view(OneImport, async ({ manager }, { importId }) => {
  const [found] = await manager.query<ImportProgress[]>(
    `SELECT i.id AS "importId", i.log, i.status, i.reason, i.as_of AS "asOf", i.counts, i.revision,
       (SELECT count(*)::int FROM import_rows r WHERE r.log = i.log) AS "rowsRead",
       (SELECT count(*)::int FROM import_numbers n WHERE n.log = i.log) AS "workOrdersDone",
       (SELECT count(DISTINCT number)::int FROM import_rows r WHERE r.log = i.log AND reason IS NULL)
         AS "workOrdersTotal"
     FROM imports i WHERE i.id = $1`,
    [importId],
  );
  if (!found) throw new NotFound('import', importId);
  return found;
});

export class RefusalsPage {
  @IsUUID() importId!: string;
  /** The last line of the page before. */
  @IsOptional() @Type(() => Number) @IsInt() after?: number;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

/** Rows that could not be read, by their line in the file that brought them first. */
export const refusalsPage = view(RefusalsPage, async ({ manager }, { importId, after, limit }) => {
  const items = await manager.query<{ line: number; number: string; reason: string }[]>(
    `SELECT line, number, reason FROM import_rows
     WHERE import_id = $1 AND reason IS NOT NULL AND line > $2 ORDER BY line LIMIT $3`,
    [importId, after ?? 0, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.line : null };
});
