import { eventually, fixedClock, startBus, startDatabase } from '@steward/testing';
import type { TestBus, TestDatabase } from '@steward/testing';
import { connect, type JetStreamManager, type NatsConnection } from 'nats';
import { v7 as uuidv7 } from 'uuid';
import { Bus, inTransaction, provisionStreams, Relay, Transaction, Unit, UseCases } from '.';
import { plainHeaders } from './cloud-event';
import { approveContract, journalDatabase } from './journal.fixture';
import { proxyTo } from './proxy.fixture';

const clock = fixedClock('2026-03-02T01:00:00.000Z');
const LEGAL = 'LEGAL' as const;
const TYPE = 'contracts.contract.approved.v1';
let database: TestDatabase;
let broker: TestBus;
let connection: NatsConnection;
let manager: JetStreamManager;
let stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [database, broker] = await Promise.all([
    startDatabase({ service: 'journal', options: journalDatabase }),
    startBus(),
  ]);
  connection = await connect({ servers: broker.url });
  manager = await connection.jetstreamManager();
  await provisionStreams(manager, 1);
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});
afterAll(async () => {
  await connection.close();
  await Promise.all([database.stop(), broker.stop()]);
});

function startRelay(natsUrl = broker.url): Relay {
  const bus = new Bus({ service: 'journal', natsUrl });
  const relay = new Relay({ databaseUrl: database.appUrl }, bus);
  relay.onApplicationBootstrap();
  stops.push(async () => {
    await relay.stop();
    await bus.onApplicationShutdown();
  });
  return relay;
}

/** Approves one contract and returns its id. */
async function approve(relay: Pick<Relay, 'wake'> = { wake: () => undefined }, trace?: string) {
  const contractId = uuidv7();
  const asked = { actor: 'enterprise', by: 'li-na', key: contractId, ...(trace && { trace }) } as const;
  const useCases = new UseCases(database.app, clock, relay);
  await useCases.run(approveContract, { contractId, discipline: 'LEGAL' }, asked);
  return contractId;
}

/** The aggregates of all events on the stream, in its order. */
async function onStream(): Promise<(string | undefined)[]> {
  const { state } = await manager.streams.info('CONTRACTS');
  const all: (string | undefined)[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
    all.push((await manager.streams.getMessage('CONTRACTS', { seq })).header.get('ce-subject'));
  }
  return all;
}
const reaches = (contractId: string, times = 1) =>
  eventually(async () =>
    expect((await onStream()).filter((id) => id === contractId)).toEqual(Array(times).fill(contractId)),
  );
const unpublished = async () => {
  const [row] = await database.owner.query<[{ count: number }]>(
    'SELECT count(*)::int FROM outbox WHERE published_at IS NULL',
  );
  return row.count;
};
const relayLocks = () =>
  database.app.query<{ pid: number }[]>(
    `SELECT pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
     WHERE locktype = 'advisory' AND classid = 1 AND granted AND datname = current_database()`,
  );

it('an event on the stream is a CloudEvent in binary mode, and its row says that it is published', async () => {
  const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const contractId = await approve(startRelay(), trace);
  await reaches(contractId);
  await eventually(async () => expect(await unpublished()).toBe(0));

  const message = await manager.streams.getMessage('CONTRACTS', { last_by_subj: TYPE });
  const [row] = await database.owner.query(`SELECT id FROM outbox WHERE aggregate_id = $1`, [contractId]);
  expect(plainHeaders(message.header)).toEqual({
    'Nats-Msg-Id': row.id,
    'Nats-Expected-Stream': 'CONTRACTS',
    'ce-specversion': '1.0',
    'ce-id': row.id,
    'ce-type': TYPE,
    'ce-source': '/steward/contracts',
    'ce-subject': contractId,
    'ce-time': '2026-03-02T01:00:00.000Z',
    'ce-recordedtime': expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
    'ce-aggregateversion': '1',
    'ce-epoch': '1',
    'ce-dataschema': `urn:steward:event:${TYPE}`,
    'content-type': 'application/json',
    traceparent: trace,
  });
  expect(message.json()).toEqual({
    contractId,
    discipline: 'LEGAL',
    approvedAt: '2026-03-02T01:00:00.000Z',
  });
});

it('an event whose transaction commits late is published, though others were relayed before it', async () => {
  startRelay();
  const late = uuidv7();
  const runner = database.app.createQueryRunner();
  await runner.startTransaction();
  const unit = new Unit(new Transaction(runner.manager, await runner.connect()), clock.now());
  const asked = { actor: 'enterprise', by: 'li-na', key: late } as const;
  await unit.run(approveContract, { contractId: late, discipline: LEGAL }, asked);
  await unit.flush();

  const early = await approve();
  await reaches(early);
  expect(await onStream()).not.toContain(late);
  await runner.commitTransaction();
  await runner.release();
  await reaches(late);

  const positions = await database.owner.query<{ id: string }[]>(
    `SELECT aggregate_id AS id FROM outbox WHERE aggregate_id = ANY($1) ORDER BY position`,
    [[early, late]],
  );
  expect(positions.map(({ id }) => id)).toEqual([late, early]); // the late one has the lower position
});

