import type { AvailabilityTarget } from '@steward/terms';
import { availabilityMonthsPage, oneAvailabilityMonth } from '../storage/availability-month-views';
import { announcePlannedWindow } from './announce-planned-window';
import { approvePlannedWindow } from './approve-planned-window';
import { at, Availability, contractId, erp, otherVendor, vendorId } from './availability.fixture';
import { cancelPlannedWindow } from './cancel-planned-window';
import { correctOutage } from './correct-outage';
import { contract } from './live.fixture';
import { endOutage } from './end-outage';
import { endPlannedWindow } from './end-planned-window';
import { recordContractVersion } from './record-contract-version';
import { tellAlert } from './tell-alert';
import { withdrawOutage } from './withdraw-outage';

const MINUTE = 60;
const HOUR = 3600;
let house: Availability;
/** Beijing time to the second, so many seconds after. */
const after = (from: string, seconds: number) =>
  new Date(Date.parse(at(from)) + seconds * 1000).toISOString();
const outage: Availability['outage'] = (...told) => house.outage(...told);
const window = async (from: string, to: string) => {
  const asked = { contractId, service: 'erp', reason: '更换磁盘', startsAt: at(from), endsAt: at(to) };
  return (await house.run(announcePlannedWindow, asked, house.vendor())).windowId;
};
const approved = async (from: string, to: string) => {
  const windowId = await window(from, to);
  await house.run(approvePlannedWindow, { windowId }, house.office());
  return windowId;
};
const computed = () => house.computed();
const last = async () => (await computed()).at(-1);
const listed: Availability['months'] = (more) => house.months(more);
const shown = (month: string) => house.month(month);
/** The contract begins anew. */
const begin = (target: Partial<AvailabilityTarget> = {}, days: object = {}) =>
  house.begin({
    ...{ startOn: '2026-09-01', endOn: '2026-12-31', effectiveAt: '2026-08-31T16:00:00.000Z' },
    ...{ availability: [{ ...erp, ...target }], ...days },
  });

beforeAll(async () => {
  house = await Availability.start();
});
afterAll(() => house?.live.database.stop());
beforeEach(() => begin());

it('2.2.1c: a month is measured a day after its end, once, and then the next one', async () => {
  await house.goTo('10-01 23:59');
  expect(await computed()).toEqual([]);
  await house.goTo('10-02 00:00');
  expect(await computed()).toMatchObject([
    {
      ...{ contractId, vendorId, service: 'erp', month: '2026-09', revision: 1, targetPerMille: 999 },
      ...{ agreedSeconds: 2_592_000, plannedSeconds: 0, downSeconds: 0, unknownSeconds: 0, isMet: true },
      ...{ displayPercent: '100.000', status: 'COMPLETE', needsDecision: false },
      computedAt: '2026-10-01T16:00:00.000Z',
    },
  ]);
  await house.goTo('12-31 00:00');
  expect((await computed()).map(({ month }) => month)).toEqual(['2026-09', '2026-10', '2026-11']);
  for (const instant of ['2027-01-01T16:00:00.000Z', '2027-06-01T00:00:00.000Z']) {
    await house.live.goTo(instant);
    expect((await computed()).map(({ month }) => month).slice(3)).toEqual(['2026-12']); // its last
  }
});

it('2.2.1c, A1: of September’s 30 days 2592 s down pass and 2593 s fail', async () => {
  await house.goTo('09-10 18:00');
  const outageId = await outage(at('09-10 10:00'), after('09-10 10:00', 2592));
  await house.goTo('10-02 00:00');
  expect(await last()).toMatchObject({ downSeconds: 2592, isMet: true, displayPercent: '99.900' });
  const whole = { outageId, startedAt: at('09-10 10:00'), endedAt: after('09-10 10:00', 2593) };
  await house.run(correctOutage, { ...whole, reason: '以日志为准' }, house.office());
  await house.goTo('10-02 00:01');
  expect(await last()).toMatchObject({
    ...{ revision: 2, downSeconds: 2593, isMet: false, displayPercent: '99.899' },
  });
  expect(await computed()).toHaveLength(2);
});

it.each([
  ['A2', '2026-10', '10-10 10:00', 2678, 2_678_400],
  ['A3', '2026-02', '02-10 10:00', 2419, 2_419_200],
])(
  '2.2.1c, %s: %s is met at its allowance, and missed a second later',
  async (_, month, day, most, agreed) => {
    await begin({}, { startOn: '2026-01-01', effectiveAt: '2025-12-31T16:00:00.000Z' });
    await house.goTo('11-30 00:00');
    const outageId = await outage(at(day), after(day, most));
    await house.goTo('11-30 00:01');
    expect(await shown(month)).toMatchObject({ agreedSeconds: agreed, downSeconds: most, isMet: true });
    const whole = { outageId, startedAt: at(day), endedAt: after(day, most + 1), reason: '以日志为准' };
    await house.run(correctOutage, whole, house.office());
    await house.goTo('11-30 00:02');
    expect(await shown(month)).toMatchObject({ downSeconds: most + 1, isMet: false });
  },
);

