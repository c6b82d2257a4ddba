import type { Actor } from '@steward/messaging';
import { lateFactsPage } from '../storage/late-fact-views';
import { oneWorkOrder } from '../storage/work-order-views';
import { acceptResolution } from './accept-resolution';
import { closePeriods } from './close-periods';
import { confirmLateFact } from './confirm-late-fact';
import { LiveWorkOrders, vendorId } from './live.fixture';
import { recordOfflineFact } from './record-offline-fact';
import { registerDevice } from './register-device';
import { resolveWorkOrder } from './resolve-work-order';
import { revokeDevice } from './revoke-device';

let live: LiveWorkOrders;
let deviceId: string;
const signature = `${'A'.repeat(86)}==`; // the door checks it
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
type Decided = { kind: string; verdict: string; evidenceGrade: string; correctionOf?: string };
const decided = () => live.told<Decided>('work-orders.milestone.decided.v1');
const tell = (workOrderId: string, occurredAt: string, kind: 'ARRIVED' | 'RESOLVED' = 'ARRIVED') =>
  run(recordOfflineFact, { workOrderId, kind, occurredAt, deviceId, signature }, live.vendor());
const factsOf = async (workOrderId: string) =>
  (await live.useCases.read(oneWorkOrder, { workOrderId }, 'enterprise')).facts;

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  live.clock.set('2026-10-01T14:00:00.000Z');
  const publicKey = Buffer.alloc(32, 7).toString('base64');
  ({ deviceId } = await run(registerDevice, { vendorId, publicKey }, live.office()));
  live.clock.set('2026-10-01T15:10:00.000Z');
});

it('S12: a check-in at 00:55 that is told at 03:20 takes back the breach announced at 01:10', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T17:10:01.000Z');
  await live.goTo('2026-10-01T19:20:00.000Z');
  expect(await tell(workOrderId, '2026-10-01T16:55:00.000Z')).toMatchObject({ status: 'on-site' });

  const [breach, correction] = await decided();
  const [{ id }] = await live.database.owner.query<[{ id: string }]>(
    `SELECT id FROM outbox WHERE data ->> 'verdict' = 'BREACHED'`,
  );
  expect(breach).toMatchObject({ kind: 'ON_SITE', verdict: 'BREACHED' });
  expect(breach).not.toHaveProperty('correctionOf');
  expect(correction).toMatchObject({
    ...{ kind: 'ON_SITE', verdict: 'MET', decidedAt: '2026-10-01T16:55:00.000Z' },
    ...{ elapsedSeconds: 6300, evidenceGrade: 'B', correctionOf: id },
  });
});

it('3.2.1b: a fact shows when it occurred and was recorded, by whom, by which channel and on what evidence', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T19:20:00.000Z');
  await tell(workOrderId, '2026-10-01T16:55:00.000Z');
  const facts = await factsOf(workOrderId);
  expect(facts[0]).toMatchObject({
    kind: 'REPORTED',
    channel: 'PLATFORM_API',
    evidenceGrade: 'A',
    deviceId: null,
  });
  expect(facts[3]).toMatchObject({
    ...{ kind: 'ARRIVED', channel: 'MOBILE_APP', evidenceGrade: 'B', deviceId, recordedBy: 'somebody' },
    occurredAt: new Date('2026-10-01T16:55:00.000Z'),
    recordedAt: new Date('2026-10-01T19:20:00.000Z'),
  });
});

it('S12: a quarter that was closed over the breach closes again without it', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T17:10:01.000Z');
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  await run(acceptResolution, { workOrderId }, live.office());
  await live.goTo('2027-01-11T00:00:00.000Z');
  await run(closePeriods, {}, live.as('service'));
  const late = await tell(workOrderId, '2026-10-01T16:55:00.000Z');
  for (const who of ['li', 'wang']) {
    await run(confirmLateFact, { lateFactId: late.lateFactId! }, live.office(who));
  }
  await run(closePeriods, {}, live.as('service'));
  const closed = await live.told<{ onSite: object; revision: number }>('work-orders.period.closed.v1');
  expect(closed.map(({ revision, onSite }) => ({ revision, onSite }))).toEqual([
    { revision: 1, onSite: { met: 0, breached: 1, open: 0 } },
    { revision: 2, onSite: { met: 1, breached: 0, open: 0 } },
  ]);
});