it('with the broker away commands go on, and all is published in order once it comes and after it was gone', async () => {
  const way = await proxyTo(broker.url);
  stops.push(way.cut);
  startRelay(way.url);
  const first = await approve();
  const second = await approve();
  await way.mend();
  await reaches(second);
  await way.cut();
  const third = await approve();
  await way.mend();
  await eventually(async () => expect((await onStream()).slice(-3)).toEqual([first, second, third]), {
    withinMs: 20_000,
  });
  await eventually(async () => expect(await unpublished()).toBe(0));
});

it('of two relays one is active, and the other takes over when the first loses its session', async () => {
  startRelay();
  startRelay();
  const [active, ...others] = await eventually(async () => {
    const locks = await relayLocks();
    expect(locks).toHaveLength(1);
    return locks;
  });
  expect(others).toEqual([]);
  await reaches(await approve());

  await database.app.query('SELECT pg_terminate_backend($1)', [active!.pid]);
  await reaches(await approve());
  await eventually(async () => expect((await relayLocks()).map(({ pid }) => pid)).not.toEqual([active!.pid]));
  expect(await relayLocks()).toHaveLength(1);
});

it('an event published again after a lost acknowledgement is stored once', async () => {
  const relay = startRelay();
  const contractId = await approve(relay);
  await reaches(contractId);
  await eventually(async () => expect(await unpublished()).toBe(0));
  await database.owner.query('UPDATE outbox SET published_at = NULL');
  await eventually(async () => expect(await unpublished()).toBe(0));
  await reaches(contractId, 1);
});

it('a thousand events of one transaction are on the stream in their order', async () => {
  const relay = startRelay();
  const before = (await onStream()).length;
  const contracts = Array.from({ length: 20 }, () => uuidv7());
  await inTransaction(database.app, { actor: 'service' }, async (transaction) => {
    const unit = new Unit(transaction, clock.now());
    const asked = { actor: 'enterprise', by: 'li-na', key: 'k' } as const;
    for (let n = 0; n < 1000; n += 1) {
      await unit.run(approveContract, { contractId: contracts[n % 20]!, discipline: LEGAL }, asked);
    }
    await unit.flush();
  });
  relay.wake();
  await eventually(async () => expect(await unpublished()).toBe(0));
  expect((await onStream()).slice(before)).toEqual(Array.from({ length: 1000 }, (_, n) => contracts[n % 20]));
});

describe('a backlog', () => {
  /** As a service that was long without a broker has it: contracts of one event each. */
  const pileUp = (count: number) =>
    database.owner.query(
      `INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at)
       SELECT gen_random_uuid(), $2, 'CONTRACTS', gen_random_uuid(), 1, '{}', now()
       FROM generate_series(1, $1::int)`,
      [count, TYPE],
    );
  const stored = async () => (await manager.streams.info('CONTRACTS')).state.messages;
  const isUnderWay = (backlog: number) =>
    eventually(async () => {
      const left = await unpublished();
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(backlog);
    });

  it('does not hold up an event that commits late until it is through', async () => {
    const late = uuidv7();
    const runner = database.app.createQueryRunner();
    await runner.startTransaction();
    const unit = new Unit(new Transaction(runner.manager, await runner.connect()), clock.now());
    const asked = { actor: 'enterprise', by: 'li-na', key: late } as const;
    await unit.run(approveContract, { contractId: late, discipline: LEGAL }, asked);
    await unit.flush();
    await pileUp(60_000);

    startRelay();
    await isUnderWay(60_000);
    await runner.commitTransaction();
    await runner.release();
    await eventually(async () => expect(await unpublished()).toBe(0), { withinMs: 25_000 });

    const [row] = await database.owner.query(
      `SELECT published_at < (SELECT max(published_at) FROM outbox) AS before FROM outbox WHERE aggregate_id = $1`,
      [late],
    );
    expect(row).toEqual({ before: true });
  });

  it('of which the broker refuses a part is stored whole, each event once, as soon as it takes them', async () => {
    const before = await stored();
    const { config } = await manager.streams.info('CONTRACTS');
    await manager.streams.update('CONTRACTS', { ...config, max_msgs: before + 1500 });
    await pileUp(5_000);
    startRelay();
    await eventually(async () => expect(await unpublished()).toBe(3_500));
    expect(await stored()).toBe(before + 1500);

    await manager.streams.update('CONTRACTS', config);
    await eventually(async () => expect(await unpublished()).toBe(0));
    expect(await stored()).toBe(before + 5_000);
  });

  it('during which the broker is lost is stored whole, each event once, when it is back', async () => {
    const before = await stored();
    const way = await proxyTo(broker.url);
    stops.push(way.cut);
    await way.mend();
    await pileUp(20_000);
    startRelay(way.url);
    await isUnderWay(20_000);
    await way.cut();
    expect(await unpublished()).toBeGreaterThan(0);
    await way.mend();
    await eventually(async () => expect(await unpublished()).toBe(0), { withinMs: 25_000 });
    expect(await stored()).toBe(before + 20_000);
  });
});

it('making the streams again changes nothing', async () => {
  const before = await manager.streams.info('CONTRACTS');
  expect(await provisionStreams(manager, 1)).toEqual([]);
  expect((await manager.streams.info('CONTRACTS')).config).toEqual(before.config);
  expect(before.config).toMatchObject({
    discard: 'new',
    deny_delete: true,
    deny_purge: true,
    storage: 'file',
  });
});
