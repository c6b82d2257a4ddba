import { monthResources, resourcesPage, workOrderResources } from '../storage/resource-views';
import { acceptResolution } from './accept-resolution';
import { contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { logResources, type LogResources } from './log-resources';
import { reportWorkOrder } from './report-work-order';
import { resolveWorkOrder } from './resolve-work-order';
import { reverseResource } from './reverse-resource';

let live: LiveWorkOrders;
let workOrderId: string;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const occurredAt = '2026-10-01T15:10:00.000Z';
const labour = { people: 2, minutes: 90 };
const log = (used: Partial<LogResources>) =>
  run(logResources, { workOrderId, occurredAt, parts: [], ...used }, live.vendor());
const reverse = (entryId: string) => run(reverseResource, { entryId, reason: '多记了一次' }, live.vendor());
const totals = () => live.useCases.read(workOrderResources, { workOrderId }, `vendor:${vendorId}`);
const inMonth = (month: string, actor: 'enterprise' | `vendor:${string}` = 'enterprise') =>
  live.useCases.read(monthResources, { contractId, month }, actor);
const NOTHING = { labourMinutes: 0, energyKwh: '0', parts: [] };

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  workOrderId = await live.accepted();
});

it('2.3.1c: two people for 90 minutes are 180 minutes of labour', async () => {
  const { entryIds } = await log({ labour });
  expect(await totals()).toEqual({ ...NOTHING, labourMinutes: 180 });
  expect(await live.told('work-orders.work-order.resource-logged.v1')).toEqual([
    {
      ...{ workOrderId, entryId: entryIds[0], vendorId, contractId, month: '2026-10', occurredAt },
      resource: { kind: 'LABOUR', labourMinutes: 180 },
    },
  ]);
});

it('2.3.1c: parts add up by code and unit, and energy to the thousandth of a kilowatt-hour', async () => {
  const metre = { partCode: 'CABLE', unit: 'm' };
  await log({
    parts: [
      { ...metre, quantity: '0.1' },
      { partCode: 'FAN', unit: '个', quantity: '02.000' },
    ],
  });
  await log({ parts: [{ ...metre, quantity: '0.2' }], energyKwh: '999999999.999' });
  await log({ energyKwh: '0.001' });
  expect(await totals()).toEqual({
    ...{ labourMinutes: 0, energyKwh: '1000000000' },
    parts: [
      { partCode: 'CABLE', unit: 'm', quantity: '0.3' }, // 0.1 and 0.2 as floats are not
      { partCode: 'FAN', unit: '个', quantity: '2' },
    ],
  });
  const told = await live.told<{ resource: object }>('work-orders.work-order.resource-logged.v1');
  expect(told[1]!.resource).toEqual({ kind: 'PART', partCode: 'FAN', quantity: '2', unit: '个' });
});

it('2.3.1c: what was used before midnight in Shanghai belongs to the month that ends', async () => {
  await live.goTo('2026-10-31T16:05:00.000Z');
  await log({ labour, occurredAt: '2026-10-31T15:59:59.999Z' });
  await log({ labour: { people: 1, minutes: 30 }, occurredAt: '2026-10-31T16:00:00.000Z' });
  expect(await inMonth('2026-10')).toEqual({ ...NOTHING, labourMinutes: 180 });
  expect(await inMonth('2026-11')).toEqual({ ...NOTHING, labourMinutes: 30 });
  expect(await inMonth('2026-10', 'vendor:another')).toEqual(NOTHING);
});

it('2.3.1c: an entry is taken back once, by another that is not, in its month and for good', async () => {
  const parts = [{ partCode: 'FAN', quantity: '2.5', unit: '个' }];
  const { entryIds } = await log({ labour, parts, energyKwh: '12.345' });
  await live.goTo('2026-11-02T02:00:00.000Z');
  const taken = [];
  for (const entryId of entryIds) taken.push((await reverse(entryId)).entryId);
  expect(await totals()).toEqual(NOTHING);
  expect(await inMonth('2026-10')).toEqual(NOTHING);
  await expect(reverse(entryIds[0]!)).rejects.toMatchObject({ code: 'resource.reversed-before' });
  await expect(reverse(taken[0]!)).rejects.toMatchObject({ code: 'resource.reversal' });
  const told = await live.told<{ resource: object }>('work-orders.work-order.resource-logged.v1');
  expect(told.slice(3)).toMatchObject([
    { resource: { labourMinutes: -180 }, reversalOf: entryIds[0], occurredAt },
    { resource: { quantity: '-2.5' }, reversalOf: entryIds[1] },
    { resource: { energyKwh: '-12.345' }, reversalOf: entryIds[2] },
  ]);
  const page = { workOrderId, limit: 4 };
  const first = await live.useCases.read(resourcesPage, page, 'enterprise');
  const rest = await live.useCases.read(resourcesPage, { ...page, after: first.next! }, 'enterprise');
  expect([first.items.length, rest.items.length, rest.next]).toEqual([4, 2, null]);
});

it('2.3.1c: what was used may be logged until the customer accepts, not before the vendor has', async () => {
  const report = { number: 'W-2', severity: 1 as const, category: 'HARDWARE' as const };
  const fresh = await run(reportWorkOrder, report, live.office());
  await expect(log({ workOrderId: fresh.workOrderId, labour })).rejects.toMatchObject({
    code: 'work-order.not-found', // nobody's work order yet
  });
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  await log({ labour });
  await run(acceptResolution, { workOrderId }, live.office());
  await expect(log({ labour })).rejects.toMatchObject({ code: 'work-order.wrong-state' });
});

it.each([
  ['nothing was used', {}, '/labour'],
  ['it comes after five minutes', { labour, occurredAt: '2026-10-01T15:15:00.001Z' }, '/occurredAt'],
  ['it came before the report', { labour, occurredAt: '2026-10-01T15:09:59.999Z' }, '/occurredAt'],
])('3.2.1b: where %s, the field is named and nothing is stored', async (_, used, path) => {
  await expect(log(used)).rejects.toMatchObject({ path });
  expect(await totals()).toEqual(NOTHING);
});

it.each([
  ['without an instant', { labour, occurredAt: undefined as unknown as string }, '/occurredAt'],
  ['of nobody', { labour: { people: 0, minutes: 90 } }, '/labour/people'],
  ['of no kilowatt-hours', { energyKwh: '0.000' }, '/energyKwh'],
  ['finer than a thousandth', { energyKwh: '1.0001' }, '/energyKwh'],
  ['as a number', { energyKwh: 1.5 as unknown as string }, '/energyKwh'],
  ['of less than nothing', { parts: [{ partCode: 'A', quantity: '-1', unit: 'm' }] }, '/parts/0/quantity'],
])('3.2.1b: an entry %s does not fit, and nothing is stored', async (_, used, path) => {
  await expect(log(used)).rejects.toMatchObject({ errors: [{ path }] });
  expect(await totals()).toEqual(NOTHING);
});
