import { eventually, startBus, startDatabase } from '@steward/testing';
import { nanos, StorageType } from 'nats';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { provisionStreams } from '.';
import { journalDatabase, publishApproval, type Journal } from './journal.fixture';
import { streamEpoch, streamIsMissing, streamRewinds } from './metrics';
import { contracts, each, Stage, STREAM, versionsBy } from './sweep.fixture';

let stage: Stage;
let rewindsBefore: number;
beforeEach(async () => {
  const journal = { service: 'journal', options: journalDatabase };
  const [producing, reading, broker] = await Promise.all([
    startDatabase(journal),
    startDatabase(journal),
    startBus(),
  ]);
  stage = await Stage.set({ producing, reading, broker, eventually });
  rewindsBefore = await figure(streamRewinds);
});
afterEach(() => stage.clear());

const figure = async (metric: typeof streamRewinds | typeof streamEpoch) =>
  (await metric.get()).values.find(({ labels }) => labels.stream === STREAM)?.value ?? 0;
const rewinds = async () => (await figure(streamRewinds)) - rewindsBefore;
const durable = () => stage.manager.consumers.info(STREAM, 'journal');
const lastSequence = async () => (await stage.manager.streams.info(STREAM)).state.last_seq;

it('a stream whose store was deleted is filled again in order, and a reader that had half of it has each effect once', async () => {
  let isHeld = false;
  const producer = await stage.startProducer();
  await stage.startReader(() => {
    if (isHeld) throw Object.assign(new Error('not now'), { code: '40P01' });
  });
  await stage.publish(producer, 30);
  await stage.reads(3);
  isHeld = true;
  await stage.publish(producer, 30);
  await stage.settledIn(1);

  await stage.restartBroker((dir) => rmSync(dir, { recursive: true }));
  await eventually(async () => expect(await figure(streamIsMissing)).toBe(1), { withinMs: 20_000 });
  await provisionStreams(stage.manager, 1);
  await stage.settledIn(2);
  isHeld = false;
  await stage.publish(producer, 10);
  await stage.reads(7);

  const kept = await stage.onStream();
  expect(versionsBy(kept)).toEqual(each(7));
  expect(new Set(kept.map(({ epoch }) => epoch))).toEqual(new Set(['2']));
  expect(versionsBy(kept.filter(({ again }) => again === '2'))).toEqual(each(6));
  expect(await figure(streamIsMissing)).toBe(0);
  expect(await figure(streamEpoch)).toBe(2);
  expect(await rewinds()).toBe(1);
}, 90_000);

type Restore = (dir: string, copy: string) => void;
const part = (dir: string, name: string) => join(dir, '$G', 'streams', STREAM, name);
const copyOf = (from: string, to: string) => {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
};
const newCopy = () => join(process.env['STEWARD_TEST_DIR']!, `copy-${uuidv7()}`);
const all: Restore = (dir, copy) => copyOf(copy, dir);
const withoutConsumers: Restore = (dir, copy) => {
  all(dir, copy);
  rmSync(part(dir, 'obs'), { recursive: true });
};
const messagesAlone: Restore = (dir, copy) => copyOf(part(copy, 'msgs'), part(dir, 'msgs'));

describe.each<[string, Restore]>([
  ['the whole store', all],
  ['the store without its consumers', withoutConsumers],
  ['the messages alone, behind their consumers', messagesAlone],
])('where %s is restored from an older copy', (_, restore) => {
  const live = async (count: number, last: number) => {
    const [producer, reader] = await Promise.all([stage.startProducer(), stage.startReader()]);
    await stage.publish(producer, count);
    await stage.reads(last);
    await Promise.all([producer.stop(), reader.stop()]);
  };

  it.each([
    [10, 'fewer'],
    [40, 'more'],
  ])(
    'and %i sequences are given out again before the sweep, %s than were lost, nobody loses anything',
    async (reused) => {
      const copy = newCopy();
      await live(30, 3);
      await stage.restartBroker((dir) => copyOf(dir, copy));
      await live(30, 6);

      await stage.restartBroker((dir) => restore(dir, copy));
      expect(await lastSequence()).toBe(30);
      await stage.publish(stage.startRelay(), reused);
      await stage.startReader();
      await eventually(durable);
      await stage.startProducer();

      await stage.settledIn(2);
      await stage.reads(6 + reused / 10);
      const kept = await stage.onStream();
      expect(new Set(kept.map(({ id }) => id)).size).toBe(60 + reused);
      expect(kept).toHaveLength(60 + reused);
      expect(versionsBy(kept.filter(({ again }) => again))).toEqual(contracts.map(() => [4, 5, 6]));
      expect(await rewinds()).toBe(1);
      await eventually(async () => {
        const { num_pending, num_ack_pending, config } = await durable();
        expect([num_pending, num_ack_pending, config.description]).toEqual([0, 0, 'epoch 2']);
      });
    },
    90_000,
  );
});

