import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { severityTold, type Counted, type Import, type Told } from '../domain/import';
import type { GoodRow, StagedRow } from '../domain/servicenow';

const IMPORT = `id, log, file_id AS "fileId", status, profile, given_as_of AS "givenAsOf", as_of AS "asOf",
  started_by AS "startedBy"`;

/** Imports that still run, for the runner to go on with. */
export const runningImports = (tx: ReadTx): Promise<Import[]> =>
  tx.manager.query(`SELECT ${IMPORT} FROM imports WHERE status = 'running' ORDER BY started_at`);

/** Loads and locks a running import. Throws NotFound. */
export async function loadImport(tx: Tx, id: string): Promise<Import> {
  const [found] = await tx.manager.query<Import[]>(
    `SELECT ${IMPORT} FROM imports WHERE id = $1 AND status = 'running' FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('import', id);
  return found;
}

/** Whether an import of this log is under way. */
export async function isRunning(tx: ReadTx, log: string): Promise<boolean> {
  const rows = await tx.manager.query<unknown[]>(
    `SELECT FROM imports WHERE log = $1 AND status = 'running'`,
    [log],
  );
  return rows.length > 0;
}

export function insertImport(tx: Tx, started: Import, vendorIdOf: (contractId: string) => string): void {
  const { contracts } = started.profile;
  tx.write(
    `INSERT INTO imports (id, log, file_id, status, profile, given_as_of, started_by, started_at)
     VALUES ($1, $2, $3, 'running', $4, $5, $6, $7)`,
    [
      started.id,
      started.log,
      started.fileId,
      JSON.stringify(started.profile),
      started.givenAsOf,
      started.startedBy,
      tx.now,
    ],
  );
  tx.write(
    `INSERT INTO import_contracts (log, contract_id, vendor_id, vendor_code, position)
     SELECT $1, c.* FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[]) AS c
     ON CONFLICT (log, contract_id) DO UPDATE SET position = excluded.position`,
    [
      started.log,
      contracts.map(({ contractId }) => contractId),
      contracts.map(({ contractId }) => vendorIdOf(contractId)),
      contracts.map(({ vendorCode }) => vendorCode),
      contracts.map((_, n) => n),
    ],
  );
}

/** Keeps rows in file order; those that an import of this log has seen before are passed over. */
export function insertRows(tx: Tx, { id, log }: Import, rows: readonly StagedRow[]): void {
  tx.write(
    `INSERT INTO import_rows (log, import_id, number, row_hash, line, reason, state, opened_at, updated_at, severity,
       assignment_group, is_assigned)
     SELECT $1, $2, number, row_hash, line, reason, state, to_timestamp(opened_at / 1000.0),
       to_timestamp(updated_at / 1000.0), severity, assignment_group, is_assigned
     FROM unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::float8[], $9::float8[],
       $10::smallint[], $11::text[], $12::boolean[]) WITH ORDINALITY
       AS r (number, row_hash, line, reason, state, opened_at, updated_at, severity, assignment_group, is_assigned, n)
     ORDER BY n ON CONFLICT (log, number, row_hash) DO NOTHING`,
    [
      ...[log, id],
      rows.map(({ number }) => number),
      rows.map(({ rowHash }) => rowHash),
      rows.map(({ line }) => line),
      rows.map(({ reason }) => reason),
      rows.map(({ row }) => row?.state ?? null),
      rows.map(({ row }) => row?.openedAt ?? null),
      rows.map(({ row }) => row?.updatedAt ?? null),
      rows.map(({ row }) => row?.severity ?? null),
      rows.map(({ row }) => row?.group ?? null),
      rows.map(({ row }) => row?.isAssigned ?? null),
    ],
  );
}

/** The latest instant of a good row of the log, by rule 1; null where there is none. */
export async function latestInstant(tx: ReadTx, log: string): Promise<Date | null> {
  const [row] = await tx.manager.query<[{ at: Date | null }]>(
    `SELECT greatest(max(updated_at), (
        SELECT max(opened_at) FROM (
          SELECT DISTINCT ON (number) opened_at FROM import_rows WHERE log = $1 AND reason IS NULL
          ORDER BY number, position) AS first)) AS at
     FROM import_rows WHERE log = $1 AND reason IS NULL`,
    [log],
  );
  return row.at;
}

export const saveAsOf = (tx: Tx, id: string, asOf: Date): Promise<unknown> =>
  tx.manager.query('UPDATE imports SET as_of = $2 WHERE id = $1', [id, asOf]);

/** Ends an import that cannot be applied; the rows that it brought are gone with it. */
export function saveRefusal(tx: Tx, id: string, reason: string): void {
  tx.write('DELETE FROM import_rows WHERE import_id = $1', [id]);
  tx.write(`UPDATE imports SET status = 'refused', reason = $2, ended_at = $3 WHERE id = $1`, [
    id,
    reason,
    tx.now,
  ]);
}

export type Untold = { number: string; factsTold: number };

/** The next numbers of a log with new rows, or with a clock that has not stopped. */
export async function nextUntold(tx: ReadTx, log: string, after: string, limit: number): Promise<Untold[]> {
  return tx.manager.query<Untold[]>(
    `SELECT r.number, coalesce(n.facts_told, 0) AS "factsTold"
     FROM (SELECT number, count(*) AS total FROM import_rows
           WHERE log = $1 AND reason IS NULL AND number > $2 GROUP BY number) AS r
     LEFT JOIN import_numbers n ON n.log = $1 AND n.number = r.number
     WHERE n.number IS NULL OR n.rows_told < r.total OR NOT n.is_stopped
     ORDER BY r.number LIMIT $3`,
    [log, after, limit],
  );
}

/** The good rows of some numbers, each number's in file order. */
export async function rowsOf(
  tx: ReadTx,
  log: string,
  numbers: readonly string[],
): Promise<Map<string, GoodRow[]>> {
  type Row = Omit<GoodRow, 'openedAt' | 'updatedAt'> & { openedAt: Date; updatedAt: Date };
  const rows = await tx.manager.query<Row[]>(
    `SELECT number, state, opened_at AS "openedAt", updated_at AS "updatedAt", severity,
            assignment_group AS "group", is_assigned AS "isAssigned"
     FROM import_rows WHERE log = $1 AND reason IS NULL AND number = ANY($2) ORDER BY number, position`,
    [log, numbers],
  );
  const byNumber = new Map<string, GoodRow[]>(numbers.map((number) => [number, []]));
  for (const row of rows) {
    const good = { ...row, openedAt: row.openedAt.getTime(), updatedAt: row.updatedAt.getTime() };
    byNumber.get(row.number)!.push(good);
  }
  return byNumber;
}

/** Stores told work orders, new or changed, in one statement. */
export function saveTold(tx: Tx, log: string, told: readonly Told[]): void {
  tx.write(
    `INSERT INTO work_orders (id, log, number, evidence_grade, status, severity, reported_at, vendor_id, contract_id,
       contract_version)
     SELECT id, $1, number, 'C', status, severity, reported_at, vendor_id, contract_id, contract_version
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::int[])
       AS w (id, number, status, severity, reported_at, vendor_id, contract_id, contract_version)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, severity = excluded.severity,
       vendor_id = excluded.vendor_id, contract_id = excluded.contract_id, contract_version = excluded.contract_version`,
    [
      log,
      told.map(({ workOrderId }) => workOrderId),
      told.map(({ number }) => number),
      told.map(({ status }) => status),
      told.map(severityTold),
      told.map(({ facts }) => new Date(facts[0]!.at)),
      told.map(({ assignment }) => assignment.vendorId),
      told.map(({ assignment }) => assignment.contractId),
      told.map(({ assignment }) => assignment.contractVersion),
    ],
  );
  tx.write(
    `INSERT INTO import_numbers (log, number, rows_told, facts_told, warned, is_stopped)
     SELECT $1, n.* FROM unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::boolean[]) AS n
     ON CONFLICT (log, number) DO UPDATE SET rows_told = excluded.rows_told, facts_told = excluded.facts_told,
       warned = excluded.warned, is_stopped = excluded.is_stopped`,
    [
      log,
      told.map(({ number }) => number),
      told.map(({ rowsTold }) => rowsTold),
      told.map(({ facts }) => facts.length),
      told.map(({ warned }) => warned),
      told.map(({ isStopped }) => isStopped),
    ],
  );
}

/** Distinct rows of all imports of a log. */
export async function countRows(tx: ReadTx, log: string): Promise<Counted> {
  const [counted] = await tx.manager.query<[Counted]>(
    `SELECT count(*)::int AS read, count(*) FILTER (WHERE reason IS NULL)::int AS applied, count(reason)::int AS refused,
       (SELECT coalesce(sum(warned), 0)::int FROM import_numbers WHERE log = $1) AS warned
     FROM import_rows WHERE log = $1`,
    [log],
  );
  return counted;
}

/** How many imports of the log have ended. */
export async function endedImports(tx: ReadTx, log: string): Promise<number> {
  const [{ ended }] = await tx.manager.query<[{ ended: number }]>(
    `SELECT count(*)::int AS ended FROM imports WHERE log = $1 AND status = 'ended'`,
    [log],
  );
  return ended;
}

export const saveEnd = (tx: Tx, id: string, counts: Counted, revision: number): Promise<unknown> =>
  tx.manager.query(
    `UPDATE imports SET status = 'ended', counts = $2, revision = $3, ended_at = $4 WHERE id = $1`,
    [...[id, counts, revision, tx.now]],
  );
