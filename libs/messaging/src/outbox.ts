import { aggregateIdOf, encode, placeOf, registry, type Event } from '@steward/events';
import type { Statement } from './transaction';

export type Announced = {
  readonly id: string;
  readonly event: Event;
  readonly occurredAt: Date;
  readonly trace: string | null;
};

/**
 * Appends events to the outbox, in one statement. Versions count an aggregate's events per stream 1, 2, 3 …
 * without a gap, because readers wait at gaps; the counter's row lock keeps rivals in line and a rollback
 * returns the numbers. Counters are locked in the order of their ids, so that two writers cannot deadlock.
 */
export function appending(announced: readonly Announced[]): Statement {
  const rows = announced.map(({ id, event, occurredAt, trace }): (string | Date | null)[] => {
    const data = JSON.stringify(encode(registry.get(event.type)!, event)); // definitions make events
    return [id, event.type, placeOf(event.type).stream, aggregateIdOf(event), data, occurredAt, trace];
  });
  const [row] = rows;
  if (row && rows.length === 1) return { ...APPEND_ONE, values: row };
  return { ...APPEND, values: COLUMNS.map((_, n) => rows.map((values) => values[n]!)) };
}

const COLUMNS = ['id', 'type', 'stream', 'aggregate_id', 'data', 'occurred_at', 'trace'];
/** Most commands announce one fact: without arrays it costs Postgres a third. */
const APPEND_ONE = {
  name: 'append-one',
  text: `
    WITH counted AS (
      INSERT INTO aggregate_versions AS a (stream, aggregate_id, version) VALUES ($3, $4, 1)
      ON CONFLICT (stream, aggregate_id) DO UPDATE SET version = a.version + 1 RETURNING version)
    INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at, trace)
    SELECT $1::uuid, $2, $3, $4, version, $5::json, $6::timestamptz, $7 FROM counted`,
};
const APPEND = {
  name: 'append',
  text: `
    WITH announced AS (
      SELECT *, count(*) OVER (PARTITION BY stream, aggregate_id) AS total,
             row_number() OVER (PARTITION BY stream, aggregate_id ORDER BY ordinal) AS nth
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[])
           WITH ORDINALITY AS e (${COLUMNS.join(', ')}, ordinal)),
    counted AS (
      INSERT INTO aggregate_versions AS a (stream, aggregate_id, version)
      SELECT stream, aggregate_id, total FROM announced WHERE nth = 1 ORDER BY stream, aggregate_id
      ON CONFLICT (stream, aggregate_id) DO UPDATE SET version = a.version + excluded.version
      RETURNING stream, aggregate_id, version)
    INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at, trace)
    SELECT id, type, stream, aggregate_id, version - total + nth, data::json, occurred_at, trace
    FROM announced JOIN counted USING (stream, aggregate_id) ORDER BY ordinal`,
};
