import { inTransaction, Timers, Unit, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { collaborationDatabase } from '../storage/data-source';
import { liaisonsPage } from '../storage/liaison-views';
import { meetingsPage, oneMeeting } from '../storage/meeting-views';
import { assignLiaison } from './assign-liaison';
import { holdMeeting } from './hold-meeting';
import { missMeeting } from './miss-meeting';
import { recordContract, type RecordContract } from './record-contract';
import { recordMilestone, type RecordMilestone } from './record-milestone';
import { scheduleMeetings } from './schedule-meetings';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const vendorId = idOf('a');
const contractId = idOf('c');
const clock = fixedClock('2026-10-05T01:00:00.000Z');
const relay = { wake: () => undefined };

let database: TestDatabase;
let useCases: UseCases;
let timers: Pick<Timers, 'tick'>;
let keys = 0;
const as = (actor: Actor, key = `key ${(keys += 1)}`) => ({ actor, by: 'vera', key });
const told = async (): Promise<string[]> => {
  const rows = await database.owner.query<{ what: string }[]>(
    `SELECT concat_ws(' ', split_part(type, '.', 2), split_part(type, '.', 3), data->>'month') AS what
     FROM outbox ORDER BY position`,
  );
  return rows.map(({ what }) => what);
};
const sign = (change: Partial<RecordContract> = {}) =>
  useCases.run(
    recordContract,
    { contractId, vendorId, code: 'C-1', startOn: '2026-01-01', endOn: '2026-12-31', ...change },
    as('service'),
  );
const activate = (change: Partial<RecordContract> = {}) => sign({ timezone: 'Asia/Shanghai', ...change });
const milestone: RecordMilestone = {
  ...{ milestoneId: idOf('f'), workOrderId: idOf('d'), contractId, vendorId, version: 1 },
  ...{ kind: 'ON_SITE', severity: 1, verdict: 'BREACHED', decidedAt: '2026-10-03T04:00:00.000Z' },
};
const decide = (change: Partial<RecordMilestone> = {}) =>
  useCases.run(recordMilestone, { ...milestone, ...change }, as('service'));
const meetings = async (actor: Actor = 'enterprise', month?: string) =>
  (await useCases.read(meetingsPage, { limit: 100, ...(month && { month }) }, actor)).items;
const onlyMeeting = async (actor?: Actor) => {
  const found = await meetings(actor);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const person = { contractId, name: 'Zhou Ning', deputyName: 'He Lin' };
const minutes = { summary: '复盘到场超时', attendees: 6, heldOn: '2026-10-20' };

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
  useCases = new UseCases(database.app, clock, relay);
  const options = { service: 'collaboration', databaseUrl: database.appUrl, natsUrl: 'nats://unused' };
  timers = new Timers(
    { ...options, timed: [missMeeting], schedule: [] },
    database.app,
    clock,
    relay as never,
  );
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-10-05T01:00:00.000Z');
  await database.owner.query(`TRUNCATE known_contracts, liaisons, meetings, agenda_items, timers, requests,
    aggregate_versions, outbox, audit CASCADE`);
});

