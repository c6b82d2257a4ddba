import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from './clock';
import { isTransient, messageOf } from './failure';
import { checked } from './input';
import { Loop } from './loop';
import { timersFired } from './metrics';
import { MESSAGING, type MessagingOptions } from './options';
import { Relay } from './relay';
import { scheduleTimers } from './timer-rows';
import { inTransaction } from './transaction';
import { Unit } from './unit';
import type { Answer, AnyUseCase, UseCase } from './use-case';

type Due = { useCase: string; key: string; input: object; dueAt: Date };
const BATCH = 500;
const SCHEDULED = '@schedule';

/**
 * Runs use cases at their instants. A timer is a row: claimed with SKIP LOCKED and gone with the effect's
 * commit, so that replicas share the work and a crash repeats nothing. A tick costs what is due, not what is
 * open.
 */
@Injectable()
export class Timers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Timers.name);
  private readonly loop = new Loop('timers', (isStopped) => this.serve(isStopped));
  private readonly useCases: ReadonlyMap<string, AnyUseCase>;

  constructor(
    @Inject(MESSAGING) private readonly options: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(Relay) private readonly relay: Pick<Relay, 'wake'>,
  ) {
    const all = [...options.timed, ...options.schedule.map(({ useCase }) => useCase)];
    this.useCases = new Map(all.map((useCase) => [useCase.name, useCase]));
  }

  onApplicationBootstrap(): void {
    if (this.useCases.size > 0) this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** Says that something may be due before the next look. */
  wake(): void {
    this.loop.wake();
  }

  /** The use cases whose timers are run here. */
  get names(): readonly string[] {
    return [...this.useCases.keys()];
  }

  /** Runs what is due, at most one batch; the count says whether more may be. */
  async tick(): Promise<number> {
    const now = this.clock.dueUntil();
    const known = this.names;
    let due: readonly Due[] = [];
    try {
      const hasEvents = await inTransaction(this.dataSource, { actor: 'service' }, async (transaction) => {
        due = await claimDue(transaction.manager, now, known);
        const unit = new Unit(transaction, now);
        for (const together of this.stretches(due))
          await all(together.map((turn) => this.inTurn(unit, turn)));
        return unit.flush();
      });
      if (hasEvents) this.relay.wake();
    } catch (error) {
      if (due.length === 0 || isTransient(error)) throw error;
      for (const timer of due) await this.fireAlone(timer, now);
    }
    return due.length;
  }

  private async serve(isStopped: () => boolean): Promise<void> {
    await this.startSchedule();
    while (!isStopped()) if ((await this.tick()) < BATCH) await this.loop.pause(500);
  }

  /** Due timers in their order, each stretch parted by what its timers are about. */
  private stretches(due: readonly Due[]): readonly (readonly Due[])[][] {
    const stretches: Map<string, Due[]>[] = [];
    let isOpen = false;
    for (const timer of due) {
      const { about } = this.useCases.get(timer.useCase)!;
      if (!isOpen || !about) stretches.push(new Map());
      isOpen = about !== undefined;
      const thing = about?.(timer.input as never) ?? '';
      const turns = stretches.at(-1)!;
      turns.set(thing, [...(turns.get(thing) ?? []), timer]);
    }
    return stretches.map((turns) => [...turns.values()]);
  }

  private async inTurn(unit: Unit, timers: readonly Due[]): Promise<void> {
    for (const timer of timers) await this.fire(unit, timer);
  }

  /** A schedule that was missed runs once, late; what was set for an instant keeps it as far as it can. */
  private async fire(unit: Unit, { useCase: name, key, input, dueAt: setFor }: Due): Promise<void> {
    const useCase = this.useCases.get(name)! as UseCase<object, Answer>;
    const asked = { actor: 'service', by: 'timer', key, unit } as const;
    const now = key === SCHEDULED ? unit.now : this.clock.at(setFor);
    await unit.run(useCase, await checked(useCase.input, input), asked, now);
    timersFired.inc({ use_case: name });
    const scheduled = this.options.schedule.find((entry) => entry.useCase.name === name);
    if (key !== SCHEDULED || !scheduled) return;
    const dueAt = new Date(unit.now.getTime() + scheduled.everySeconds * 1000);
    scheduleTimers(unit.transaction, [{ useCase: scheduled.useCase, key, dueAt, input }]);
  }

  /** One that fails does not hold up the others: it is tried again later, and less and less often. */
  private async fireAlone(timer: Due, now: Date): Promise<void> {
    const of = [timer.useCase, timer.key];
    try {
      await inTransaction(this.dataSource, { actor: 'service' }, async (transaction) => {
        const { manager } = transaction;
        const [taken] = rowsOf<Pick<Due, 'input'>>(
          await manager.query(
            `DELETE FROM timers WHERE use_case = $1 AND key = $2 AND due_at <= $3 RETURNING input`,
            [...of, now],
          ),
        );
        if (!taken) return;
        const unit = new Unit(transaction, now);
        await this.fire(unit, { ...timer, ...taken });
        await unit.flush();
      });
      this.relay.wake();
    } catch (error) {
      if (isTransient(error)) throw error;
      const reason = messageOf(error);
      this.logger.error(`The timer ${timer.useCase} ${timer.key} failed: ${reason}`);
      await this.dataSource.query(
        `UPDATE timers SET attempts = attempts + 1, error = $3,
           due_at = $4::timestamptz + least(3600, power(2, least(attempts, 12))) * interval '1 second'
         WHERE use_case = $1 AND key = $2 AND due_at <= $4 -- not one that was set anew meanwhile`,
        [...of, reason, now],
      );
    }
  }

  private async startSchedule(): Promise<void> {
    for (const { useCase } of this.options.schedule) {
      await this.dataSource.query(
        `INSERT INTO timers (use_case, key, due_at, input) VALUES ($1, $2, $3, '{}') ON CONFLICT DO NOTHING`,
        [useCase.name, SCHEDULED, this.clock.now()],
      );
    }
  }
}

/** Waits for all, also where one fails: what is under way may not outlive its transaction. */
async function all(running: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(running);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function claimDue(
  manager: EntityManager,
  now: Date,
  known: readonly string[],
): Promise<readonly Due[]> {
  return rowsOf<Due>(
    await manager.query(
      `WITH due AS (
         SELECT use_case, key, due_at FROM timers WHERE due_at <= $1 AND use_case = ANY($2)
         ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED),
       claimed AS (
         DELETE FROM timers t USING due d WHERE t.use_case = d.use_case AND t.key = d.key
         RETURNING t.use_case, t.key, t.input, t.due_at)
       SELECT use_case AS "useCase", key, input, due_at AS "dueAt" FROM claimed
       ORDER BY key = '${SCHEDULED}', due_at, key -- a schedule sees what came due before`,
      [now, known],
    ),
  );
}

/** TypeORM answers a DELETE with [rows, count] and a SELECT with rows. */
function rowsOf<T>(result: unknown): readonly T[] {
  const list = result as readonly unknown[];
  return (Array.isArray(list[0]) ? list[0] : list) as readonly T[];
}
