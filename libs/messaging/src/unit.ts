import type { Event } from '@steward/events';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { appending, type Announced } from './outbox';
import { cancelTimers, scheduleTimers } from './timer-rows';
import type { Transaction } from './transaction';
import type { Answer, Asked, Gatherer, Tx, UseCase } from './use-case';

/**
 * One open transaction and what its use cases announced. Whoever opened it calls `flush` before the commit:
 * the runner for one command, the bus for a batch of events, the timers for a batch of due ones.
 */
export class Unit {
  private readonly announced: Announced[] = [];
  private readonly gathered = new Map<Gatherer<unknown>, { readonly tx: Tx; readonly rows: unknown[] }>();

  constructor(
    readonly transaction: Transaction,
    readonly now: Date,
  ) {}

  get manager(): EntityManager {
    return this.transaction.manager;
  }

  /** Runs an input that was checked already, in this transaction, as of `now`. */
  async run<I extends object, O extends Answer>(
    useCase: UseCase<I, O>,
    input: I,
    asked: Asked,
    now: Date = this.now,
  ): Promise<O> {
    this.transaction.actAs(asked.actor);
    const { manager, transaction } = this;
    const tx: Tx = {
      manager,
      now,
      by: asked.by,
      actor: asked.actor,
      write: (text, values) => transaction.write(text, values),
      newId: () => uuidv7({ msecs: now.getTime() }),
      publish: (events, at = now) => this.announce(events, at, asked.trace),
      gather: (apply, row) => this.gather(apply as Gatherer<unknown>, row, tx),
      schedule: async (timers) => scheduleTimers(transaction, timers),
      cancel: async (timed, keys) => cancelTimers(transaction, timed.name, keys),
    };
    return useCase.handle(tx, input);
  }

  /**
   * Applies what was gathered and stores what was announced. True where something now waits for the relay.
   */
  async flush(): Promise<boolean> {
    for (const [apply, { tx, rows }] of this.gathered) {
      this.gathered.delete(apply);
      await apply(tx, rows);
    }
    const announced = this.announced.splice(0);
    if (announced.length > 0) this.transaction.send(appending(announced));
    return announced.length > 0;
  }

  private gather(apply: Gatherer<unknown>, row: unknown, tx: Tx): void {
    const gathered = this.gathered.get(apply) ?? { tx, rows: [] };
    gathered.rows.push(row);
    this.gathered.set(apply, gathered);
  }

  private announce(events: readonly Event[], occurredAt: Date, trace: string | undefined): void {
    for (const event of events) {
      const id = uuidv7({ msecs: occurredAt.getTime() });
      this.announced.push({ id, event, occurredAt, trace: trace ?? null });
    }
  }
}

/** SHA-256 of a JSON value; two values that differ only in the order of their fields are the same. */
export function hashOf(value: object): string {
  const sorted = (_: string, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return textHashOf(JSON.stringify(value, sorted));
}

/** SHA-256 of a text's UTF-8 bytes. */
export const textHashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