describe('2.3.2c: the joint meeting', () => {
  it('is on the calendar of every contract in force, once a month, however often the schedule runs', async () => {
    await activate();
    await sign({ contractId: idOf('c', 2), code: 'C-2' }); // signed only
    await activate({ contractId: idOf('c', 3), code: 'C-3', endOn: '2026-10-04' }); // over
    const run = () => useCases.run(scheduleMeetings, {}, as('service'));
    expect(await run()).toEqual({ scheduled: 1 });
    expect(await run()).toEqual({ scheduled: 0 });
    clock.set('2026-11-01T01:00:00.000Z');
    expect(await run()).toEqual({ scheduled: 1 });
    expect(await told()).toEqual(['meeting scheduled 2026-10', 'meeting scheduled 2026-11']);
    expect(await meetings('enterprise', '2026-10')).toMatchObject([
      { contractCode: 'C-1', status: 'scheduled' },
    ]);
  });

  it('of Oct-2026 that nobody held by 31 Oct 24:00 is missed', async () => {
    await activate();
    await useCases.run(scheduleMeetings, {}, as('service'));
    clock.set('2026-10-31T15:59:59.999Z');
    expect(await timers.tick()).toBe(0);
    clock.set('2026-10-31T16:00:00.000Z'); // midnight in Shanghai
    expect(await timers.tick()).toBe(1);
    expect(await timers.tick()).toBe(0);

    expect(await told()).toEqual(['meeting scheduled 2026-10', 'meeting missed 2026-10']);
    const { meetingId, status } = await onlyMeeting();
    expect(status).toBe('missed');
    const late = useCases.run(holdMeeting, { ...minutes, meetingId }, as('enterprise'));
    await expect(late).rejects.toMatchObject({ code: 'meeting.not-scheduled' });
  });

  it('that was held is not missed, and its minutes come once', async () => {
    await activate();
    await decide();
    const { meetingId } = await onlyMeeting();
    clock.set('2026-10-21T01:00:00.000Z');
    const answer = await useCases.run(holdMeeting, { ...minutes, meetingId }, as('enterprise'));
    expect(answer).toEqual({ meetingId, status: 'held', agendaItems: 1 });
    const again = useCases.run(holdMeeting, { ...minutes, meetingId }, as('enterprise'));
    await expect(again).rejects.toMatchObject({ code: 'meeting.not-scheduled' });

    clock.set('2026-11-02T00:00:00.000Z');
    expect(await timers.tick()).toBe(0);
    expect(await told()).toEqual(['meeting scheduled 2026-10', 'meeting held 2026-10']);
    expect(await useCases.read(oneMeeting, { meetingId }, 'enterprise')).toMatchObject({
      ...{
        status: 'held',
        heldOn: '2026-10-20',
        summary: '复盘到场超时',
        attendees: 6,
        agendaItemsWhenHeld: 1,
      },
    });
  });

  it('minutes of another month, of tomorrow or of no day are refused, and so is a meeting that is not there', async () => {
    await activate();
    await useCases.run(scheduleMeetings, {}, as('service'));
    const { meetingId } = await onlyMeeting();
    const on = (heldOn: string, id = meetingId) =>
      useCases.run(holdMeeting, { ...minutes, heldOn, meetingId: id }, as('enterprise'));
    await expect(on('2026-09-30')).rejects.toMatchObject({ code: 'meeting.held-outside-month' });
    await expect(on('2026-10-06')).rejects.toMatchObject({ code: 'meeting.held-in-future' });
    await expect(on('2026-02-30')).rejects.toMatchObject({ errors: [{ path: '/heldOn' }] });
    await expect(on('2026-10-05', idOf('e'))).rejects.toMatchObject({ code: 'meeting.not-found' });
    expect(await database.owner.query('SELECT key FROM timers')).toEqual([{ key: meetingId }]);
  });

  it('of a month that is over when its first breach is told is history: it is never missed', async () => {
    await activate();
    await decide({ decidedAt: '2026-02-10T00:00:00.000Z' });
    clock.set('2027-01-01T00:00:00.000Z');
    expect(await timers.tick()).toBe(0);
    expect(await meetings()).toMatchObject([{ month: '2026-02', status: 'scheduled' }]);
  });
});

