import { NotFound } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import type { Manifest } from '../domain/manifest';
import type { CountedRedLine, RedLine } from '../domain/red-line';

type Recorded = Omit<Extract<RedLine, { status: 'recorded' }>, 'status'>;
type Row = Recorded & {
  readonly status: RedLine['status'];
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
};

/** Stores what was recorded, or what became of it. */
export function saveRedLine(tx: Tx, redLine: RedLine): void {
  const { id, contractId, vendorId, quarter, kind, occurredOn, statement, documents } = redLine;
  const { decidedBy, decidedAt } = redLine.status === 'recorded' ? NOT_YET : redLine;
  tx.write(
    `INSERT INTO red_lines (id, contract_id, vendor_id, quarter, kind, occurred_on, statement, documents, status,
       recorded_by, recorded_at, decided_by, decided_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, decided_by = excluded.decided_by,
       decided_at = excluded.decided_at, reason = excluded.reason`,
    [
      ...[id, contractId, vendorId, quarter, kind, occurredOn, statement, JSON.stringify(documents)],
      ...[redLine.status, redLine.recordedBy, redLine.recordedAt, decidedBy, decidedAt],
      redLine.status === 'dropped' ? redLine.reason : null,
    ],
  );
}

const NOT_YET = { decidedBy: null, decidedAt: null };

export async function isRecorded(tx: Tx, id: string): Promise<boolean> {
  return (await tx.manager.query<object[]>('SELECT FROM red_lines WHERE id = $1', [id])).length > 0;
}

/** Loads and locks. Throws NotFound. */
export async function loadRedLine(tx: Tx, id: string): Promise<RedLine> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", quarter, kind,
       to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", statement, documents, status,
       recorded_by AS "recordedBy", recorded_at AS "recordedAt", decided_by AS "decidedBy",
       decided_at AS "decidedAt", reason
     FROM red_lines WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('red-line', id);
  return redLineFromRow(row);
}

/** What was confirmed of a quarter, in the order of the ids, with the cap of the day. D3. */
export async function redLinesOf(
  tx: Tx,
  contractId: string,
  quarter: string,
): Promise<Pick<Manifest, 'redLines'>> {
  const crossed = await tx.manager.query<CountedRedLine[]>(
    `SELECT id AS "redLineId", kind FROM red_lines
     WHERE contract_id = $1 AND quarter = $2 AND status = 'confirmed' ORDER BY id`,
    [contractId, quarter],
  );
  return crossed.length === 0 ? {} : { redLines: { cap: await policyInForce(tx, 'red-line-cap'), crossed } };
}

/** The CHECK red_lines_decision stands behind each `!`. */
export function redLineFromRow({ status, decidedBy, decidedAt, reason, ...recorded }: Row): RedLine {
  if (status === 'recorded') return { ...recorded, status };
  const decided = { ...recorded, decidedBy: decidedBy!, decidedAt: decidedAt! };
  return status === 'confirmed' ? { ...decided, status } : { ...decided, status, reason: reason! };
}
