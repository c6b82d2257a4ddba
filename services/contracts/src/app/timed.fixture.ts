import { Timers, UseCases } from '@steward/messaging';
import { fixedClock, startDatabase, type FixedClock, type TestDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { contractsDatabase } from '../storage/data-source';
import { admitted } from './in-force.fixture';

/** The service's use cases and timers on a database of their own; the vendor is admitted. */
export class TimedContracts {
  private constructor(
    readonly database: TestDatabase,
    readonly clock: FixedClock,
    readonly useCases: UseCases,
    readonly timers: Timers,
  ) {}

  static async start(now: string): Promise<TimedContracts> {
    const database = await startDatabase({ service: 'contracts', options: contractsDatabase });
    const clock = fixedClock(now);
    const relay = {
      wake: () => undefined,
      onApplicationBootstrap: () => undefined,
      stop: async () => undefined,
    };
    const options = { service: 'contracts', databaseUrl: database.appUrl, natsUrl: '', timed, schedule };
    const needed = relay as unknown as ConstructorParameters<typeof Timers>[3];
    const useCases = new UseCases(database.app, clock, relay);
    await admitted(useCases);
    return new TimedContracts(database, clock, useCases, new Timers(options, database.app, clock, needed));
  }

  /** Lets the clock go to an instant and runs what is due then. */
  async goTo(iso: string): Promise<void> {
    this.clock.set(iso);
    while ((await this.timers.tick()) > 0);
  }

  /** The types of what was announced of a contract, oldest first, without its way into force. */
  async told(contractId: string): Promise<string[]> {
    const rows = await this.database.owner.query<{ type: string }[]>(
      `SELECT type FROM outbox
       WHERE data->>'contractId' = $1 AND type !~ '(drafted|approved|signed|activated)\\.v1$'
       ORDER BY position`,
      [contractId],
    );
    return rows.map(({ type }) => type.replace(/^contracts\.|\.v1$/g, ''));
  }

  /** What was announced of a type, oldest first. */
  async dataOf<T = Record<string, unknown>>(type: string, contractId: string): Promise<T[]> {
    const rows = await this.database.owner.query<{ data: T }[]>(
      `SELECT data FROM outbox WHERE type = $1 AND data->>'contractId' = $2 ORDER BY position`,
      [type, contractId],
    );
    return rows.map(({ data }) => data);
  }

  /** Changes rows past the rules. The CHECKs have the last word. */
  async forge(statement: string): Promise<void> {
    await this.database.owner.transaction(async (manager) => {
      await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
      await manager.query(statement);
    });
  }
}