describe('2.3.2c: the agenda', () => {
  it('fills from breaches, by kind and severity, in the month of the contract’s zone', async () => {
    await activate();
    await decide();
    await decide({ milestoneId: idOf('f', 2), decidedAt: '2026-10-31T15:59:59.999Z' });
    await decide({ milestoneId: idOf('f', 3), kind: 'CLOSURE', severity: 3 });
    await decide({ milestoneId: idOf('f', 4), verdict: 'MET' });
    await decide({ milestoneId: idOf('f', 5), decidedAt: '2026-10-31T16:00:00.000Z' }); // 1 November, 0:00
    expect(await meetings()).toMatchObject([
      { month: '2026-11', agenda: [{ kind: 'ON_SITE', severity: 1, items: 1 }] },
      {
        month: '2026-10',
        agenda: [
          { kind: 'ON_SITE', severity: 1, items: 2 },
          { kind: 'CLOSURE', severity: 3, items: 1 },
        ],
      },
    ]);
    const { meetingId } = (await meetings('enterprise', '2026-10'))[0]!;
    const { milestones } = await useCases.read(oneMeeting, { meetingId }, 'enterprise');
    expect(milestones.map(({ milestoneId }) => milestoneId)).toEqual([
      idOf('f', 1),
      idOf('f', 3),
      idOf('f', 2),
    ]);
    expect(await told()).toEqual(['meeting scheduled 2026-10', 'meeting scheduled 2026-11']);
  });

  it('loses a milestone by a correction, moves it with its instant or its contract, counts it once', async () => {
    await activate();
    await activate({ contractId: idOf('c', 2), code: 'C-2' });
    await decide();
    await decide({ version: 2, decidedAt: '2026-09-03T04:00:00.000Z' });
    const agendas = async () =>
      (await meetings()).map(({ contractCode, month, agenda }) => [contractCode, month, agenda.length]);
    expect(await agendas()).toEqual([
      ['C-1', '2026-10', 0],
      ['C-1', '2026-09', 1],
    ]);
    await decide({ version: 3, decidedAt: '2026-09-03T04:00:00.000Z', contractId: idOf('c', 2) });
    expect(await agendas()).toContainEqual(['C-1', '2026-09', 0]);
    expect(await agendas()).toContainEqual(['C-2', '2026-09', 1]);
    await decide({ version: 4, verdict: 'MET', contractId: idOf('c', 2) });
    expect(await agendas()).toContainEqual(['C-2', '2026-09', 0]);
    expect(await database.owner.query('SELECT milestone_id FROM agenda_items')).toEqual([]);
  });

  it('takes a response that came too late like any other breach', async () => {
    await activate();
    await decide({ kind: 'RESPONSE' });
    expect(await meetings()).toMatchObject([{ agenda: [{ kind: 'RESPONSE', severity: 1, items: 1 }] }]);
  });

  it('takes breaches that came before their contract was in force', async () => {
    await decide();
    await sign();
    expect(await meetings()).toEqual([]);
    await activate();
    const agenda = [{ kind: 'ON_SITE', severity: 1, items: 1 }];
    expect(await meetings()).toMatchObject([{ month: '2026-10', agenda }]);
    expect(await told()).toEqual(['meeting scheduled 2026-10']);
    expect(await database.owner.query('SELECT key FROM timers')).toHaveLength(1);
  });

  it('takes a breach that is told at the very moment its contract comes into force', async () => {
    await sign();
    await Promise.all([activate(), ...[1, 2, 3, 4].map((n) => decide({ milestoneId: idOf('f', n) }))]);
    expect(await meetings()).toMatchObject([{ agenda: [{ items: 4 }] }]);
  });

  it('is cheap: a first verdict that is no breach asks nothing, a breach in a known month twice', async () => {
    await activate();
    await decide();
    await inTransaction(database.app, { actor: 'service' }, async (transaction) => {
      const unit = new Unit(transaction, clock.now());
      const statements = jest.spyOn(transaction.manager, 'query');
      const met: RecordMilestone = { ...milestone, milestoneId: idOf('f', 2), verdict: 'MET' };
      await unit.run(recordMilestone, met, as('service'));
      expect(statements).toHaveBeenCalledTimes(0);
      await unit.run(recordMilestone, { ...milestone, milestoneId: idOf('f', 3) }, as('service'));
      expect(statements).toHaveBeenCalledTimes(2);
    });
  });
});

it('a vendor sees its own liaisons and meetings only; another’s is as good as missing; no actor sees nothing', async () => {
  await activate();
  await useCases.run(assignLiaison, person, as('enterprise'));
  await decide();
  const { meetingId } = await onlyMeeting(`vendor:${vendorId}`);
  const other: Actor = `vendor:${idOf('a', 2)}`;
  expect(await meetings(other)).toEqual([]);
  expect((await useCases.read(liaisonsPage, { limit: 10 }, other)).items).toEqual([]);
  await expect(useCases.read(oneMeeting, { meetingId }, other)).rejects.toThrow(
    `There is no meeting ${meetingId}.`,
  );
  for (const table of ['known_contracts', 'liaisons', 'meetings', 'agenda_items']) {
    expect(await database.app.query(`SELECT * FROM ${table}`)).toEqual([]);
  }
});

it('meetings and liaisons are read page by page without a gap', async () => {
  await activate();
  await activate({ contractId: idOf('c', 2), code: 'C-2' });
  for (const id of [contractId, idOf('c', 2)]) {
    await useCases.run(assignLiaison, { ...person, contractId: id }, as('enterprise'));
    await decide({ milestoneId: idOf('f', Number(id.slice(-1))), contractId: id });
    await decide({
      milestoneId: idOf('f', Number(id.slice(-1)) + 4),
      contractId: id,
      decidedAt: '2026-09-03T04:00:00.000Z',
    });
  }
  const months: string[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await useCases.read(meetingsPage, { limit: 1, ...(after && { after }) }, 'enterprise');
    months.push(...page.items.map(({ month, contractCode }) => `${month} ${contractCode}`));
    after = page.next;
  }
  expect(months.map((text) => text.slice(0, 7))).toEqual(['2026-10', '2026-10', '2026-09', '2026-09']);
  expect(new Set(months).size).toBe(4);

  const first = await useCases.read(liaisonsPage, { limit: 1 }, 'enterprise');
  const second = await useCases.read(liaisonsPage, { limit: 1, after: first.next! }, 'enterprise');
  expect([...first.items, ...second.items].map(({ contractCode }) => contractCode).sort()).toEqual([
    'C-1',
    'C-2',
  ]);
});
