import { ensure, NotFound } from '@steward/domain';
import { IsString, IsUUID, Length } from 'class-validator';
import { release } from './inbox-rows';
import { Page } from './input';
import { useCase, view, type Tx } from './use-case';

export class RedriveEvent {
  @IsUUID() eventId!: string;
}
export class DiscardEvent {
  @IsUUID() eventId!: string;
  /** Why the fact is not to be applied; it stays on record. */
  @IsString() @Length(3, 500) reason!: string;
}

/**
 * Puts a parked event back to the head of its aggregate's queue. Throws NotFound, and RuleBroken
 * `parked-event.unreadable` for a message without an envelope: it can only be discarded.
 */
export const redriveEvent = useCase(RedriveEvent, async (tx, { eventId }) => {
  const row = await takeParked(tx, eventId);
  ensure(row.aggregateId !== null, 'parked-event.unreadable', 'No aggregate is known to apply it to.');
  await tx.manager.query(
    `WITH moved AS (DELETE FROM parked_events WHERE event_id = $1 RETURNING *)
     INSERT INTO waiting_events (event_id, producer, aggregate_id, version, type, headers, data, due_at)
     SELECT event_id, producer, aggregate_id, version, type, headers, data, clock_timestamp() FROM moved
     ON CONFLICT (event_id) DO UPDATE SET due_at = excluded.due_at`,
    [eventId],
  );
  return row;
});

/** Passes over a parked event for good; what waits behind it goes on. Throws NotFound. */
export const discardEvent = useCase(DiscardEvent, async (tx, { eventId, reason }) => {
  const row = await takeParked(tx, eventId);
  await tx.manager.query(
    `UPDATE parked_events SET discarded_at = $2, discarded_by = $3, discard_reason = $4 WHERE event_id = $1`,
    [eventId, tx.now, tx.by, reason],
  );
  await tx.manager.query(
    `INSERT INTO cursors AS c (aggregate_id, producer, version, event_id)
     SELECT aggregate_id, producer, version, event_id FROM parked_events p
     WHERE event_id = $1 AND (version = 1 OR EXISTS (
       SELECT FROM cursors WHERE aggregate_id = p.aggregate_id AND producer = p.producer))
     ON CONFLICT (aggregate_id, producer) DO UPDATE SET version = excluded.version, event_id = excluded.event_id
       WHERE c.version = excluded.version - 1`,
    [eventId],
  );
  await release(tx.manager, row.producer, row.aggregateId ? [row.aggregateId] : [], [eventId]);
  return row;
});

async function takeParked(
  tx: Tx,
  eventId: string,
): Promise<{ producer: string; aggregateId: string | null }> {
  const [row] = await tx.manager.query<{ producer: string; aggregateId: string | null }[]>(
    `SELECT producer, aggregate_id AS "aggregateId" FROM parked_events
     WHERE event_id = $1 AND discarded_at IS NULL FOR UPDATE`,
    [eventId],
  );
  if (!row) throw new NotFound('parked-event', eventId);
  return row;
}

export type ParkedSummary = {
  readonly eventId: string;
  readonly producer: string;
  readonly aggregateId: string | null;
  readonly type: string;
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: Date;
};

/** Parked events that still wait for a decision, in the order of their ids. */
export const parkedEvents = view(Page, async ({ manager }, { after, limit }) => {
  const items = await manager.query<ParkedSummary[]>(
    `SELECT event_id AS "eventId", producer, aggregate_id AS "aggregateId", type, error, attempts,
            parked_at AS "parkedAt"
     FROM parked_events WHERE discarded_at IS NULL AND ($1::uuid IS NULL OR event_id > $1)
     ORDER BY event_id LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.eventId : null };
});