it('2.2.1c, A4: outages that overlap or touch count once, and a part of a service counts as a part', async () => {
  await house.goTo('09-20 18:00');
  await outage(at('09-10 10:00'), at('09-10 10:30'));
  await outage(at('09-10 10:20'), at('09-10 10:50'));
  await outage(at('09-10 10:50'), at('09-10 11:00'));
  await house.goTo('10-02 00:00');
  expect(await last()).toMatchObject({ downSeconds: 60 * MINUTE });
  await outage(at('09-11 10:00'), at('09-11 12:00'), { affected: 25, total: 100 });
  await house.goTo('10-02 00:01');
  expect(await last()).toMatchObject({ revision: 2, downSeconds: 90 * MINUTE });
});

it('2.2.1c, A5 and A6: planned work leaves the denominator, and what overruns it is down', async () => {
  const windowId = await approved('09-10 02:00', '09-10 04:00');
  await house.goTo('09-10 05:00');
  await outage(at('09-10 01:40'), at('09-10 02:30'));
  await house.goTo('10-02 00:00');
  // 2 h of planned work leave 2,584,800 s, of which 1200 s are 0.0464 %.
  expect(await last()).toMatchObject({
    ...{ plannedSeconds: 2 * HOUR, downSeconds: 20 * MINUTE, isMet: true, displayPercent: '99.953' },
  });
  await house.run(endPlannedWindow, { windowId, endedAt: at('09-10 04:25') }, house.vendor());
  await house.goTo('10-02 00:01');
  expect(await last()).toMatchObject({
    ...{ revision: 2, plannedSeconds: 2 * HOUR, downSeconds: 45 * MINUTE, isMet: false },
    displayPercent: '99.895', // 2700 s of 2,584,800
  });
});

it('2.2.1c: a month shows which planned work did not count, and why', async () => {
  const early = [await approved('09-10 00:00', '09-10 04:00'), await approved('09-12 00:00', '09-12 01:00')];
  const refused = await window('09-14 00:00', '09-14 01:00');
  const cancelled = await approved('09-15 00:00', '09-15 01:00');
  await house.run(cancelPlannedWindow, { windowId: cancelled }, house.vendor());
  await house.goTo('09-18 00:01');
  const late = await approved('09-20 00:00', '09-20 01:00');
  await house.goTo('10-02 00:00');
  const month = await shown('2026-09');
  expect(month.plannedSeconds).toBe(4 * HOUR);
  expect(month.windows.map(({ windowId }) => windowId)).toEqual([...early, refused, late]);
  const utc = (from: string, to: string) => ({
    from: new Date(at(from)).toISOString(),
    to: new Date(at(to)).toISOString(),
  });
  expect(month.notCounted).toEqual([
    { ...utc('09-14 00:00', '09-14 01:00'), reason: 'NOT_APPROVED' },
    { ...utc('09-20 00:00', '09-20 01:00'), reason: 'LATE_NOTICE' },
    { ...utc('09-12 00:00', '09-12 01:00'), reason: 'OVER_QUOTA' },
  ]);
});

it('2.2.1c, A7: a contract from the 16th owes half the month: 1296 s pass, 1297 s fail', async () => {
  await begin({}, { startOn: '2026-09-16', effectiveAt: '2026-09-15T16:00:00.000Z' });
  await house.goTo('09-20 18:00');
  await outage(at('09-20 10:00'), after('09-20 10:00', 1296));
  await house.goTo('10-02 00:00');
  expect(await last()).toMatchObject({ agreedSeconds: 21_600 * MINUTE, downSeconds: 1296, isMet: true });
  await outage(after('09-20 10:00', 1296), after('09-20 10:00', 1297));
  await outage(at('09-15 10:00'), at('09-15 12:00')); // before it began
  await house.goTo('10-02 00:01');
  expect(await last()).toMatchObject({ downSeconds: 1297, isMet: false });
});

it('2.2.1c, A8: of service hours from 8 to 20 an outage from 19:50 to 20:20 counts 10 minutes', async () => {
  await begin({ serviceHours: [['08:00', '20:00']] });
  await house.goTo('09-20 18:00');
  await outage(at('09-10 19:50'), at('09-10 20:20'));
  await house.goTo('10-02 00:00');
  expect(await last()).toMatchObject({ agreedSeconds: 21_600 * MINUTE, downSeconds: 10 * MINUTE });
});

