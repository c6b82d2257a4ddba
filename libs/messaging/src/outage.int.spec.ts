import { eventually, startBus, startDatabase, type TestBus, type TestDatabase } from '@steward/testing';
import { AckPolicy, connect, nanos } from 'nats';
import type { JetStreamClient, JetStreamManager, NatsConnection } from 'nats';
import { v7 as uuidv7 } from 'uuid';
import { provisionStreams } from '.';
import { approveContract, journalDatabase, publishApproval } from './journal.fixture';
import { startJournal, type Journal } from './journal.fixture';
import { proxyTo, type Proxy } from './proxy.fixture';

let database: TestDatabase;
let broker: TestBus;
let connection: NatsConnection;
let manager: JetStreamManager;
let jetStream: JetStreamClient;
let way: Proxy;
let running: Journal[] = [];

beforeEach(async () => {
  [database, broker] = await Promise.all([
    startDatabase({ service: 'journal', options: journalDatabase }),
    startBus(),
  ]);
  way = await proxyTo(broker.url);
  connection = await connect({ servers: broker.url });
  manager = await connection.jetstreamManager();
  jetStream = connection.jetstream();
  await provisionStreams(manager, 1);
});
afterEach(async () => {
  await Promise.all(running.map((journal) => journal.stop()));
  running = [];
  await way.cut();
  await connection.close();
  await Promise.all([database.stop(), broker.stop()]);
});

async function start(options: Partial<Parameters<typeof startJournal>[0]> = {}): Promise<Journal> {
  const journal = await startJournal({ databaseUrl: database.appUrl, natsUrl: broker.url, ...options });
  running.push(journal);
  return journal;
}
const rows = (contractId?: string) =>
  database.owner.query<{ version: number }[]>(
    `SELECT version::int FROM journal WHERE $1::uuid IS NULL OR aggregate_id = $1
     ORDER BY position`,
    [contractId ?? null],
  );
const versions = async (contractId: string) => (await rows(contractId)).map(({ version }) => version);
const allAcked = () =>
  eventually(async () => {
    const { num_ack_pending, num_pending } = await manager.consumers.info('CONTRACTS', 'journal');
    expect([num_ack_pending, num_pending]).toEqual([0, 0]);
  });

describe('the durable', () => {
  it('with another filter than the handlers need is made anew, and nothing is applied twice', async () => {
    const contractId = uuidv7();
    await publishApproval(jetStream, { contractId, version: 1 });
    const first = await start();
    await eventually(async () => expect(await versions(contractId)).toEqual([1]));
    await first.stop();
    await manager.consumers.delete('CONTRACTS', 'journal');
    const durable = { durable_name: 'journal', ack_policy: AckPolicy.Explicit };
    await manager.consumers.add('CONTRACTS', { ...durable, filter_subject: 'contracts.amendment.>' });

    await start();
    await publishApproval(jetStream, { contractId, version: 2 });
    await eventually(async () => expect(await versions(contractId)).toEqual([1, 2]));
    await allAcked();
    expect(await versions(contractId)).toEqual([1, 2]);
  });

  it('with older settings gets the present ones and keeps its place', async () => {
    const filter = { filter_subject: 'contracts.contract.>' };
    const older = { ...filter, ack_wait: nanos(1000), max_ack_pending: 7 };
    const durable = { durable_name: 'journal', ack_policy: AckPolicy.Explicit, ...older };
    const { created } = await manager.consumers.add('CONTRACTS', durable);
    await start();
    const { config, ...info } = await eventually(async () => {
      const found = await manager.consumers.info('CONTRACTS', 'journal');
      expect(found.config.max_ack_pending).toBe(1000);
      return found;
    });
    expect(config).toMatchObject({ ...filter, ack_wait: nanos(10_000), description: 'epoch 1' });
    expect(info.created).toBe(created);
  });

  it('that somebody deleted is made anew', async () => {
    const contractId = uuidv7();
    await start();
    await publishApproval(jetStream, { contractId, version: 1 });
    await eventually(async () => expect(await versions(contractId)).toEqual([1]));
    await manager.consumers.delete('CONTRACTS', 'journal');
    await publishApproval(jetStream, { contractId, version: 2 });
    await eventually(async () => expect(await versions(contractId)).toEqual([1, 2]), { withinMs: 25_000 });
  });
});

describe('a broker that is away', () => {
  it('for a while loses nothing', async () => {
    await start({ natsUrl: way.url });
    const contractId = uuidv7();
    await publishApproval(jetStream, { contractId, version: 1 });
    await way.mend();
    await eventually(async () => expect(await versions(contractId)).toEqual([1]));
    await way.cut();
    await publishApproval(jetStream, { contractId, version: 2 });
    await way.mend();
    // What a pull asked for before the cut is asked again once it has expired.
    await eventually(async () => expect(await versions(contractId)).toEqual([1, 2]), { withinMs: 25_000 });
    await allAcked();
  });
});

/** An unhandled rejection would fail the test: the runner sees to that. */
describe('stopping', () => {
  const sessions = async () => {
    const [row] = await database.owner.query<[{ count: number }]>(
      `SELECT count(*)::int FROM pg_stat_activity
       WHERE datname = current_database() AND usename = 'journal_app'`,
    );
    return row.count;
  };
  it('closes consumers, relay, timers, broker and database', async () => {
    await way.mend();
    const before = await sessions();
    const journal = await start({ natsUrl: way.url });
    await publishApproval(jetStream, { contractId: uuidv7(), version: 1 });
    await eventually(async () => expect(await rows()).toHaveLength(1));
    expect(await sessions()).toBeGreaterThan(before);
    expect(way.open()).toBeGreaterThan(0);
    await journal.stop();
    await eventually(async () => expect(await sessions()).toBe(before));
    await eventually(() => expect(way.open()).toBe(0));
  });

  it('works while the broker has never been there', async () => {
    const before = await sessions();
    const journal = await start({ natsUrl: way.url });
    await eventually(async () => expect(await sessions()).toBeGreaterThan(before));
    await journal.stop();
    await eventually(async () => expect(await sessions()).toBe(before));
  });

  it('works while the broker is gone', async () => {
    await way.mend();
    const before = await sessions();
    const journal = await start({ natsUrl: way.url });
    await publishApproval(jetStream, { contractId: uuidv7(), version: 1 });
    await eventually(async () => expect(await rows()).toHaveLength(1));
    await way.cut();
    const asked = { actor: 'enterprise', by: 'li-na', key: 'k' } as const;
    await journal.useCases.run(approveContract, { contractId: uuidv7(), discipline: 'LEGAL' }, asked);
    await journal.stop();
    await eventually(async () => expect(await sessions()).toBe(before));
  });
});
