import { contractApproved } from '@steward/events';
import { eventually, fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { v7 as uuidv7 } from 'uuid';
import { discardEvent, inTransaction, parkedEvents, redriveEvent, UseCases } from '.';
import type { Inbox } from './inbox';
import { keepWaiting, lockCursors, saveCursors } from './inbox-rows';
import { approval, journalInbox, versionsIn } from './inbox.fixture';
import { idOf, journalDatabase } from './journal.fixture';

const clock = fixedClock('2026-03-02T01:00:00.000Z');
let database: TestDatabase;
let useCases: UseCases;
let inbox: Inbox;
let faults: Map<string, unknown>;
let handled: readonly string[];

beforeAll(async () => {
  database = await startDatabase({ service: 'journal', options: journalDatabase });
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database.stop());
beforeEach(() => {
  ({ inbox, faults, handled } = journalInbox(database.app, clock));
});

/** Drains until a row of the event is parked, as the consumer's loop does. */
const untilParked = (eventId: string) =>
  eventually(async () => {
    await inbox.drain();
    const [row] = await database.owner.query('SELECT * FROM parked_events WHERE event_id = $1', [eventId]);
    expect(row).toBeDefined();
    return row;
  });
const asked = (key: string) => ({ actor: 'enterprise', by: 'zhao-liu', key }) as const;

it('a poison event is parked with its bytes after eight attempts; others go on at once, its own wait', async () => {
  const [sick, healthy] = [uuidv7(), uuidv7()];
  const poison = approval(sick, 2);
  faults.set(poison.eventId, new Error('no such row\0'));
  await inbox.take([
    approval(sick, 1),
    poison,
    approval(healthy, 1),
    approval(sick, 3),
    approval(healthy, 2),
  ]);
  // Nobody waited for the further attempts.
  expect(await versionsIn(database.owner, 'parked_events', sick)).toEqual([]);
  expect(await versionsIn(database.owner, 'journal', healthy)).toEqual([1, 2]);
  expect(await versionsIn(database.owner, 'journal', sick)).toEqual([1]);

  expect(await untilParked(poison.eventId)).toMatchObject({
    producer: 'CONTRACTS',
    aggregate_id: sick,
    version: '2',
    type: contractApproved.type,
    headers: poison.headers,
    data: poison.data,
    error: 'no such row',
    attempts: 8,
    discarded_at: null,
  });
  // Eight attempts of its own, beside the one in the batch that failed as a whole.
  expect(handled.filter((id) => id === poison.eventId)).toHaveLength(9);
  expect(await versionsIn(database.owner, 'waiting_events', sick)).toEqual([3]);
  await inbox.take([poison, approval(sick, 4)]); // delivered again, it stays parked
  expect(await versionsIn(database.owner, 'waiting_events', sick)).toEqual([3, 4]);
  expect(await versionsIn(database.owner, 'journal', sick)).toEqual([1]);

  const listed = await useCases.read(parkedEvents, { limit: 50 }, 'enterprise');
  expect(listed.items).toContainEqual({
    eventId: poison.eventId,
    producer: 'CONTRACTS',
    aggregateId: sick,
    type: contractApproved.type,
    error: 'no such row',
    attempts: 8,
    parkedAt: expect.any(Date),
  });
});

it('a fault that passes within the attempts parks nothing', async () => {
  const contract = uuidv7();
  faults.set(idOf({ contractId: contract, version: 1 }), new Error('not yet'));
  await inbox.take([approval(contract, 1), approval(contract, 2)]);
  faults.clear();
  await eventually(async () => {
    await inbox.drain();
    expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1, 2]);
  });
  expect(await versionsIn(database.owner, 'parked_events', contract)).toEqual([]);
});

it('a payload that misses its schema is poison', async () => {
  const contract = uuidv7();
  const wrong = { ...approval(contract, 1), data: Buffer.from('{"discipline":"LEGAL"}') };
  await inbox.take([wrong]);
  expect(await untilParked(wrong.eventId)).toMatchObject({
    data: wrong.data,
    error: expect.stringContaining(`${contractApproved.type} misses its schema`),
  });
});

it('redriven after the fault was mended, it goes first and what waited goes after it', async () => {
  const contract = uuidv7();
  const poison = approval(contract, 1);
  faults.set(poison.eventId, new Error('broken'));
  await inbox.take([poison, approval(contract, 2), approval(contract, 3)]);
  await untilParked(poison.eventId);

  await useCases.run(redriveEvent, { eventId: poison.eventId }, asked('too early'));
  await untilParked(poison.eventId);
  faults.clear();
  await useCases.run(redriveEvent, { eventId: poison.eventId }, asked('in time'));
  await inbox.drain();
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1, 2, 3]);
  expect(await versionsIn(database.owner, 'parked_events', contract)).toEqual([]);
});

