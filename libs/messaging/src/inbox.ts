import { Logger } from '@nestjs/common';
import { placeOf } from '@steward/events';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from './clock';
import { payloadOf, type Incoming } from './cloud-event';
import { isTransient, messageOf } from './failure';
import {
  firstDue,
  keepForRetry,
  keepWaiting,
  keptOf,
  lockCursors,
  park,
  release,
  saveCursors,
  type Cursor,
  type ParkedRow,
} from './inbox-rows';
import { consumed, parked } from './metrics';
import { inTransaction } from './transaction';
import { Unit } from './unit';

/** What a handler of events is given beside the payload. */
export class EventContext {
  constructor(
    readonly event: Incoming,
    readonly unit: Unit,
  ) {}
}
export type Handle = (payload: unknown, context: EventContext) => Promise<void>;
type Outcome = 'applied' | 'passed' | 'repeated' | 'forked' | 'parked' | 'waiting';

/** An event that fails is tried this often, within some three seconds, before it is parked. */
const ATTEMPTS = 8;
/** As many waiting events of one aggregate share a transaction. */
const BATCH = 100;
/** Milliseconds between two looks for what is due, where nothing is known to be. */
const LOOK = 1000;

/**
 * Applies the events of one producer, each exactly once and in the order of its aggregate: what a handler
 * does and the cursor that remembers it are one transaction.
 */
export class Inbox {
  private readonly logger: Logger;
  private readonly kinds: ReadonlySet<string>;
  /** Before this nothing that waits is due, as far as is known here. By the clock of `performance`. */
  private lookAt = 0;

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

  /** Whether an event's aggregate is one that something here listens to; if so, all its events count. */
  concerns(type: string): boolean {
    return this.kinds.has(placeOf(type).aggregate);
  }

  /**
   * Takes a batch: all in one transaction, or, where one of them fails, one by one. One that fails holds up
   * nothing but its own aggregate. Throws where the database is away; nothing is lost then.
   */
  async take(events: readonly Incoming[]): Promise<void> {
    await this.applyAll(events.filter(({ type }) => this.concerns(type)));
    await this.look();
  }

  /** Drains where it may be time to. Returns the milliseconds after which to look again. */
  async look(): Promise<number> {
    const left = this.lookAt - performance.now();
    return left > 0 ? left : this.drain();
  }

  /** Applies the waiting events that are due. Returns the milliseconds after which to look again. */
  async drain(): Promise<number> {
    for (;;) {
      const first = await firstDue(this.dataSource.manager, this.producer, BATCH);
      if (!first || first.dueIn > 0) {
        const left = Math.min(first?.dueIn ?? LOOK, LOOK);
        this.lookAt = performance.now() + left;
        return left;
      }
      await this.applyAll(first.events);
    }
  }

  /**
   * Keeps a message that is no event of ours, or an event that must not be applied, for a person to decide.
   */
  async park(event: ParkedRow, error: string, attempts: number, manager?: EntityManager): Promise<void> {
    this.logger.error(`Parked ${event.type} ${event.eventId} of ${event.aggregateId ?? 'nothing'}: ${error}`);
    parked.inc({ producer: this.producer });
    await park(manager ?? this.dataSource.manager, event, error, attempts);
  }

  private async applyAll(events: readonly Incoming[]): Promise<void> {
    try {
      await this.apply(events);
    } catch (error) {
      if (isTransient(error)) throw error;
      if (events.length > 1) for (const event of events) await this.applyAll([event]);
      else await this.keep(events[0]!, messageOf(error));
    }
  }

  /** Keeps what failed, to be tried again or, after the last attempt, for a person to decide. */
  private async keep(event: Incoming, error: string): Promise<void> {
    this.lookAt = 0;
    await this.dataSource.transaction(async (manager) => {
      const attempts = await keepForRetry(manager, event);
      if (attempts >= ATTEMPTS) await this.park(event, error, attempts, manager);
    });
  }

  private async apply(events: readonly Incoming[]): Promise<void> {
    if (events.length === 0) return;
    const ids = [...new Set(events.map(({ aggregateId }) => aggregateId))];
    const outcomes: Outcome[] = [];
    const hasEvents = await inTransaction(this.dataSource, { actor: 'service' }, async (transaction) => {
      const unit = new Unit(transaction, this.clock.now());
      const [cursors, kept] = await Promise.all([
        lockCursors(transaction, this.producer, ids),
        keptOf(transaction, this.producer, ids),
      ]);
      for (const event of events) {
        outcomes.push(await this.offer(unit, event, cursors.get(event.aggregateId)!, kept.parked));
      }
      saveCursors(transaction, this.producer, [...cursors.values()]);
      if (kept.hasWaiting || outcomes.includes('waiting')) {
        this.lookAt = 0;
        const done = events.filter((_, n) => outcomes[n] !== 'waiting').map(({ eventId }) => eventId);
        await release(unit.manager, this.producer, ids, done);
      }
      return unit.flush();
    });
    for (const outcome of outcomes) consumed.inc({ producer: this.producer, outcome });
    if (hasEvents) this.onEvents();
  }

  private async offer(
    unit: Unit,
    event: Incoming,
    cursor: Cursor,
    stopped: ReadonlySet<string>,
  ): Promise<Outcome> {
    if (event.version <= cursor.version) {
      const isFork = event.version === cursor.version && cursor.eventId !== event.eventId;
      if (!isFork) return 'repeated';
      await this.park(event, `Version ${event.version} is already ${cursor.eventId}.`, 1, unit.manager);
      return 'forked';
    }
    if (stopped.has(event.eventId)) return 'parked';
    if (event.version > cursor.version + 1) {
      await keepWaiting(unit.manager, event);
      return 'waiting';
    }
    const handle = this.handlers.get(event.type);
    if (handle) await handle(payloadOf(event), new EventContext(event, unit));
    cursor.version = event.version;
    cursor.eventId = event.eventId;
    return handle ? 'applied' : 'passed';
  }
}
