import { importedId } from '@steward/domain';
import { Bus, Relay, Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { riskDatabase } from '../storage/data-source';

export const vendorId = '0195540a-0000-7000-8000-00000000000a';
export const contractId = '0195540a-0000-7000-8000-000000000001';
export const vendor: Actor = `vendor:${vendorId}`;

/** The service's use cases and timers on a database of their own; nothing is announced to anybody. */
export async function startTimed(now: string) {
  const database: TestDatabase = await startDatabase({ service: 'risk', options: riskDatabase });
  const clock = fixedClock(now);
  const broker = { service: 'risk', natsUrl: 'nats://127.0.0.1:1', databaseUrl: database.appUrl };
  const relay = new Relay(broker, new Bus(broker)); // never started
  const useCases = new UseCases(database.app, clock, relay);
  const timers = new Timers({ ...broker, timed, schedule }, database.app, clock, relay);
  let keys = 0;
  return {
    database,
    clock,
    useCases,
    as: (by: string, actor: Actor = 'enterprise') => ({
      ...{ actor, by, key: importedId('key', `${(keys += 1)}`) },
    }),
    fact: () => ({ actor: 'service' as const, by: 'fact', key: importedId('key', `${(keys += 1)}`) }),
    /** Lets the clock go to an instant and runs what is due then. */
    goTo: async (iso: string) => {
      clock.set(iso);
      while ((await timers.tick()) > 0);
    },
    /** What was announced of types, oldest first, as `risk.escalated`. */
    told: async (like: string): Promise<string[]> => {
      const rows = await database.owner.query<{ type: string }[]>(
        'SELECT type FROM outbox WHERE type LIKE $1 ORDER BY position',
        [`risk.${like}`],
      );
      return rows.map(({ type }) => type.replace(/^risk\.|\.v1$/g, ''));
    },
    /** The data of a type, oldest first. */
    dataOf: async (type: string): Promise<Record<string, unknown>[]> => {
      const rows = await database.owner.query<{ data: Record<string, unknown> }[]>(
        'SELECT data FROM outbox WHERE type = $1 ORDER BY position',
        [type],
      );
      return rows.map(({ data }) => data);
    },
  };
}
