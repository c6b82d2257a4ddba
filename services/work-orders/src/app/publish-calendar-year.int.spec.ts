import { calendarYearsPage } from '../storage/calendar-year-views';
import { clocksOf } from '../storage/clock-views';
import { acceptWorkOrder } from './accept-work-order';
import { arriveOnSite } from './arrive-on-site';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contract, contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { proposeCalendarYear } from './propose-calendar-year';
import { publishCalendarYear } from './publish-calendar-year';
import { recordContractVersion } from './record-contract-version';
import { reportWorkOrder } from './report-work-order';
import { resolveWorkOrder } from './resolve-work-order';

const working = (hours: number) => ({ durationSeconds: hours * 3600, clock: 'working' as const });
/** Nine hours a day: 8 of them to be on site, 18 to be done. */
const pair = { onSite: working(8), closure: working(18) };
const byWorkingTime = {
  ...{ ...contract, contractVersion: 1, endOn: '2027-12-31' },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
};
/** Invented: 2027 begins on a Friday, and its first three days are off. */
const of2027 = {
  ...{ calendar: 'CN', year: 2027, notice: 'https://www.gov.cn/2027' },
  ...{ off: ['01-01..01-03', '02-05..02-11'], madeUp: ['01-30'] },
};
const at = (text: string) => new Date(`${text}:00+08:00`).toISOString();
const NOON = at('2026-12-31T12:00'); // a Thursday
/** So many seconds after. */
const after = (instant: string, seconds: number) =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();
/** The clocks are gone through when the commands under way are over. */
const followed = () => live.goTo(after(live.clock.now().toISOString(), 10));

let live: LiveWorkOrders;
let number = 0;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const proposed = async (change: object = {}) =>
  (await run(proposeCalendarYear, { ...of2027, ...change }, live.office('admin'))).calendarYearId;
const publish = async (change: object = {}) => {
  const calendarYearId = await proposed(change);
  await run(publishCalendarYear, { calendarYearId }, live.office('head'));
  return calendarYearId;
};
const dispatched = async () => {
  const report = { number: `W-${(number += 1)}`, severity: 3 as const, category: 'HARDWARE' as const };
  const { workOrderId } = await run(reportWorkOrder, report, live.office());
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  return workOrderId;
};
type Told = Record<'workOrderId' | 'kind' | 'dueBeforeAt' | 'dueAt' | 'calendarYearId', string>;
const moved = () => live.told<Told>('work-orders.clock.moved.v1');
const dueOf = async (useCase: string, key: string) => {
  const [timer] = await live.database.owner.query<{ dueAt: Date }[]>(
    'SELECT due_at AS "dueAt" FROM timers WHERE use_case = $1 AND key = $2',
    [useCase, key],
  );
  return timer!.dueAt.toISOString();
};

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  await live.database.owner.query('TRUNCATE calendar_years, contract_versions');
  await run(recordContractVersion, byWorkingTime, live.as('service'));
  live.clock.set(NOON);
});

it('D1: a published year moves the clocks that were due in it, and tells each once', async () => {
  const workOrderId = await dispatched();
  const calendarYearId = await publish();
  await followed();
  await followed();
  const about = { workOrderId, calendarYearId, contractId, vendorId, severity: 3, isProvisional: false };
  // 6 hours are left on Thursday. Then Friday was a working day, and now Monday is the next one.
  expect(await moved()).toEqual([
    {
      ...{ ...about, kind: 'ON_SITE', clockId: expect.any(String) as string, movedAt: after(NOON, 10) },
      ...{ dueBeforeAt: at('2027-01-01T11:00'), dueAt: at('2027-01-04T11:00') },
    },
    {
      ...{ ...about, kind: 'CLOSURE', clockId: expect.any(String) as string, movedAt: after(NOON, 10) },
      ...{ dueBeforeAt: at('2027-01-04T12:00'), dueAt: at('2027-01-05T12:00') },
    },
  ]);
  expect(await live.told('work-orders.calendar-year.published.v1')).toEqual([
    { ...of2027, calendarYearId, version: 1, publishedAt: NOON },
  ]);
});

it('D1: a work order shows when its clocks are due, provisionally until the year is published', async () => {
  const workOrderId = await dispatched();
  const clocks = async () => {
    const { items } = await live.useCases.read(clocksOf, { workOrderId }, `vendor:${vendorId}`);
    return items.map(({ kind, dueAt, isProvisional }) => [kind, dueAt?.toISOString(), isProvisional]);
  };
  expect(await clocks()).toEqual([
    ['ON_SITE', at('2027-01-01T11:00'), true],
    ['CLOSURE', at('2027-01-04T12:00'), true],
  ]);
  await publish();
  expect(await clocks()).toEqual([
    ['ON_SITE', at('2027-01-04T11:00'), false],
    ['CLOSURE', at('2027-01-05T12:00'), false],
  ]);
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await run(arriveOnSite, { workOrderId }, live.vendor());
  expect((await clocks())[0]).toEqual(['ON_SITE', undefined, false]);
  const foreign = live.useCases.read(
    clocksOf,
    { workOrderId },
    'vendor:0195540a-0000-7000-8000-00000000000b',
  );
  await expect(foreign).rejects.toMatchObject({ code: 'work-order.not-found' });
});