it('S12: up to 24 hours late a fact counts at once, a second later two persons must confirm it', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-02T16:55:01.000Z');
  const late = await tell(workOrderId, '2026-10-01T16:55:00.000Z');
  expect(late).toMatchObject({ status: 'accepted' });
  const waiting = async (actor: Actor) =>
    (await live.useCases.read(lateFactsPage, { limit: 10 }, actor)).items.map(({ lateFactId }) => lateFactId);
  expect(await waiting(`vendor:${vendorId}`)).toEqual([late.lateFactId]);
  expect(await waiting('vendor:another')).toEqual([]);
  const confirm = (by: string) => run(confirmLateFact, { lateFactId: late.lateFactId! }, live.office(by));
  expect(await confirm('li')).toMatchObject({ counts: false, status: 'accepted' });
  await expect(confirm('li')).rejects.toMatchObject({ code: 'late-fact.same-person' });
  expect(await decided()).toMatchObject([{ verdict: 'BREACHED' }]);
  expect(await confirm('wang')).toMatchObject({ counts: true, status: 'on-site' });
  expect((await decided()).at(-1)).toMatchObject({ verdict: 'MET', evidenceGrade: 'C' });
  await expect(confirm('zhao')).rejects.toMatchObject({ code: 'late-fact.decided' });
  expect(await waiting('enterprise')).toEqual([]);
});

it('S12: exactly 24 hours late is in time', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-02T16:55:00.000Z');
  expect(await tell(workOrderId, '2026-10-01T16:55:00.000Z')).toMatchObject({ lateFactId: null });
});

it('S9: after a resolution told late the customer has its working days from the telling', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-02T10:00:00.000Z');
  await tell(workOrderId, '2026-10-01T16:55:00.000Z', 'RESOLVED');
  const [timer] = await live.database.owner.query<[{ due_at: Date }]>(
    `SELECT due_at FROM timers WHERE use_case = 'accept-by-silence'`,
  );
  expect(timer.due_at).toEqual(new Date('2026-10-10T16:00:00.000Z')); // 8, 9 and 10 October are worked
});

it.each([
  ['before the report', '2026-10-01T15:09:59.999Z', 'work-order.before-report', '/occurredAt'],
  ['over five minutes ahead', '2026-10-01T19:25:00.001Z', 'offline-fact.in-future', '/occurredAt'],
])('3.2.1b: a fact %s is refused with its field, and nothing is stored', async (_, at, code, path) => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T19:20:00.000Z');
  await expect(tell(workOrderId, at)).rejects.toMatchObject({ code, path });
  expect(await factsOf(workOrderId)).toHaveLength(3);
});

it('3.2.1a: a fact after which another could not have followed is refused, and so is one told twice', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T17:00:00.000Z');
  await tell(workOrderId, '2026-10-01T16:55:00.000Z');
  const wrong = { code: 'work-order.wrong-state' };
  await expect(tell(workOrderId, '2026-10-01T16:55:00.000Z')).rejects.toMatchObject(wrong);
  await expect(tell(workOrderId, '2026-10-01T16:00:00.000Z', 'RESOLVED')).rejects.toMatchObject(wrong);
});

it('3.2.1a: a device tells nothing from before its registration or after its revocation', async () => {
  live.clock.set('2026-10-01T13:00:00.000Z');
  const workOrderId = await live.accepted();
  live.clock.set('2026-10-01T16:00:00.000Z');
  await run(revokeDevice, { deviceId }, live.office());
  await expect(tell(workOrderId, '2026-10-01T13:59:59.000Z')).rejects.toMatchObject({
    code: 'device.not-registered-then',
  });
  await expect(tell(workOrderId, '2026-10-01T16:00:00.000Z')).rejects.toMatchObject({
    code: 'device.revoked',
  });
  expect(await tell(workOrderId, '2026-10-01T15:59:59.000Z')).toMatchObject({ status: 'on-site' });
});

it('3.2.1a: one person cannot confirm twice, not even by direct SQL', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-03T16:55:01.000Z');
  const late = await tell(workOrderId, '2026-10-01T16:55:00.000Z');
  const sql = `UPDATE late_facts SET confirmed_by = 'li', confirmed_at = now(), seconded_by = 'li',
    seconded_at = now() WHERE id = '${late.lateFactId}'`;
  await expect(live.database.owner.query(sql)).rejects.toMatchObject({
    constraint: 'late_facts_two_persons',
  });
});

it.each([
  ['no offset, which each server would read in its own zone', '2026-10-01T16:55:00'],
  ['no time', '2026-10-01'],
  ['a day that there is not', '2026-02-30T16:55:00Z'],
  ['no instant', undefined as unknown as string],
])('3.2.1b: a fact with %s is refused with its field, and nothing is stored', async (_, at) => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T19:20:00.000Z');
  await expect(tell(workOrderId, at)).rejects.toMatchObject({ errors: [{ path: '/occurredAt' }] });
  expect(await factsOf(workOrderId)).toHaveLength(3);
});
