import { ensure } from '@steward/domain';
import type { Event } from '@steward/events';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { append, type Announced } from './outbox';
import { cancelTimers, scheduleTimers } from './timer-rows';
import type { Actor, Answer, Asked, Gatherer, Tx, UseCase } from './use-case';

/**
 * One open transaction and what its use cases announced. Whoever opened it calls `flush` before the commit:
 * the runner for one command, the bus for a batch of events, the timers for a batch of due ones.
 */
export class Unit {
  private readonly announced: Announced[] = [];
  private readonly gathered = new Map<Gatherer<unknown>, { readonly tx: Tx; readonly rows: unknown[] }>();
  private actor: Actor | null = null;

  constructor(
    readonly manager: EntityManager,
    readonly now: Date,
  ) {}

  /** Runs an input that was checked already, in this transaction, as of `now`. */
  async run<I extends object, O extends Answer>(
    useCase: UseCase<I, O>,
    input: I,
    asked: Asked,
    now: Date = this.now,
  ): Promise<O> {
    await this.actAs(asked.actor);
    const { manager } = this;
    const tx: Tx = {
      manager,
      now,
      by: asked.by,
      actor: asked.actor,
      newId: () => uuidv7({ msecs: now.getTime() }),
      publish: (events, at = now) => this.announce(events, at, asked.trace),
      gather: (apply, row) => this.gather(apply as Gatherer<unknown>, row, tx),
      schedule: (timers) => scheduleTimers(manager, timers),
      cancel: (timed, keys) => cancelTimers(manager, timed.name, keys),
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
    await append(this.manager, announced);
    return announced.length > 0;
  }

  /** Row-level security follows this setting; it ends with the transaction. */
  async actAs(actor: Actor): Promise<void> {
    if (this.actor === actor) return;
    await this.manager.query(`SELECT set_config('app.actor', $1, true)`, [actor]);
    this.actor = actor;
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

/**
 * Takes the key, or returns the answer that is stored under it. A rival with the same key waits at the insert
 * until the first commits. The actor is part of the key: nobody fetches another's answer by guessing it.
 */
export async function claim(
  manager: EntityManager,
  request: readonly string[],
  inputHash: string,
): Promise<Answer | null> {
  const [row] = await manager.query<[{ inputHash: string; answer: Answer | null }]>(
    `INSERT INTO requests (use_case, actor, key, input_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (use_case, actor, key) DO UPDATE SET key = excluded.key -- no change: RETURNING needs a row
     RETURNING input_hash AS "inputHash", answer`,
    [...request, inputHash],
  );
  ensure(row.inputHash === inputHash, 'request.key-reused', 'This key was used before, with another input.');
  return row.answer;
}

/** SHA-256 of a JSON value; two values that differ only in the order of their fields are the same. */
export function hashOf(value: object): string {
  const sorted = (_: string, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
}
