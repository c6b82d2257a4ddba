import { changeSeverity } from './change-severity';
import { arriveOnSite } from './arrive-on-site';
import { oneWorkOrder } from '../storage/work-order-views';
import { LiveWorkOrders } from './live.fixture';
import { pauseWorkOrder } from './pause-work-order';
import { rejectResolution } from './reject-resolution';
import { resolveWorkOrder } from './resolve-work-order';
import { resumeWorkOrder } from './resume-work-order';

let live: LiveWorkOrders;
type Told = { kind: string; percent: number; reachedAt: string };
const told = async (type: string, kind: string) =>
  (await live.told<Told>(type))
    .filter((one) => one.kind === kind)
    .map(({ percent, reachedAt }) => `${percent} % at ${reachedAt}`);
const warned = (kind = 'ON_SITE') => told('work-orders.clock.warned.v1', kind);
const repeated = (kind = 'ON_SITE') => told('work-orders.clock.breach-repeated.v1', kind);
const openTimers = () =>
  live.database.owner.query<{ key: string }[]>(
    `SELECT split_part(key, ':', 2) AS key FROM timers WHERE use_case = 'judge-work-order' ORDER BY 1`,
  );
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('2.2.1a, D1: an on-site clock warns at 50, 75 and 90 %, is breached, and repeats it at 150 and 200 %, each once', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T16:09:59.000Z');
  expect(await warned()).toEqual([]);
  for (const time of ['16:10', '16:40', '16:58']) await live.goTo(`2026-10-01T${time}:00.000Z`);
  const warnings = ['50 % at 2026-10-01T16:10', '75 % at 2026-10-01T16:40', '90 % at 2026-10-01T16:58'];
  expect(await warned()).toEqual(warnings.map((text) => `${text}:00.000Z`));
  expect(await live.verdicts()).toEqual([]);
  for (const time of ['17:10:01', '18:10:00', '19:10:00']) await live.goTo(`2026-10-01T${time}.000Z`);
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T17:10:00.000Z']);
  expect(await repeated()).toEqual([
    '150 % at 2026-10-01T18:10:00.000Z',
    '200 % at 2026-10-01T19:10:00.000Z',
  ]);
  expect(await warned()).toHaveLength(3);
  expect(await openTimers()).toEqual([{ key: 'CLOSURE' }]); // this clock has nothing more to say
  const seen = await live.useCases.read(oneWorkOrder, { workOrderId }, 'enterprise');
  expect(seen.warnings).toHaveLength(5);
});

it('2.2.1b: a closure clock of 72 hours warns at 54 hours, for whoever is to be consulted', async () => {
  const workOrderId = await live.accepted();
  await run(arriveOnSite, { workOrderId }, live.vendor());
  await live.goTo('2026-10-03T21:10:00.000Z');
  const all = await live.told('work-orders.clock.warned.v1');
  expect(all.at(-1)).toMatchObject({
    ...{ workOrderId, kind: 'CLOSURE', percent: 75, severity: 1 },
    ...{ reachedAt: '2026-10-03T21:10:00.000Z', dueAt: '2026-10-04T15:10:00.000Z' },
  });
});

it('D1: a clock has one timer at a time, and none once it stopped and the timer saw it', async () => {
  const workOrderId = await live.accepted();
  expect(await openTimers()).toEqual([{ key: 'CLOSURE' }, { key: 'ON_SITE' }]);
  await run(arriveOnSite, { workOrderId }, live.vendor());
  await live.goTo('2026-10-01T16:10:00.000Z');
  expect(await warned()).toEqual([]);
  expect(await openTimers()).toEqual([{ key: 'CLOSURE' }]);
});

it('D1: a pause moves the warnings', async () => {
  const workOrderId = await live.accepted();
  await run(pauseWorkOrder, { workOrderId, reason: 'WAITING_CUSTOMER' }, live.vendor());
  await live.goTo('2026-10-03T15:10:00.000Z');
  expect(await warned('CLOSURE')).toEqual([]);
  await run(resumeWorkOrder, { workOrderId }, live.vendor());
  await live.goTo('2026-10-05T03:10:00.000Z');
  expect(await warned('CLOSURE')).toEqual(['50 % at 2026-10-05T03:10:00.000Z']);
});

it('S8: a reopened clock goes on, and what it warned of before it does not repeat', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-03T03:10:00.000Z'); // 36 h
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  await live.goTo('2026-10-04T03:10:00.000Z');
  await run(rejectResolution, { workOrderId, reason: '仍然漏水' }, live.office());
  await live.goTo('2026-10-04T21:10:00.000Z'); // 18 h after the reopening
  expect(await warned('CLOSURE')).toEqual([
    '50 % at 2026-10-03T03:10:00.000Z',
    '75 % at 2026-10-04T21:10:00.000Z',
  ]);
});

it('S10: a clock that the customer begins again warns anew', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T16:10:00.000Z');
  await run(changeSeverity, { workOrderId, severity: 2, cause: 'CUSTOMER' }, live.office());
  await live.goTo('2026-10-01T17:10:00.000Z');
  expect(await warned()).toEqual(['50 % at 2026-10-01T16:10:00.000Z', '50 % at 2026-10-01T17:10:00.000Z']);
});

it('D1: where the timers are late, what comes next announces first what was due', async () => {
  const workOrderId = await live.accepted();
  live.clock.set('2026-10-01T16:45:00.000Z');
  await run(arriveOnSite, { workOrderId }, live.vendor());
  expect(await warned()).toEqual(['50 % at 2026-10-01T16:10:00.000Z', '75 % at 2026-10-01T16:40:00.000Z']);
});
