import { contractApproved } from '@steward/events';
import { createMessaging, provisionStreams, useCase, type Tx } from '@steward/messaging';
import { CONNECTIONS } from '@steward/platform';
import { startBus, startDatabase, type TestBus, type TestDatabase } from '@steward/testing';
import { IsInt, IsUUID } from 'class-validator';
import { connect, type JetStreamManager, type NatsConnection } from 'nats';
import { register, type Counter } from 'prom-client';
import type { DataSourceOptions, MigrationInterface, QueryRunner } from 'typeorm';

/** Connections of a pool, as a service has them. */
export const POOL = 16;

const createEffects = (appRole: string) =>
  class CreateEffects1763900000001 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        CREATE TABLE effects (id uuid PRIMARY KEY, aggregate_id uuid NOT NULL, version bigint NOT NULL);
        GRANT SELECT, INSERT ON effects TO ${appRole};`);
    }

    async down(): Promise<void> {
      throw new Error('Migrations go forward only.');
    }
  };

/** The database of the smallest service: what messaging needs, and a table of one row an event. */
export const storeOptions =
  (service: string) =>
  (url: string): DataSourceOptions => ({
    type: 'postgres',
    url,
    poolSize: POOL,
    extra: CONNECTIONS,
    migrations: [...createMessaging(`${service}_app`), createEffects(`${service}_app`)],
  });
export const startStore = (service: string): Promise<TestDatabase> =>
  startDatabase({ service, options: storeOptions(service) });

export class RecordEffect {
  @IsUUID() id!: string;
  @IsUUID() aggregateId!: string;
  @IsInt() version!: number;
}

/** One row an event; the rows of a batch are one statement. */
export const recordEffect = useCase(RecordEffect, async (tx, effect) => {
  tx.gather(insertEffects, effect);
  return {};
});

/** Says on the channel `effects` whose rows were committed. */
async function insertEffects(tx: Tx, effects: readonly RecordEffect[]): Promise<void> {
  await tx.manager.query(
    `WITH inserted AS (
       INSERT INTO effects SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) RETURNING aggregate_id)
     SELECT pg_notify('effects', string_agg(aggregate_id::text, ',')) FROM inserted`,
    [
      effects.map(({ id }) => id),
      effects.map(({ aggregateId }) => aggregateId),
      effects.map(({ version }) => version),
    ],
  );
}

export class Approve {
  @IsUUID() contractId!: string;
}

/** The smallest command that tells something: a row and an event. */
export const approve = useCase(Approve, async (tx, { contractId }) => {
  await tx.manager.query('INSERT INTO effects VALUES ($1, $2, 1)', [tx.newId(), contractId]);
  tx.publish([contractApproved({ contractId, discipline: 'LEGAL', approvedAt: tx.now })]);
  return { contractId };
});

export type Broker = TestBus & { readonly connection: NatsConnection; readonly manager: JetStreamManager };

/** A NATS server with all streams, and a connection to it that costs no more than ours do. */
export async function startBroker(): Promise<Broker> {
  const bus = await startBus();
  const connection = await connect({ servers: bus.url, noAsyncTraces: true });
  const manager = await connection.jetstreamManager();
  await provisionStreams(manager, 1);
  const stop = async () => {
    await connection.close();
    await bus.stop();
  };
  return { ...bus, connection, manager, stop };
}

/** Waits until a counter of this process has risen by `count` beyond `from`: that costs no query. */
export async function untilCounted(name: string, count: number, from: number): Promise<void> {
  while ((await counted(name)) < from + count) await new Promise((resolve) => setTimeout(resolve, 2));
}

export async function counted(name: string): Promise<number> {
  const { values } = await (register.getSingleMetric(name) as Counter).get();
  return values.reduce((sum, { value }) => sum + value, 0);
}
