import { Controller } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { contractApproved, contractSigned, vendorAdmitted } from '@steward/events';
import { eventually, startBus, startDatabase, type TestBus, type TestDatabase } from '@steward/testing';
import { AckPolicy, connect, nanos } from 'nats';
import type { JetStreamClient, JetStreamManager, NatsConnection } from 'nats';
import { v7 as uuidv7 } from 'uuid';
import { provisionStreams, SystemClock } from '.';
import { plainHeaders, readEvent } from './cloud-event';
import { Inbox } from './inbox';
import { approveContract, idOf, journalDatabase, publishApproval, publishGarbage } from './journal.fixture';
import { startJournal, type Journal } from './journal.fixture';

let database: TestDatabase;
let broker: TestBus;
let connection: NatsConnection;
let manager: JetStreamManager;
let jetStream: JetStreamClient;
let running: Journal[] = [];

beforeEach(async () => {
  [database, broker] = await Promise.all([
    startDatabase({ service: 'journal', options: journalDatabase }),
    startBus(),
  ]);
  connection = await connect({ servers: broker.url });
  manager = await connection.jetstreamManager();
  jetStream = connection.jetstream();
  await provisionStreams(manager, 1);
});
afterEach(async () => {
  await Promise.all(running.map((journal) => journal.stop()));
  running = [];
  await connection.close();
  await Promise.all([database.stop(), broker.stop()]);
});

async function start(options: Partial<Parameters<typeof startJournal>[0]> = {}): Promise<Journal> {
  const journal = await startJournal({ databaseUrl: database.appUrl, natsUrl: broker.url, ...options });
  running.push(journal);
  return journal;
}
const rows = (contractId?: string) =>
  database.owner.query<{ replica: string; event_id: string; version: number }[]>(
    `SELECT replica, event_id, version::int FROM journal WHERE $1::uuid IS NULL OR aggregate_id = $1
     ORDER BY position`,
    [contractId ?? null],
  );
const versions = async (contractId: string) => (await rows(contractId)).map(({ version }) => version);
const oneTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);
const parked = () =>
  database.owner.query<{ event_id: string; error: string; attempts: number; data: Buffer }[]>(
    'SELECT * FROM parked_events',
  );
const allAcked = () =>
  eventually(async () => {
    const { num_ack_pending, num_pending } = await manager.consumers.info('CONTRACTS', 'journal');
    expect([num_ack_pending, num_pending]).toEqual([0, 0]);
  });

it('a command’s event reaches the subscriber of another replica, once, and is acknowledged', async () => {
  const journal = await start();
  const contractId = uuidv7();
  const asked = { actor: 'enterprise', by: 'li-na', key: 'k' } as const;
  await journal.useCases.run(approveContract, { contractId, discipline: 'LEGAL' }, asked);
  await eventually(async () => expect(await versions(contractId)).toEqual([1]));
  await allAcked();
});

it('a consumer that died between commit and acknowledgement has applied once', async () => {
  const contractId = uuidv7();
  const durable = { durable_name: 'journal', ack_policy: AckPolicy.Explicit, ack_wait: nanos(1000) };
  await manager.consumers.add('CONTRACTS', { ...durable, filter_subject: 'contracts.contract.>' });
  await publishApproval(jetStream, { contractId, version: 1 });
  await publishApproval(jetStream, { contractId, version: 2 });

  const consumer = await jetStream.consumers.get('CONTRACTS', 'journal');
  const message = await consumer.next();
  const event = readEvent('CONTRACTS', plainHeaders(message!.headers), message!.data);
  const applied: string[] = [];
  const inbox = new Inbox(
    'CONTRACTS',
    new Map([[contractApproved.type, async (_, context) => void applied.push(context.event.eventId)]]),
    database.app,
    new SystemClock(),
    () => undefined,
  );
  await inbox.take([event!]);
  expect(applied).toEqual([idOf({ contractId, version: 1 })]);

  await start();
  await eventually(async () => expect(await versions(contractId)).toEqual([2]));
  await allAcked();
  expect(await versions(contractId)).toEqual([2]);
});

