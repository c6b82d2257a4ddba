import { contractSigned, contractApproved, vendorTested } from '@steward/events';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { v7 as uuidv7 } from 'uuid';
import { useCase, type Tx } from '.';
import { Inbox, type Handle } from './inbox';
import { approval, cursorOf, incoming, journalInbox, versionsIn } from './inbox.fixture';
import { idOf, journalDatabase } from './journal.fixture';

const clock = fixedClock('2026-03-02T01:00:00.000Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ service: 'journal', options: journalDatabase });
});
afterAll(() => database.stop());

it('a repeated event is applied once, whether in the same batch or in a later one', async () => {
  const contract = uuidv7();
  const { inbox } = journalInbox(database.app, clock);
  await inbox.take([approval(contract, 1), approval(contract, 1), approval(contract, 2)]);
  await inbox.take([approval(contract, 2), approval(contract, 1)]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1, 2]);
});

it('an event after a gap waits and is applied when its predecessor has come', async () => {
  const contract = uuidv7();
  const { inbox } = journalInbox(database.app, clock);
  await inbox.take([approval(contract, 4), approval(contract, 1), approval(contract, 3)]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1]);
  expect(await versionsIn(database.owner, 'waiting_events', contract)).toEqual([3, 4]);
  await inbox.take([approval(contract, 2)]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1, 2, 3, 4]);
  expect(await versionsIn(database.owner, 'waiting_events', contract)).toEqual([]);
  expect(await cursorOf(database.owner, contract)).toEqual([4, idOf({ contractId: contract, version: 4 })]);
});

it('two replicas that are both active apply each event once and in order', async () => {
  const contracts = Array.from({ length: 5 }, () => uuidv7());
  const events = Array.from({ length: 40 }, (_, n) =>
    contracts.map((contract) => approval(contract, n + 1)),
  ).flat();
  const consume = async (inbox: Inbox, size: number) => {
    for (let n = 0; n < events.length; n += size) await inbox.take(events.slice(n, n + size));
  };
  await Promise.all([
    consume(journalInbox(database.app, clock).inbox, 7),
    consume(journalInbox(database.app, clock).inbox, 11),
  ]);
  for (const contract of contracts) {
    expect(await versionsIn(database.owner, 'journal', contract)).toEqual(
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
  }
});

/** A use case that announces one fact about `vendorId` and gathers a row. */
class TellAndGather {
  vendorId!: string;
}
const gathered = jest.fn<Promise<void>, [Tx, readonly string[]]>(() => Promise.resolve());
const tellAndGather = useCase(TellAndGather, async (tx, { vendorId }) => {
  tx.publish([vendorTested({ vendorId, score: 80, passScore: 60, isPassed: true, scoredAt: tx.now })]);
  tx.gather(gathered, vendorId);
  return {};
});
const inboxOf = (handle: Handle) =>
  new Inbox('CONTRACTS', new Map([[contractApproved.type, handle]]), database.app, clock, () => undefined);

it('what handlers gather in one batch is applied at once before its commit', async () => {
  const contract = uuidv7();
  const inbox = inboxOf(async (_, { unit, event }) => {
    const asked = { actor: 'service', by: 'service:contracts', key: event.eventId } as const;
    await unit.run(tellAndGather, { vendorId: event.eventId }, asked);
  });
  const events = [approval(contract, 1), approval(contract, 2), approval(contract, 3)];
  await inbox.take(events);
  expect(gathered.mock.calls.map(([, rows]) => rows)).toEqual([events.map(({ eventId }) => eventId)]);
});

it('what a handler announces is in the outbox with its cursor, or not at all', async () => {
  const contract = uuidv7();
  const announcing = (isLost: boolean) =>
    inboxOf(async (_, { unit, event }) => {
      const asked = { actor: 'service', by: 'service:contracts', key: event.eventId } as const;
      await unit.run(tellAndGather, { vendorId: contract }, asked);
      if (isLost) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    });
  const stored = () => database.owner.query('SELECT id FROM outbox WHERE aggregate_id = $1', [contract]);
  await expect(announcing(true).take([approval(contract, 1)])).rejects.toThrow('deadlock');
  expect(await stored()).toEqual([]);
  expect(await cursorOf(database.owner, contract)).toBeUndefined();
  await announcing(false).take([approval(contract, 1)]);
  expect(await stored()).toHaveLength(1);
  expect(await cursorOf(database.owner, contract)).toEqual([1, idOf({ contractId: contract, version: 1 })]);
});

it('an unhandled event of a handled aggregate advances the cursor, one of another aggregate has none', async () => {
  const contract = uuidv7();
  const other = uuidv7();
  await journalInbox(database.app, clock).inbox.take([
    approval(contract, 1),
    incoming(contractSigned.type, contract, 2, uuidv7()),
    incoming('contracts.contract.renamed-in-a-later-release.v1', contract, 3, uuidv7()),
    incoming('contracts.amendment.proposed.v1', other, 1, uuidv7()),
    approval(contract, 4),
  ]);
  expect(await versionsIn(database.owner, 'journal', contract)).toEqual([1, 4]);
  expect(await cursorOf(database.owner, contract)).toEqual([4, idOf({ contractId: contract, version: 4 })]);
  expect(await cursorOf(database.owner, other)).toBeUndefined();
});