it('2.2.1c, A9: three hours without monitoring count as up, are listed, and are provisional', async () => {
  await house.goTo('09-20 18:00');
  const alert = {
    labels: { steward_contract: 'HT-1', steward_service: 'erp', steward_affects: 'monitoring' },
    ...{ status: 'resolved' as const, fingerprint: 'b3c1a5d2e4f60718' },
    ...{ startsAt: at('09-10 10:00'), endsAt: at('09-10 13:00') },
  };
  await house.run(tellAlert, alert, house.service());
  await house.goTo('10-02 00:00');
  expect(await last()).toMatchObject({
    ...{ isMet: true, displayPercent: '100.000', unknownSeconds: 3 * HOUR, status: 'PROVISIONAL' },
    needsDecision: false,
  });
  expect((await shown('2026-09')).unknown).toEqual([
    { from: '2026-09-10T02:00:00.000Z', to: '2026-09-10T05:00:00.000Z' },
  ]);
});

it('2.2.1c, A10: an outage that goes on is split at the month’s end, and its end does not change the past', async () => {
  await house.goTo('09-30 23:45');
  const outageId = await outage(at('09-30 23:30'), null);
  await house.goTo('10-02 00:00');
  expect(await last()).toMatchObject({ month: '2026-09', downSeconds: 30 * MINUTE });
  await house.run(endOutage, { outageId, endedAt: at('10-01 00:45') }, house.office());
  await house.goTo('11-02 00:00');
  const told = await computed();
  expect(told.map(({ month, revision, downSeconds }) => [month, revision, downSeconds])).toEqual([
    ['2026-09', 1, 30 * MINUTE],
    ['2026-10', 1, 45 * MINUTE],
  ]);
});

it('2.2.1c: what changes of a past month is announced with its next revision, and nothing else is', async () => {
  await house.goTo('09-20 18:00');
  const outageId = await outage(at('09-10 10:00'), at('09-10 12:00'));
  await house.goTo('11-02 00:00');
  expect(await computed()).toHaveLength(2);
  await house.run(withdrawOutage, { outageId, reason: '探针误报' }, house.office());
  await outage(at('11-01 10:00'), at('11-01 12:00')); // of a month that goes on
  await house.goTo('11-02 00:01');
  expect(await computed()).toHaveLength(3);
  expect(await last()).toMatchObject({ month: '2026-09', revision: 2, downSeconds: 0, isMet: true });
  const { revisions } = await shown('2026-09');
  expect(revisions).toMatchObject([
    { revision: 1, isMet: false },
    { revision: 2, isMet: true },
  ]);
});

it('S11: an amendment’s target counts from the next month on, and a service that it adds from its instant', async () => {
  const mail = { ...erp, service: 'mail', name: '邮件' };
  const amended = {
    ...{ ...contract, contractVersion: 2, effectiveAt: '2026-10-15T16:00:00.000Z', code: 'HT-1' },
    ...{ startOn: '2026-09-01', availability: [{ ...erp, targetPerMille: 990 }, mail] },
  };
  await house.run(recordContractVersion, amended, house.service());
  await house.goTo('12-02 00:00');
  const months = (await listed()).map(({ month, service, targetPerMille, agreedSeconds }) => [
    ...[month, service, targetPerMille, agreedSeconds / 86_400],
  ]);
  expect(months).toEqual([
    ['2026-09', 'erp', 999, 30],
    ['2026-10', 'erp', 999, 31],
    ['2026-10', 'mail', 999, 16],
    ['2026-11', 'erp', 990, 30],
    ['2026-11', 'mail', 999, 30],
  ]);
});

it('months are listed page after page; another vendor sees none', async () => {
  await house.goTo('12-02 00:00');
  const page = (after?: string | null) =>
    house.read(availabilityMonthsPage, { limit: 2, contractId, ...(after && { after }) }, 'enterprise');
  const first = await page();
  expect(first.items.map(({ month }) => month)).toEqual(['2026-09', '2026-10']);
  expect(await page(first.next)).toMatchObject({ items: [{ month: '2026-11' }], next: null });
  expect((await listed({ from: '2026-11' })).map(({ month }) => month)).toEqual(['2026-11']);
  expect(await house.read(availabilityMonthsPage, { limit: 10 }, otherVendor)).toEqual({
    ...{ items: [], next: null },
  });
  const { availabilityId } = first.items[0]!;
  const foreign = house.read(oneAvailabilityMonth, { availabilityId }, otherVendor);
  await expect(foreign).rejects.toMatchObject({ code: 'availability.not-found' });
});