describe('two replicas', () => {
  const contracts = Array.from({ length: 10 }, () => uuidv7());
  const publishTo = async (first: number, last: number) => {
    for (let version = first; version <= last; version += 1) {
      await Promise.all(contracts.map((contractId) => publishApproval(jetStream, { contractId, version })));
    }
  };
  const activeAfter = (count: number) =>
    eventually(async () => {
      const seen = await rows();
      expect(seen.length).toBeGreaterThanOrEqual(count);
      return seen.at(-1)!.replica;
    });
  const allApplied = (last: number) =>
    eventually(
      async () => {
        for (const contract of contracts) expect(await versions(contract)).toEqual(oneTo(last));
      },
      { withinMs: 25_000 },
    );

  it('apply each event once and in order, also when the active one is stopped midway', async () => {
    const replicas = new Map([
      ['one', await start({ name: 'one' })],
      ['two', await start({ name: 'two' })],
    ]);
    const publishing = publishTo(1, 60);
    const first = await activeAfter(50);
    await replicas.get(first)!.stop();
    await publishing;
    await publishTo(61, 80);
    await allApplied(80);
    expect(new Set((await rows()).map(({ replica }) => replica))).toEqual(new Set(['one', 'two']));
    await allAcked();
  });

  it('go on where the active one loses its lock but lives', async () => {
    await start({ name: 'one' });
    await start({ name: 'two' });
    const publishing = publishTo(1, 40);
    await activeAfter(50);
    const ended = await database.app.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 2 AND granted`,
    );
    expect(ended.length).toBeGreaterThanOrEqual(1);
    await publishing;
    await allApplied(40);
    await allAcked();
  });
});

describe('what comes over the wire', () => {
  it('in the wrong order, is applied in the right one', async () => {
    await start();
    const contractId = uuidv7();
    for (const version of [3, 2, 1, 4]) await publishApproval(jetStream, { contractId, version });
    await eventually(async () => expect(await versions(contractId)).toEqual([1, 2, 3, 4]));
    await allAcked();
  });

  it('without a readable envelope, is parked once with its bytes, and the rest goes on', async () => {
    await start();
    const contractId = uuidv7();
    await publishGarbage(jetStream, uuidv7());
    await publishApproval(jetStream, { contractId, version: 1, eventId: 'no-uuid' });
    await publishApproval(jetStream, { contractId, version: 1 });
    await eventually(async () => expect(await versions(contractId)).toEqual([1]));
    expect(await parked()).toMatchObject([
      { error: 'The envelope is not a CloudEvent of this subject.', data: Buffer.from([0, 255]) },
      { error: 'The envelope is not a CloudEvent of this subject.' },
    ]);
    await allAcked();
  });

  it('and fails in its handler, is parked with the handler’s own words', async () => {
    const [sick, healthy] = [uuidv7(), uuidv7()];
    await start({
      onApproval: ({ event }) => {
        if (event.aggregateId === sick) throw new Error('The contract is not known here.');
      },
    });
    await publishApproval(jetStream, { contractId: sick, version: 1 });
    await publishApproval(jetStream, { contractId: healthy, version: 1 });
    await eventually(async () => expect(await versions(healthy)).toEqual([1]));
    await eventually(async () =>
      expect(await parked()).toMatchObject([{ error: 'The contract is not known here.', attempts: 8 }]),
    );
  });

  it('and meets a deadlock in its handler, is applied at a later delivery and never parked', async () => {
    let faults = 2;
    await start({
      onApproval: () => {
        faults -= 1;
        if (faults >= 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      },
    });
    const contractId = uuidv7();
    await publishApproval(jetStream, { contractId, version: 1 });
    await eventually(async () => expect(await versions(contractId)).toEqual([1]));
    expect(await parked()).toEqual([]);
    await allAcked();
  });
});

describe('handlers', () => {
  it('of one event in several places take turns, each once', async () => {
    const turns: string[] = [];
    const takeTurn = async (name: string) => {
      turns.push(`${name} begins`);
      await new Promise((done) => setImmediate(done));
      turns.push(`${name} ends`);
    };
    @Controller()
    class First {
      @EventPattern(contractApproved.type)
      approved() {
        return takeTurn('first');
      }
    }
    @Controller()
    class Second {
      @EventPattern(contractApproved.type)
      approved() {
        return takeTurn('second');
      }
    }
    await start({ controllers: [First, Second] });
    await publishApproval(jetStream, { contractId: uuidv7(), version: 1 });
    await eventually(() => expect(turns).toHaveLength(4));
    expect(turns).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('of an event that nobody publishes stop the boot', async () => {
    @Controller()
    class Hopeful {
      @EventPattern('contracts.contract.applauded.v1')
      applauded() {
        return undefined;
      }
    }
    await expect(start({ controllers: [Hopeful] })).rejects.toThrow(
      'Nobody publishes contracts.contract.applauded.v1.',
    );
  });

  it('of two producers have a durable in each stream, filtered only to a whole aggregate', async () => {
    @Controller()
    class Wide {
      @EventPattern(contractApproved.type)
      @EventPattern(contractSigned.type)
      contract() {
        return undefined;
      }
      @EventPattern(vendorAdmitted.type)
      vendor() {
        return undefined;
      }
    }
    await start({ controllers: [Wide] });
    for (const [stream, filter] of [
      ['CONTRACTS', 'contracts.contract.>'],
      ['VENDORS', 'vendors.vendor.>'],
    ] as const) {
      const { config } = await eventually(() => manager.consumers.info(stream, 'journal'));
      expect(config).toMatchObject({ filter_subject: filter, ack_policy: 'explicit', max_deliver: -1 });
    }
  });
});
