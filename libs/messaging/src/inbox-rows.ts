import type { EntityManager } from 'typeorm';
import { readEvent, type Incoming } from './cloud-event';
import type { Transaction } from './transaction';

/** How far one producer's aggregate was applied; `eventId` is the last applied event's. */
export type Cursor = {
  readonly aggregateId: string;
  /** The version that is stored; null where none is. */
  readonly stored: number | null;
  version: number;
  eventId: string | null;
};
export type ParkedRow = Pick<Incoming, 'eventId' | 'type' | 'producer' | 'headers' | 'data'> & {
  readonly aggregateId: string | null;
  readonly version: number | null;
};

/**
 * Locks the cursors in the order of their ids, so that two consumers cannot deadlock. A new aggregate has
 * none to lock: of two consumers only one can store its first.
 */
export async function lockCursors(
  transaction: Transaction,
  producer: string,
  aggregateIds: readonly string[],
): Promise<ReadonlyMap<string, Cursor>> {
  const rows = await transaction.ask<{ aggregateId: string; version: string; eventId: string | null }>({
    name: 'lock-cursors',
    text: `SELECT aggregate_id AS "aggregateId", version, event_id AS "eventId" FROM cursors
           WHERE aggregate_id = ANY($1) AND producer = $2 ORDER BY aggregate_id FOR UPDATE`,
    values: [aggregateIds, producer],
  });
  const known = rows.map(({ version, ...row }): [string, Cursor] => [
    row.aggregateId,
    { ...row, stored: Number(version), version: Number(version) },
  ]);
  const unknown = (aggregateId: string): [string, Cursor] => [
    aggregateId,
    { aggregateId, stored: null, version: 0, eventId: null },
  ];
  return new Map([...aggregateIds.map(unknown), ...known]);
}

/**
 * Stores those that moved and those of new aggregates, also where an event must wait: whoever ends the
 * waiting locks them. Fails where another consumer has stored a new aggregate's meanwhile.
 */
export function saveCursors(transaction: Transaction, producer: string, cursors: readonly Cursor[]): void {
  const moved = cursors
    .filter(({ stored, version }) => version !== stored)
    .sort((a, b) => (a.aggregateId < b.aggregateId ? -1 : 1));
  if (moved.length === 0) return;
  transaction.send({
    name: 'save-cursors',
    text: `
      WITH moved AS (
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::boolean[])
          AS m (aggregate_id, version, event_id, is_new)),
      updated AS (
        UPDATE cursors AS c SET version = m.version, event_id = m.event_id FROM moved AS m
        WHERE NOT is_new AND c.aggregate_id = m.aggregate_id AND c.producer = $5)
      INSERT INTO cursors (aggregate_id, producer, version, event_id)
      SELECT aggregate_id, $5, version, event_id FROM moved WHERE is_new`,
    values: [
      moved.map(({ aggregateId }) => aggregateId),
      moved.map(({ version }) => version),
      moved.map(({ eventId }) => eventId),
      moved.map(({ stored }) => stored === null),
      producer,
    ],
  });
}

/**
 * What is kept of these aggregates' events: the ids of the parked ones that nobody has decided on, and
 * whether any wait. To be asked when the cursors are locked, else it may be old.
 */
export async function keptOf(
  transaction: Transaction,
  producer: string,
  aggregateIds: readonly string[],
): Promise<{ readonly parked: ReadonlySet<string>; readonly hasWaiting: boolean }> {
  const rows = await transaction.ask<{ parkedId: string | null }>({
    name: 'kept-events',
    text: `SELECT event_id AS "parkedId" FROM parked_events
           WHERE aggregate_id = ANY($1) AND producer = $2 AND discarded_at IS NULL
           UNION ALL
           SELECT NULL WHERE EXISTS (
             SELECT FROM waiting_events WHERE aggregate_id = ANY($1) AND producer = $2)`,
    values: [aggregateIds, producer],
  });
  const ids = rows.map(({ parkedId }) => parkedId);
  return { parked: new Set(ids.filter((id) => id !== null)), hasWaiting: ids.includes(null) };
}

/** Keeps an event whose predecessor has not come. */
export async function keepWaiting(manager: EntityManager, event: Incoming): Promise<void> {
  await manager.query(
    `INSERT INTO waiting_events (event_id, producer, aggregate_id, version, type, headers, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (event_id) DO UPDATE SET due_at = NULL`,
    columnsOf(event),
  );
}

/** Keeps an event that failed, to be tried again after 20, 40, 80 … ms. Returns how often it has failed. */
export async function keepForRetry(manager: EntityManager, event: Incoming): Promise<number> {
  const [row] = await manager.query<[{ attempts: number }]>(
    `INSERT INTO waiting_events AS w (event_id, producer, aggregate_id, version, type, headers, data, attempts, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 1, clock_timestamp() + interval '20 ms')
     ON CONFLICT (event_id) DO UPDATE SET attempts = w.attempts + 1,
       due_at = clock_timestamp() + power(2, w.attempts) * interval '20 ms'
     RETURNING attempts`,
    columnsOf(event),
  );
  return row.attempts;
}

export async function park(
  manager: EntityManager,
  event: ParkedRow,
  error: string,
  attempts: number,
): Promise<void> {
  await manager.query(
    `WITH moved AS (DELETE FROM waiting_events WHERE event_id = $1)
     INSERT INTO parked_events (event_id, producer, aggregate_id, version, type, headers, data, error, attempts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (event_id) DO NOTHING`,
    [...columnsOf(event), error, attempts],
  );
}

/** Forgets waiting events that are done, and makes due those of the aggregates whose turn has come. */
export async function release(
  manager: EntityManager,
  producer: string,
  aggregateIds: readonly string[],
  doneIds: readonly string[],
): Promise<void> {
  await manager.query(
    `WITH done AS (DELETE FROM waiting_events WHERE event_id = ANY($3))
     UPDATE waiting_events w SET due_at = clock_timestamp() FROM cursors c
     WHERE w.aggregate_id = ANY($1) AND w.producer = $2 AND w.due_at IS NULL AND NOT w.event_id = ANY($3)
       AND c.aggregate_id = w.aggregate_id AND c.producer = w.producer AND w.version <= c.version + 1`,
    [aggregateIds, producer, doneIds],
  );
}

/**
 * Of the aggregate that is due first, the waiting events in order, and in how many milliseconds that is. One
 * that has failed before comes alone.
 */
export async function firstDue(
  manager: EntityManager,
  producer: string,
  limit: number,
): Promise<{ readonly events: readonly Incoming[]; readonly dueIn: number } | null> {
  const rows = await manager.query<{ headers: Record<string, string>; data: Buffer; dueIn: number }[]>(
    `WITH head AS (
       SELECT event_id, aggregate_id, attempts, due_at FROM waiting_events
       WHERE producer = $1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1)
     SELECT w.headers, w.data, 1000 * extract(epoch FROM head.due_at - clock_timestamp())::float8 AS "dueIn"
     FROM waiting_events w JOIN head USING (aggregate_id)
     WHERE w.producer = $1 AND (head.attempts = 0 OR w.event_id = head.event_id)
     ORDER BY w.version LIMIT $2`,
    [producer, limit],
  );
  if (!rows[0]) return null;
  // They were read from their headers before: none is null.
  const events = rows.map(({ headers, data }) => readEvent(producer, headers, data)!);
  return { events, dueIn: rows[0].dueIn };
}

function columnsOf({ eventId, producer, aggregateId, version, type, headers, data }: ParkedRow): unknown[] {
  return [eventId, producer, aggregateId, version, type, JSON.stringify(headers), Buffer.from(data)];
}