it('discarded with a reason, it stays on record and what waited behind it goes on', async () => {
  const contract = uuidv7();
  const poison = approval(contract, 1);
  faults.set(poison.eventId, new Error('broken'));
  await inbox.take([poison, approval(contract, 2), approval(contract, 3)]);
  await untilParked(poison.eventId);

  const discard = { eventId: poison.eventId, reason: 'The contract was never drafted.' };
  await useCases.run(discardEvent, discard, asked('discard'));
  await inbox.drain();
  await inbox.take([poison]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([2, 3]);
  const [row] = await database.owner.query('SELECT * FROM parked_events WHERE event_id = $1', [
    poison.eventId,
  ]);
  expect(row).toMatchObject({
    discarded_at: new Date('2026-03-02T01:00:00.000Z'),
    discarded_by: 'zhao-liu',
    discard_reason: 'The contract was never drafted.',
  });
  await expect(
    useCases.run(redriveEvent, { eventId: poison.eventId }, asked('decided already')),
  ).rejects.toMatchObject({ code: 'parked-event.not-found' });
});

it('discarded before any other event of its aggregate came, it does not hold up those that come', async () => {
  const contract = uuidv7();
  const poison = approval(contract, 1);
  faults.set(poison.eventId, new Error('broken'));
  await inbox.take([poison]);
  await untilParked(poison.eventId);
  const discard = { eventId: poison.eventId, reason: 'The contract was never drafted.' };
  await useCases.run(discardEvent, discard, asked('discard the first'));
  await inbox.take([approval(contract, 2)]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([2]);
});

it('discarded while its successor is put to wait, it does not leave that waiting', async () => {
  const contract = uuidv7();
  const poison = approval(contract, 1);
  faults.set(poison.eventId, new Error('broken'));
  await inbox.take([poison]);
  await untilParked(poison.eventId);
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  const taking = inTransaction(database.app, { actor: 'service' }, async (transaction) => {
    const cursors = await lockCursors(transaction, 'CONTRACTS', [contract]);
    await keepWaiting(transaction.manager, approval(contract, 2));
    saveCursors(transaction, 'CONTRACTS', [...cursors.values()]);
    await held;
  });
  const discard = { eventId: poison.eventId, reason: 'The contract was never drafted.' };
  const discarding = useCases.run(discardEvent, discard, asked('discard meanwhile'));
  await eventually(async () => {
    const waiting = await database.owner.query(
      `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE NOT granted AND datname = current_database()`,
    );
    expect(waiting).toHaveLength(1);
  });
  go();
  await Promise.all([taking, discarding]);
  await inbox.drain();
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([2]);
});

it('a forked history is parked: the last version under another id', async () => {
  const contract = uuidv7();
  const fork = approval(contract, 2, uuidv7());
  await inbox.take([approval(contract, 1), approval(contract, 2), fork, approval(contract, 3)]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1, 2, 3]);
  expect(await untilParked(fork.eventId)).toMatchObject({ attempts: 1, version: '2' });
});

it('a database that asks for a retry parks nothing: the batch is the broker’s to deliver again', async () => {
  const contract = uuidv7();
  const event = approval(contract, 1);
  faults.set(event.eventId, Object.assign(new Error('deadlock detected'), { code: '40P01' }));
  await expect(inbox.take([event])).rejects.toThrow('deadlock detected');
  expect(await versionsIn(database.owner, 'waiting_events', contract)).toEqual([]);
  faults.clear();
  await inbox.take([event]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1]);
});

it('a message without an envelope can be discarded, but not redriven', async () => {
  const eventId = uuidv7();
  const message = { ...approval(uuidv7(), 1), eventId, aggregateId: null, version: null };
  await inbox.park(message, 'The envelope is not a CloudEvent of this subject.', 1);
  await expect(useCases.run(redriveEvent, { eventId }, asked('redrive'))).rejects.toMatchObject({
    code: 'parked-event.unreadable',
  });
  await useCases.run(discardEvent, { eventId, reason: 'A tool wrote it.' }, asked('discard garbage'));
  const { items } = await useCases.read(parkedEvents, { limit: 50 }, 'enterprise');
  expect(items.map((item) => item.eventId)).not.toContain(eventId);
});
