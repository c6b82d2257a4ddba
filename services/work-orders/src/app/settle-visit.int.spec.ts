import type { Asked } from '@steward/messaging';
import type { Outcome } from '../domain/visit';
import { visitsPage } from '../storage/visit-views';
import { oneWorkOrder } from '../storage/work-order-views';
import { checkInByAssetCode } from './check-in-by-asset-code';
import { checkInByPosition } from './check-in-by-position';
import { closePeriods } from './close-periods';
import { contestVisit } from './contest-visit';
import { counterSignVisit } from './counter-sign-visit';
import { giveLocationConsent } from './give-location-consent';
import { LiveWorkOrders } from './live.fixture';
import { resolveWorkOrder } from './resolve-work-order';
import { settleVisit } from './settle-visit';
import { acceptedAt, oneAsset, site } from './sited.fixture';

let live: LiveWorkOrders;
let workOrderId: string;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const refused = (code: string) => ({ code });
const read = async (assetCode = 'UPS-7') =>
  (await run(checkInByAssetCode, { workOrderId, assetCode }, live.vendor())).visitId;
const located = async () => {
  const { latitudeMicrodegrees, longitudeMicrodegrees } = site;
  const position = { latitudeMicrodegrees, longitudeMicrodegrees, accuracyMetres: 10 };
  return (await run(checkInByPosition, { workOrderId, ...position }, live.vendor())).visitId;
};
const sign = (visitId: string, by = 'li') => run(counterSignVisit, { visitId }, live.office(by));
const contest = (visitId: string, asked: Asked = live.office('li')) =>
  run(contestVisit, { visitId, reason: '门禁没有记录' }, asked);
const settle = (visitId: string, outcome: Outcome, by: string) =>
  run(settleVisit, { visitId, outcome }, live.office(by));
type Decided = { kind: string; verdict: string; decidedAt: string; evidenceGrade: string };
const decided = async () =>
  (await live.told<Decided & { correctionOf?: string }>('work-orders.milestone.decided.v1')).map(
    ({ verdict, decidedAt, evidenceGrade, correctionOf }) =>
      `${verdict} ${decidedAt} ${evidenceGrade}${correctionOf ? ' corrects' : ''}`,
  );
const shown = () => live.useCases.read(oneWorkOrder, { workOrderId }, 'enterprise');

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  workOrderId = await acceptedAt(live, await oneAsset(live));
  await run(giveLocationConsent, {}, live.vendor());
});

it('2.3.1b: a code counts once another person of the enterprise signed, from when it was read', async () => {
  await live.goTo('2026-10-01T16:55:00.000Z');
  const visitId = await read();
  await live.goTo('2026-10-01T19:20:00.000Z');
  expect(await decided()).toEqual(['BREACHED 2026-10-01T17:10:00.000Z A']);
  await expect(sign(visitId, 'somebody')).rejects.toMatchObject(refused('visit.same-person'));
  expect(await sign(visitId)).toMatchObject({ status: 'on-site' });
  expect((await decided()).at(-1)).toBe('MET 2026-10-01T16:55:00.000Z B corrects');
  await expect(sign(visitId)).rejects.toMatchObject(refused('visit.not-waiting'));
  expect((await shown()).facts.at(-1)).toMatchObject({
    ...{ kind: 'ARRIVED', channel: 'PLATFORM_API', evidenceGrade: 'B', recordedBy: 'li' },
  });
});

it('2.3.1b: another asset’s code is refused, and a second check-in waits for the first', async () => {
  await expect(read('UPS-8')).rejects.toMatchObject({ code: 'visit.wrong-asset', path: '/assetCode' });
  await read();
  await expect(read()).rejects.toMatchObject(refused('visit.awaits-signature'));
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  await expect(read()).rejects.toMatchObject({ code: 'work-order.not-active', path: '/workOrderId' });
});

it('2.3.1b: a voided arrival never was: its verdict is corrected to the breach that it hid', async () => {
  await live.goTo('2026-10-01T16:55:00.000Z');
  const visitId = await located();
  await live.goTo('2026-10-02T02:00:00.000Z');
  await contest(visitId);
  expect(await decided()).toEqual(['MET 2026-10-01T16:55:00.000Z A']);
  expect(await settle(visitId, 'VOID', 'wang')).toMatchObject({ status: 'contested' });
  await expect(settle(visitId, 'VOID', 'wang')).rejects.toMatchObject(refused('visit.same-person'));
  await expect(settle(visitId, 'VOID', 'li')).rejects.toMatchObject(refused('visit.party'));
  const settled = await settle(visitId, 'VOID', 'zhao');
  expect(settled).toMatchObject({ status: 'void', workOrderStatus: 'accepted' });
  expect(await decided()).toEqual([
    'MET 2026-10-01T16:55:00.000Z A',
    'BREACHED 2026-10-01T17:10:00.000Z A corrects',
  ]);
});

