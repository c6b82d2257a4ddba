import { Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { actionsPage } from '../storage/action-views';
import { collaborationDatabase } from '../storage/data-source';
import { meetingsPage, oneMeeting } from '../storage/meeting-views';
import { closeAction } from './close-action';
import { confirmMinutes } from './confirm-minutes';
import { holdMeeting } from './hold-meeting';
import { openAction } from './open-action';
import { passActionDue } from './pass-action-due';
import { recordContract } from './record-contract';
import { recordRisk } from './record-risk';
import { returnMinutes } from './return-minutes';
import { reviseMinutes } from './revise-minutes';
import { scheduleMeetings } from './schedule-meetings';
import { strikeRisk } from './strike-risk';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const vendorId = idOf('a');
const contractId = idOf('c');
const vendor: Actor = `vendor:${vendorId}`;
const clock = fixedClock('2026-10-05T01:00:00.000Z');
const relay = { wake: () => undefined };
let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
let keys = 0;
const as = (actor: Actor, by = 'vera') => ({ actor, by, key: `key ${(keys += 1)}` });
const minutes = { summary: '复盘到场超时', attendees: 6, heldOn: '2026-10-05' };
const told = async (like: string) =>
  (
    await database.owner.query<{ type: string }[]>(
      'SELECT type FROM outbox WHERE type LIKE $1 ORDER BY position',
      [like],
    )
  ).map(({ type }) => type);
const meetingOf = async (month: string) => {
  const { items } = await useCases.read(meetingsPage, { limit: 10, month }, 'enterprise');
  return items[0]!.meetingId;
};
const risk = { riskId: idOf('9'), vendorId, contractId: null, category: 'COMMERCIAL', band: 'HIGH' } as const;

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
  useCases = new UseCases(database.app, clock, relay);
  const options = {
    service: 'collaboration',
    databaseUrl: '',
    natsUrl: '',
    timed: [passActionDue],
    schedule: [],
  };
  timers = new Timers(options, database.app, clock, relay);
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-10-05T01:00:00.000Z');
  await database.owner.query(
    `TRUNCATE known_contracts, meetings, meeting_minutes, actions, known_risks, meeting_topics, timers, requests,
       aggregate_versions, outbox, audit`,
  );
  const terms = { contractId, vendorId, code: 'C-1', startOn: '2026-01-01', endOn: '2026-12-31' };
  await useCases.run(recordContract, { ...terms, timezone: 'Asia/Shanghai' }, as('service'));
  await useCases.run(scheduleMeetings, {}, as('service'));
});

it('2.3.2c: minutes go to both sides, back for a correction, and stand when both confirmed', async () => {
  const meetingId = await meetingOf('2026-10');
  const early = useCases.run(confirmMinutes, { meetingId }, as(vendor, 'vic'));
  await expect(early).rejects.toMatchObject({ code: 'minutes.not-found' });
  await useCases.run(holdMeeting, { meetingId, ...minutes }, as('enterprise'));
  await useCases.run(confirmMinutes, { meetingId }, as('enterprise', 'omar'));
  await useCases.run(returnMinutes, { meetingId, reason: '实到七人' }, as(vendor, 'vic'));
  const again = { meetingId, ...minutes, attendees: 7 };
  expect(await useCases.run(reviseMinutes, again, as('enterprise'))).toMatchObject({ revision: 2 });
  await useCases.run(confirmMinutes, { meetingId }, as(vendor, 'vic'));
  const last = await useCases.run(confirmMinutes, { meetingId }, as('enterprise'));
  expect(last).toMatchObject({ revision: 2, status: 'confirmed' });
  const seen = await useCases.read(oneMeeting, { meetingId }, vendor);
  expect(seen).toMatchObject({ status: 'held', minutesStatus: 'confirmed', attendees: 7 });
  expect(seen.minutes).toMatchObject([
    { revision: 2, status: 'confirmed', attendees: 7 },
    { revision: 1, status: 'returned', returnedSide: 'VENDOR', attendees: 6 },
  ]);
  expect(await told('collaboration.meeting.minutes%')).toEqual([
    'collaboration.meeting.minutes-returned.v1',
    'collaboration.meeting.minutes-revised.v1',
    'collaboration.meeting.minutes-confirmed.v1',
  ]);
  const another = useCases.run(confirmMinutes, { meetingId }, as(`vendor:${idOf('b')}`, 'eve'));
  await expect(another).rejects.toMatchObject({ code: 'meeting.not-found' });
});

it('2.3.2c: an overdue action is announced once and stands on the next agenda until it is done', async () => {
  const meetingId = await meetingOf('2026-10');
  await useCases.run(holdMeeting, { meetingId, ...minutes }, as('enterprise'));
  const asked = { meetingId, what: '更换机房电池', ownerSide: 'VENDOR', dueOn: '2026-10-20' } as const;
  const { actionId } = await useCases.run(openAction, asked, as('enterprise'));
  clock.set('2026-10-20T15:59:59.999Z');
  expect(await timers.tick()).toBe(0);
  clock.set('2026-11-02T01:00:00.000Z');
  expect(await timers.tick()).toBe(1);
  expect(await timers.tick()).toBe(0);
  expect(await told('collaboration.action.overdue%')).toHaveLength(1);
  await useCases.run(scheduleMeetings, {}, as('service'));
  const next = await meetingOf('2026-11');
  const topics = async () => (await useCases.read(oneMeeting, { meetingId: next }, vendor)).topics;
  expect(await topics()).toMatchObject([{ kind: 'ACTION', title: '更换机房电池', label: 'VENDOR' }]);
  const { items } = await useCases.read(actionsPage, { limit: 10, status: 'overdue' }, vendor);
  expect(items).toMatchObject([{ actionId, contractCode: 'C-1', dueOn: '2026-10-20' }]);
  await useCases.run(closeAction, { actionId, note: '已更换' }, as(vendor, 'vic'));
  expect(await topics()).toEqual([]);
});

it('2.3.2c: open risks of the vendor stand on the agenda, and minutes keep what stood there', async () => {
  const meetingId = await meetingOf('2026-10');
  await useCases.run(recordRisk, risk, as('service'));
  await useCases.run(recordRisk, { ...risk, riskId: idOf('9', 2), contractId: idOf('c', 2) }, as('service'));
  const topics = async () => (await useCases.read(oneMeeting, { meetingId }, 'enterprise')).topics;
  expect(await topics()).toMatchObject([{ kind: 'RISK', title: 'COMMERCIAL', label: 'HIGH' }]);
  await useCases.run(recordRisk, { ...risk, band: 'EXTREME' }, as('service'));
  await useCases.run(holdMeeting, { meetingId, ...minutes }, as('enterprise'));
  await useCases.run(strikeRisk, { riskId: risk.riskId }, as('service'));
  expect(await topics()).toMatchObject([{ subjectId: risk.riskId, label: 'EXTREME' }]);
});
