import { aggregateIdOf, encode, placeOf, registry, type Event } from '@steward/events';
import type { EntityManager } from 'typeorm';

export type Announced = {
  readonly id: string;
  readonly event: Event;
  readonly occurredAt: Date;
  readonly trace: string | null;
};

/**
 * Appends events to the outbox in one statement. Versions count an aggregate's events per stream 1, 2, 3 …
 * without a gap, because readers wait at gaps; the counter's row lock keeps rivals in line and a rollback
 * returns the numbers. Counters are locked in the order of their ids, so that two writers cannot deadlock.
 */
export async function append(manager: EntityManager, announced: readonly Announced[]): Promise<void> {
  if (announced.length === 0) return;
  const rows = announced.map(({ event, ...rest }) => ({
    ...rest,
    type: event.type,
    stream: placeOf(event.type).stream,
    aggregateId: aggregateIdOf(event),
    data: JSON.stringify(encode(registry.get(event.type)!, event)), // events are made by definitions only
  }));
  await manager.query(
    `WITH announced AS (
       SELECT *, count(*) OVER (PARTITION BY stream, aggregate_id) AS total,
              row_number() OVER (PARTITION BY stream, aggregate_id ORDER BY ordinal) AS nth
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[])
            WITH ORDINALITY AS e (id, type, stream, aggregate_id, data, occurred_at, trace, ordinal)),
     counted AS (
       INSERT INTO aggregate_versions AS a (stream, aggregate_id, version)
       SELECT stream, aggregate_id, total FROM announced WHERE nth = 1 ORDER BY stream, aggregate_id
       ON CONFLICT (stream, aggregate_id) DO UPDATE SET version = a.version + excluded.version
       RETURNING stream, aggregate_id, version)
     INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at, trace)
     SELECT id, type, stream, aggregate_id, version - total + nth, data::json, occurred_at, trace
     FROM announced JOIN counted USING (stream, aggregate_id) ORDER BY ordinal`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.type),
      rows.map((row) => row.stream),
      rows.map((row) => row.aggregateId),
      rows.map((row) => row.data),
      rows.map((row) => row.occurredAt),
      rows.map((row) => row.trace),
    ],
  );
}