it('an event that the broker lost from the middle is published again', async () => {
  await stage.restartBroker((dir) => rmSync(dir, { recursive: true }));
  const ofOurs = { name: STREAM, subjects: ['contracts.>'], storage: StorageType.File };
  await stage.manager.streams.add({ ...ofOurs, duplicate_window: nanos(100) });
  const producer = await stage.startProducer();
  await stage.startReader();
  await stage.publish(producer, 20);
  await stage.settledIn(1);

  const [, lost] = await stage.onStream();
  await stage.manager.streams.deleteMessage(STREAM, 2);
  await stage.settledIn(2);
  expect((await stage.onStream()).at(-1)).toEqual({ ...lost, epoch: '2', again: '2' });
  expect(await rewinds()).toBe(1);
  await stage.reads(2);
});

it('a durable that stands beyond the end of its stream is made anew, though no epoch has begun', async () => {
  const copy = newCopy();
  const tell = async (...versions: number[]) => {
    for (const version of versions) {
      await publishApproval(stage.jetStream, { contractId: contracts[0]!, version });
    }
  };
  const hasRead = (last: number) =>
    eventually(async () => expect((await stage.applied())[0]).toEqual(each(last)[0]));
  await stage.startReader();
  await tell(1);
  await hasRead(1);
  await stage.restartBroker((dir) => copyOf(dir, copy));
  await tell(2, 3);
  await hasRead(3);

  await stage.restartBroker((dir) => messagesAlone(dir, copy));
  await eventually(async () => expect((await durable()).delivered.stream_seq).toBeLessThanOrEqual(1));
  await tell(2, 3, 4);
  await hasRead(4);
});

describe('where nothing was lost, no epoch begins and nothing is published again', () => {
  let producer: Journal;
  beforeEach(async () => {
    producer = await stage.startProducer();
    await stage.publish(producer, 20);
    await stage.settledIn(1);
  });
  afterEach(async () => {
    // The whole stream is compared once more.
    await stage.outbox.query('UPDATE stream_epochs SET suspected_at = now()');
    await stage.settledIn(1);
    expect(await lastSequence()).toBe(20);
    expect(await rewinds()).toBe(0);
    expect((await stage.onStream()).filter(({ epoch, again }) => epoch !== '1' || again)).toEqual([]);
  });

  it('after a restart of the broker and of the service', async () => {
    await stage.restartBroker();
    await producer.stop();
    await stage.startProducer();
  });

  it('when the stream drops what is too old for it', async () => {
    const { config } = await stage.manager.streams.info(STREAM);
    await stage.manager.streams.update(STREAM, {
      ...config,
      max_age: nanos(200),
      duplicate_window: nanos(100),
    });
    await eventually(async () => expect((await stage.manager.streams.info(STREAM)).state.messages).toBe(0));
  });

  it('when acknowledgements were lost and their events are published twice', async () => {
    await stage.outbox.query('UPDATE outbox SET published_at = NULL');
    await stage.allPublished();
  });

  it('when the service begins to remember only now', async () => {
    await producer.stop();
    await stage.outbox.query('UPDATE stream_epochs SET stream_created = NULL, last_sequence = NULL');
    await stage.startProducer();
    await stage.settledIn(1);
  });
});
