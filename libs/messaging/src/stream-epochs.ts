import type { Client } from 'pg';
import type { Acknowledged } from './publish';

/** What the service's own database remembers of one stream that it publishes: the broker may forget. */
export type Remembered = {
  readonly stream: string;
  /** Which history of the stream is published now, from 1. */
  readonly epoch: number;
  /** When the broker made the stream, in its words; null before the first look. */
  readonly created: string | null;
  /** Sequences within the stream that hold no message. */
  readonly holes: number;
  /** The highest acknowledged sequence, and whose it is; null where nothing was. */
  readonly last: Mark | null;
  /** Since when something may be lost that is not known yet: the whole stream is to be read. */
  readonly suspectedAt: Date | null;
};
export type Mark = { readonly sequence: number; readonly eventId: string };

/**
 * Marks events as published and remembers in the same statement how far their streams have come, so that no
 * crash parts the two. Batches are marked in the order in which they were sent: a sequence that is not
 * beyond those acknowledged before was given out twice, so the stream has lost its end.
 */
export async function markPublished(client: Client, acknowledged: readonly Acknowledged[]): Promise<void> {
  await client.query({
    name: 'mark-published',
    text: `
      WITH acknowledged AS (
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::boolean[])
                 AS a (id, stream, sequence, is_repeat)),
      marked AS (UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY($1))
      INSERT INTO stream_epochs AS e (stream, last_sequence, last_event_id)
      SELECT DISTINCT ON (stream) stream, sequence, id FROM acknowledged
      WHERE sequence > 0 -- of a repeat that is still under way, a cluster knows none
      ORDER BY stream, sequence DESC
      ON CONFLICT (stream) DO UPDATE SET
        suspected_at = coalesce(e.suspected_at, (
          SELECT clock_timestamp() FROM acknowledged a
          WHERE a.stream = e.stream AND a.sequence <= e.last_sequence AND NOT a.is_repeat LIMIT 1)),
        last_event_id = CASE WHEN e.last_sequence > excluded.last_sequence THEN e.last_event_id
                             ELSE excluded.last_event_id END,
        last_sequence = greatest(e.last_sequence, excluded.last_sequence)`,
    values: [
      acknowledged.map(({ id }) => id),
      acknowledged.map(({ stream }) => stream),
      acknowledged.map(({ sequence }) => sequence),
      acknowledged.map(({ isRepeat }) => isRepeat),
    ],
  });
}

/** The streams to which this service has ever published. */
export async function rememberedStreams(client: Client): Promise<readonly Remembered[]> {
  type Row = Omit<Remembered, 'holes' | 'last'> & Record<'holes', string> & { last: Mark | null };
  const { rows } = await client.query<Row>(
    `SELECT stream, epoch, stream_created AS created, holes, suspected_at AS "suspectedAt",
            CASE WHEN last_sequence IS NOT NULL THEN
              json_build_object('sequence', last_sequence, 'eventId', last_event_id) END AS last
     FROM stream_epochs ORDER BY stream`,
  );
  return rows.map((row) => ({ ...row, holes: Number(row.holes) }));
}

/**
 * Opens a cursor over the ids of all events that were published to the stream and cannot have grown too old
 * for it. It sees what is committed now, whatever the relay does meanwhile.
 */
export async function openPublished(client: Client, stream: string, maxAgeMs: number): Promise<void> {
  // Retention is the broker's clock against ours: the last hour of it is not looked at.
  await client.query({
    text: `DECLARE published CURSOR FOR SELECT id FROM outbox WHERE stream = $1 AND published_at IS NOT NULL
             AND ($2::float8 = 0 OR published_at > now() + interval '1 hour' - $2 * interval '1 ms')`,
    values: [stream, maxAgeMs],
  });
}

/** The next of them; none at the end. */
export async function nextPublished(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>('FETCH 10000 FROM published');
  return rows.map(({ id }) => id);
}

/** Hands events to the relay once more, which publishes them in their order. */
export async function publishAgain(client: Client, ids: readonly string[], epoch: number): Promise<void> {
  await client.query('UPDATE outbox SET published_at = NULL, republished_in = $2 WHERE id = ANY($1)', [
    ids,
    epoch,
  ]);
}

/** Whether the relay has yet to publish what it was handed once more. */
export async function isRepublishing(client: Client, stream: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM outbox WHERE published_at IS NULL AND republished_in IS NOT NULL AND stream = $1 LIMIT 1`,
    [stream],
  );
  return rowCount === 1;
}

/** Remembers what the broker holds now. What the relay learned since `before` was read stays. */
export async function remember(client: Client, before: Remembered, now: Remembered): Promise<void> {
  await client.query(
    `UPDATE stream_epochs SET epoch = $2, stream_created = $3, holes = $4,
       suspected_at = coalesce($9, nullif(suspected_at, $5)),
       last_sequence = CASE WHEN last_sequence IS NOT DISTINCT FROM $6 THEN $7 ELSE last_sequence END,
       last_event_id = CASE WHEN last_sequence IS NOT DISTINCT FROM $6 THEN $8 ELSE last_event_id END
     WHERE stream = $1`,
    [
      ...[now.stream, now.epoch, now.created, now.holes, before.suspectedAt],
      ...[before.last?.sequence, now.last?.sequence, now.last?.eventId, now.suspectedAt],
    ],
  );
}