it('2.3.1b: what was voided in time is open again, and the next arrival decides it anew', async () => {
  const visitId = await located(); // 15:10
  await live.goTo('2026-10-01T16:00:00.000Z');
  await contest(visitId);
  for (const who of ['wang', 'zhao']) await settle(visitId, 'VOID', who);
  await live.goTo('2026-10-01T16:30:00.000Z');
  await located();
  expect(await decided()).toEqual([
    'MET 2026-10-01T15:10:00.000Z A',
    'OPEN 2026-10-01T16:00:00.000Z A corrects',
    'MET 2026-10-01T16:30:00.000Z A corrects',
  ]);
  const { facts } = await shown();
  expect(facts.filter(({ kind }) => kind === 'ARRIVED').map(({ retractedAt }) => retractedAt)).toEqual([
    new Date('2026-10-01T16:00:00.000Z'),
    null,
  ]);
});

it('2.3.1b: a voided arrival’s on-site clock warns and breaches by its timers again', async () => {
  const visitId = await located();
  await contest(visitId);
  for (const who of ['wang', 'zhao']) await settle(visitId, 'VOID', who);
  await live.goTo('2026-10-01T17:10:01.000Z');
  expect((await decided()).at(-1)).toBe('BREACHED 2026-10-01T17:10:00.000Z A corrects');
  const warned = await live.told<{ percent: number }>('work-orders.clock.warned.v1');
  expect(warned.map(({ percent }) => percent)).toEqual([50, 75, 90]);
});

it('2.3.1b: a quarter that was closed over a voided arrival closes again', async () => {
  await live.database.owner.query(
    `INSERT INTO policies VALUES ('visit-contest-hours', '2026-10-01', '2.3.1b', '9000')`,
  );
  const visitId = await located();
  await live.goTo('2027-01-11T00:00:00.000Z');
  await run(closePeriods, {}, live.as('service'));
  await contest(visitId);
  for (const who of ['wang', 'zhao']) await settle(visitId, 'VOID', who);
  await run(closePeriods, {}, live.as('service'));
  const closed = await live.told<{ onSite: object }>('work-orders.period.closed.v1');
  expect(closed.map(({ onSite }) => onSite)).toEqual([
    { met: 1, breached: 0, open: 0 },
    { met: 0, breached: 1, open: 0 },
  ]);
  await live.database.owner.query(`DELETE FROM policies WHERE effective_on = '2026-10-01'`);
});

it('2.3.1b: upheld, it counts as before and is contested no more', async () => {
  const visitId = await located();
  await contest(visitId, live.vendor());
  await settle(visitId, 'VOID', 'wang');
  await settle(visitId, 'STANDS', 'zhao'); // of another mind: a second must agree with him
  expect(await settle(visitId, 'STANDS', 'wang')).toMatchObject({ status: 'stands' });
  expect(await decided()).toEqual(['MET 2026-10-01T15:10:00.000Z A']);
  await expect(contest(visitId)).rejects.toMatchObject(refused('visit.contested-before'));
  expect(await live.told('work-orders.visit.contested.v1')).toMatchObject([{ visitId, side: 'VENDOR' }]);
  expect(await live.told('work-orders.visit.settled.v1')).toMatchObject([{ visitId, outcome: 'STANDS' }]);
});

it('2.3.1b: a code that nobody signs counts once two persons settled so, as evidence of grade C', async () => {
  const visitId = await read();
  await contest(visitId, live.vendor());
  await expect(sign(visitId)).rejects.toMatchObject(refused('visit.not-waiting'));
  for (const who of ['wang', 'zhao']) await settle(visitId, 'STANDS', who);
  expect(await decided()).toEqual(['MET 2026-10-01T15:10:00.000Z C']);
});

it('2.3.1b: a check-in is contested within 72 hours', async () => {
  const visitId = await located(); // 2026-10-01T15:10Z
  live.clock.set('2026-10-04T15:10:00.001Z');
  await expect(contest(visitId)).rejects.toMatchObject(refused('visit.contest-too-late'));
  await expect(settle(visitId, 'VOID', 'wang')).rejects.toMatchObject(refused('visit.not-contested'));
  live.clock.set('2026-10-04T15:10:00.000Z');
  expect(await contest(visitId)).toMatchObject({ status: 'contested' });
  const page = { limit: 10, status: 'contested' as const };
  expect((await live.useCases.read(visitsPage, page, 'enterprise')).items).toMatchObject([{ visitId }]);
  expect((await live.useCases.read(visitsPage, page, 'vendor:another')).items).toEqual([]);
});

it.each([
  ['one person settles it', `proposed_by = 'wang', seconded_by = 'wang'`, 'visits_two_persons'],
  ['who contested settles it', `proposed_by = 'li', seconded_by = 'wang'`, 'visits_settled_by_no_party'],
])('2.3.1b: not even by direct SQL %s', async (_, by, constraint) => {
  const visitId = await located();
  await contest(visitId);
  const sql = `UPDATE visits SET status = 'void', outcome = 'VOID', ${by}, proposed_at = now(),
    seconded_at = now() WHERE id = '${visitId}'`;
  await expect(live.database.owner.query(sql)).rejects.toMatchObject({ constraint });
});