it('D1: timers follow, and a breach comes at the published instant and is provisional no more', async () => {
  await dispatched();
  await publish();
  await live.goTo(at('2027-01-04T11:00'));
  expect(await live.verdicts()).toEqual([]);
  await live.goTo(after(at('2027-01-04T11:00'), 1));
  expect(await live.verdicts()).toEqual([`ON_SITE BREACHED ${at('2027-01-04T11:00')}`]);
  expect(await live.told('work-orders.milestone.decided.v1')).toMatchObject([{ isProvisional: false }]);
});

it('import rule 9: while the year is not published, the weekday rule stands in, provisionally', async () => {
  await dispatched();
  await live.goTo(after(at('2027-01-01T11:00'), 1));
  expect(await live.verdicts()).toEqual([`ON_SITE BREACHED ${at('2027-01-01T11:00')}`]);
  expect(await live.told('work-orders.milestone.decided.v1')).toMatchObject([{ isProvisional: true }]);
  await publish();
  await followed();
  const [on] = await moved();
  expect(on).toMatchObject({ kind: 'ON_SITE', dueAt: at('2027-01-04T11:00') });
});

it('D1: what was dispatched after the publication, or has stopped, did not move', async () => {
  const arrived = await dispatched();
  await run(acceptWorkOrder, { workOrderId: arrived }, live.vendor());
  await run(arriveOnSite, { workOrderId: arrived }, live.vendor());
  await publish();
  live.clock.advance(60_000);
  const later = await dispatched(); // before the clocks were gone through
  await followed();
  expect((await moved()).map(({ workOrderId, kind }) => [workOrderId, kind])).toEqual([[arrived, 'CLOSURE']]);
  expect(await dueOf('judge-work-order', `${later}:CLOSURE`)).toBe(at('2027-01-04T12:01')); // half of 18 h
});

it('D1: more work orders than one transaction takes are gone through one after the other', async () => {
  const ids = [];
  for (let n = 0; n < 101; n += 1) ids.push(await dispatched());
  await publish();
  await followed();
  const told = await moved();
  expect(told).toHaveLength(202);
  expect(new Set(told.map(({ workOrderId }) => workOrderId))).toEqual(new Set(ids));
});

it('S9: the customer’s three working days move as well', async () => {
  const workOrderId = await dispatched();
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  expect(await dueOf('accept-by-silence', workOrderId)).toBe(at('2027-01-06T00:00'));
  await publish();
  await followed();
  expect(await dueOf('accept-by-silence', workOrderId)).toBe(at('2027-01-07T00:00'));
  expect(await moved()).toEqual([]);
});

it('D1: a vendor’s command counts by the published year, too', async () => {
  const workOrderId = await dispatched();
  await publish();
  await live.goTo(at('2026-12-31T16:00'));
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  expect(await dueOf('accept-by-silence', workOrderId)).toBe(at('2027-01-07T00:00'));
});

it('D1: a notice that is corrected moves by the difference; one that says the same moves nothing', async () => {
  await dispatched();
  await publish();
  await followed();
  await publish();
  await followed();
  expect(await moved()).toHaveLength(2);
  const calendarYearId = await publish({ off: ['01-01..01-04'] });
  await followed();
  expect((await moved()).slice(2)).toMatchObject([
    { calendarYearId, dueBeforeAt: at('2027-01-04T11:00'), dueAt: at('2027-01-05T11:00') },
    { calendarYearId, dueBeforeAt: at('2027-01-05T12:00'), dueAt: at('2027-01-06T12:00') },
  ]);
  const versions = await live.told<{ version: number }>('work-orders.calendar-year.published.v1');
  expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
});

it('a year is published by another person, once; a proposal counts for nothing and no vendor sees it', async () => {
  const calendarYearId = await proposed();
  const see = () => live.useCases.read(calendarYearsPage, { limit: 10, year: 2027 }, `vendor:${vendorId}`);
  expect(await see()).toEqual({ items: [], next: null });
  const alone = run(publishCalendarYear, { calendarYearId }, live.office('admin'));
  await expect(alone).rejects.toMatchObject({ code: 'calendar-year.same-person' });
  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) => run(publishCalendarYear, { calendarYearId }, live.office(`${n}`))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await see()).toMatchObject({ items: [{ calendarYearId, version: 1, proposedBy: 'admin' }] });
});

it.each([
  ['a weekday made up', { madeUp: ['03-01'] }, { code: 'calendar.not-weekend', path: '/madeUp/0' }],
  ['no day off', { off: [] }, { code: 'calendar.days-wrong', path: '/off' }],
  ['a notice that is nowhere', { notice: 'www' }, { errors: [{ path: '/notice' }] }],
  ['a day in words', { off: ['New Year'] }, { errors: [{ path: '/off' }] }],
])('a proposal with %s is refused, and nothing is stored', async (_, change, problem) => {
  await expect(proposed(change)).rejects.toMatchObject(problem);
  const { items } = await live.useCases.read(calendarYearsPage, { limit: 10 }, 'enterprise');
  expect(items).toEqual([]);
});

it.each([
  ['calendar_years_two_persons', `version = 1, published_by = proposed_by, published_at = now()`],
  ['calendar_years_published', `version = 1`],
])('the database refuses what the rule does: %s', async (constraint, change) => {
  await proposed();
  const forged = live.database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    await manager.query(`UPDATE calendar_years SET ${change}`);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});
