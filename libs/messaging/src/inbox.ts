import { Logger } from '@nestjs/common';
import { placeOf } from '@steward/events';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from './clock';
import { payloadOf, readEvent, type Incoming } from './cloud-event';
import { consumed, parked } from './metrics';
import { Unit } from './unit';

/** What a handler of events is given beside the payload. */
export class EventContext {
  constructor(
    readonly event: Incoming,
    readonly unit: Unit,
  ) {}
}
export type Handle = (payload: unknown, context: EventContext) => Promise<void>;
type Cursor = { readonly aggregateId: string; version: number; eventId: string | null };

const ATTEMPTS = 8;

/**
 * Applies the events of one producer, each exactly once and in the order of its aggregate: what a handler does
 * and the cursor that remembers it are one transaction.
 */
export class Inbox {
  private readonly logger: Logger;
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly producer: string,
    private readonly handlers: ReadonlyMap<string, Handle>,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly onEvents: () => void,
  ) {
    this.logger = new Logger(`inbox ${producer}`);
    this.kinds = new Set([...handlers.keys()].map((type) => placeOf(type).aggregate));
  }

  /** Takes a batch: all in one transaction, or, where one of them fails, one by one. */
  async take(events: readonly Incoming[]): Promise<void> {
    const ours = events.filter(({ type }) => this.kinds.has(placeOf(type).aggregate));
    let drainable: readonly string[] = [];
    try {
      drainable = await this.apply(ours);
    } catch (error) {
      if (isTransient(error)) throw error;
      for (const event of ours) drainable = [...drainable, ...(await this.takeOne(event))];
    }
    for (const aggregateId of new Set(drainable)) await this.drain(aggregateId);
  }

  /** Applies what waited for a predecessor that has come, of one aggregate or (at the start) of all. */
  async drain(aggregateId?: string): Promise<void> {
    for (;;) {
      const next = await this.nextWaiting(aggregateId);
      if (!next) return;
      await this.takeOne(next);
      await this.dataSource.query('DELETE FROM waiting_events WHERE event_id = $1', [next.eventId]);
    }
  }

  /** Keeps a message that is no event of ours, or an event that must not be applied, for a person to decide. */
  async park(event: ParkedRow, error: string, attempts: number, manager?: EntityManager): Promise<void> {
    this.logger.error(`Parked ${event.type} ${event.eventId} of ${event.aggregateId ?? 'nothing'}: ${error}`);
    parked.inc({ producer: this.producer });
    await (manager ?? this.dataSource).query(
      `INSERT INTO parked_events (event_id, producer, aggregate_id, version, type, headers, data, error, attempts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (event_id) DO NOTHING`,
      [
        event.eventId,
        this.producer,
        event.aggregateId,
        event.version,
        event.type,
        JSON.stringify(event.headers),
        Buffer.from(event.data),
        error,
        attempts,
      ],
    );
  }

  private async takeOne(event: Incoming): Promise<readonly string[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.apply([event]);
      } catch (error) {
        if (isTransient(error)) throw error;
        if (attempt === ATTEMPTS) {
          await this.park(event, messageOf(error), attempt);
          return [];
        }
        await new Promise((done) => setTimeout(done, 10 * 2 ** attempt));
      }
    }
  }

  /** One transaction. Returns the aggregates whose waiting events may be next. */
  private async apply(events: readonly Incoming[]): Promise<readonly string[]> {
    if (events.length === 0) return [];
    const outcomes: string[] = [];
    const { hasEvents, drainable } = await this.dataSource.transaction(async (manager) => {
      const unit = new Unit(manager, this.clock.now());
      await unit.actAs('service');
      const ids = [...new Set(events.map(({ aggregateId }) => aggregateId))].sort();
      const cursors = await this.lockCursors(manager, ids);
      const stopped = await this.parkedOf(manager, ids);
      for (const event of events) {
        const cursor = cursors.get(event.aggregateId)!;
        outcomes.push(await this.offer(unit, event, cursor, stopped));
      }
      await this.saveCursors(manager, [...cursors.values()]);
      return { hasEvents: await unit.flush(), drainable: await this.drainableOf(manager, ids) };
    });
    for (const outcome of outcomes) consumed.inc({ producer: this.producer, outcome });
    if (hasEvents) this.onEvents();
    return drainable;
  }

  private async offer(
    unit: Unit,
    event: Incoming,
    cursor: Cursor,
    stopped: ReadonlySet<string>,
  ): Promise<string> {
    if (event.version <= cursor.version) {
      const isFork = event.version === cursor.version && cursor.eventId !== event.eventId;
      if (isFork)
        await this.park(event, `Version ${event.version} is already ${cursor.eventId}.`, 1, unit.manager);
      return isFork ? 'forked' : 'repeated';
    }
    if (stopped.has(event.eventId)) return 'parked';
    if (event.version > cursor.version + 1) {
      await this.wait(unit.manager, event);
      return 'waiting';
    }
    const handle = this.handlers.get(event.type);
    if (handle) await handle(payloadOf(event), new EventContext(event, unit));
    cursor.version = event.version;
    cursor.eventId = event.eventId;
    return handle ? 'applied' : 'passed';
  }

  private async wait(manager: EntityManager, event: Incoming): Promise<void> {
    await manager.query(
      `INSERT INTO waiting_events (event_id, producer, aggregate_id, version, type, headers, data)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (event_id) DO NOTHING`,
      [
        event.eventId,
        this.producer,
        event.aggregateId,
        event.version,
        event.type,
        JSON.stringify(event.headers),
        Buffer.from(event.data),
      ],
    );
  }

  private async lockCursors(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Cursor>> {
    await manager.query(
      `INSERT INTO cursors (aggregate_id, producer, version)
       SELECT id, $2, 0 FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING`,
      [ids, this.producer],
    );
    const rows = await manager.query<{ aggregateId: string; version: string; eventId: string | null }[]>(
      `SELECT aggregate_id AS "aggregateId", version, event_id AS "eventId" FROM cursors
       WHERE aggregate_id = ANY($1) AND producer = $2 ORDER BY aggregate_id FOR UPDATE`,
      [ids, this.producer],
    );
    return new Map(rows.map((row) => [row.aggregateId, { ...row, version: Number(row.version) }]));
  }

  private async saveCursors(manager: EntityManager, cursors: readonly Cursor[]): Promise<void> {
    await manager.query(
      `UPDATE cursors AS c SET version = n.version, event_id = n.event_id
       FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS n (aggregate_id, version, event_id)
       WHERE c.aggregate_id = n.aggregate_id AND c.producer = $4 AND c.version <> n.version`,
      [
        cursors.map(({ aggregateId }) => aggregateId),
        cursors.map(({ version }) => version),
        cursors.map(({ eventId }) => eventId),
        this.producer,
      ],
    );
  }

  private async parkedOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ eventId: string }[]>(
      `SELECT event_id AS "eventId" FROM parked_events
       WHERE aggregate_id = ANY($1) AND producer = $2 AND discarded_at IS NULL`,
      [ids, this.producer],
    );
    return new Set(rows.map(({ eventId }) => eventId));
  }

  private async drainableOf(manager: EntityManager, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await manager.query<{ aggregateId: string }[]>(
      `SELECT DISTINCT w.aggregate_id AS "aggregateId" FROM waiting_events w JOIN cursors c USING (aggregate_id, producer)
       WHERE w.aggregate_id = ANY($1) AND w.producer = $2 AND w.version <= c.version + 1`,
      [ids, this.producer],
    );
    return rows.map(({ aggregateId }) => aggregateId);
  }

  private async nextWaiting(aggregateId: string | undefined): Promise<Incoming | null> {
    const [row] = await this.dataSource.query<{ headers: Record<string, string>; data: Buffer }[]>(
      `SELECT w.headers, w.data FROM waiting_events w JOIN cursors c USING (aggregate_id, producer)
       WHERE w.producer = $1 AND ($2::uuid IS NULL OR w.aggregate_id = $2) AND w.version <= c.version + 1
         AND NOT EXISTS (SELECT FROM parked_events p WHERE p.event_id = w.event_id AND p.discarded_at IS NULL)
       ORDER BY w.version LIMIT 1`,
      [this.producer, aggregateId ?? null],
    );
    return row ? readEvent(this.producer, row.headers, row.data) : null;
  }
}

export type ParkedRow = Pick<Incoming, 'eventId' | 'type' | 'headers' | 'data'> & {
  readonly aggregateId: string | null;
  readonly version: number | null;
};

/** The database is away or asked for a retry: not the event's fault, and no reason to park it. */
function isTransient(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const isConnection = /^(08|57P|53|40)|^E(CONN|PIPE|HOST|TIMEDOUT)/.test(code);
  return (
    isConnection || /Connection terminated|timeout exceeded when trying to connect/.test(messageOf(error))
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
