import { contractApproved } from '@steward/events';
import { Bus, Relay, SystemClock, UseCases } from '@steward/messaging';
import type { TestDatabase } from '@steward/testing';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { inParallel, perSecond, sideBySide, type Benchmark } from './figure';
import { startReader, type Reader } from './reader';
import { approve, POOL, startBroker, startStore } from './store';

const WRITERS = 16;
const WRITES = 3_000;

export const effect: Benchmark = async () => {
  const [store, plain, broker] = await Promise.all([
    startStore('contracts'),
    startStore('plain'),
    startBroker(),
  ]);
  const options = { service: 'contracts', databaseUrl: store.appUrl, natsUrl: broker.url };
  const bus = new Bus(options);
  const relay = new Relay(options, bus);
  relay.onApplicationBootstrap();
  const useCases = new UseCases(store.app, new SystemClock(), relay);
  const reader = await startReader(contractApproved.type, broker.url);
  try {
    const found = await sideBySide(
      () => writeAndWait(useCases, reader),
      () => insertTwice(plain),
    );
    return [
      {
        what: `write + event to the committed effect in another service's database, ${WRITERS} writers`,
        against: 'two raw inserts in one transaction, no consumer',
        demanded: { atLeast: 0.6 },
        ...found,
      },
    ];
  } finally {
    await relay.stop();
    await bus.onApplicationShutdown();
    await reader.stop();
    await Promise.all([store.stop(), plain.stop(), broker.stop()]);
  }
};

/** With idempotency key and audit, as every command. */
function writeAndWait(useCases: UseCases, reader: Reader): Promise<number> {
  return perSecond(WRITES, async () => {
    let left = WRITES;
    const committed = new Promise<void>((done) =>
      reader.onEffects((ids) => void ((left -= ids.length) === 0 && done())),
    );
    await inParallel(WRITERS, WRITES, () => {
      const asked = { actor: 'enterprise', by: 'bench', key: randomUUID() } as const;
      return useCases.run(approve, { contractId: randomUUID() }, asked);
    });
    await committed;
  });
}

async function insertTwice({ appUrl }: TestDatabase): Promise<number> {
  const pool = new Pool({ connectionString: appUrl, max: POOL });
  const clients = await Promise.all(Array.from({ length: WRITERS }, () => pool.connect()));
  const approvedAt = new Date().toISOString();
  const rate = await perSecond(WRITES, () =>
    inParallel(WRITERS, WRITES, async (_, lane) => {
      const client = clients[lane]!;
      const contractId = randomUUID();
      const data = JSON.stringify({ contractId, discipline: 'LEGAL', approvedAt });
      await client.query('BEGIN');
      await client.query('INSERT INTO effects VALUES ($1, $2, 1)', [randomUUID(), contractId]);
      await client.query(
        `INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at)
         VALUES ($1, $2, 'CONTRACTS', $3, 1, $4, $5)`,
        [randomUUID(), contractApproved.type, contractId, data, approvedAt],
      );
      await client.query('COMMIT');
    }),
  );
  clients.forEach((client) => client.release());
  await pool.end();
  return rate;
}
