import { assetsPage } from '../storage/site-views';
import { inspectionPlansPage } from '../storage/inspection-views';
import { checklist, results, rounds, weekly } from './inspected.fixture';
import { contract, contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { planInspections } from './plan-inspections';
import { recordContractVersion } from './record-contract-version';
import { retireInspectionPlan } from './retire-inspection-plan';
import { oneAsset } from './sited.fixture';
import { submitInspection } from './submit-inspection';

let live: LiveWorkOrders;
let assetId: string;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const due = async () =>
  (await live.told<{ dueOn: string }>('work-orders.inspection.due.v1')).map(({ dueOn }) => dueOn);
const overdue = async () =>
  (await live.told<{ dueOn: string; overdueFrom: string }>('work-orders.inspection.overdue.v1')).map(
    ({ dueOn, overdueFrom }) => `${dueOn} ${overdueFrom}`,
  );

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin(); // 1 October, 23:10 in Shanghai
  assetId = await oneAsset(live);
});

it('3.2.1a: a round is announced at the first instant of its day, and the next a week later', async () => {
  const planId = await weekly(live, assetId);
  await live.goTo('2026-10-04T15:59:59.999Z');
  expect(await due()).toEqual([]);
  await live.goTo('2026-10-04T16:00:00.000Z');
  const [told] = await live.told('work-orders.inspection.due.v1');
  const [round] = await rounds(live);
  expect(told).toEqual({
    ...{ inspectionId: round!.inspectionId, planId, assetId, vendorId, contractId, dueOn: '2026-10-05' },
    dueFrom: '2026-10-04T16:00:00.000Z',
  });
  await live.goTo('2026-10-18T16:00:00.000Z');
  expect(await due()).toEqual(['2026-10-05', '2026-10-12', '2026-10-19']);
});

it('3.2.1a: a round that nobody recorded is overdue two days after its day, told once', async () => {
  await weekly(live, assetId);
  await live.goTo('2026-10-07T15:59:59.999Z');
  expect(await overdue()).toEqual([]);
  await live.goTo('2026-10-07T16:00:00.000Z');
  await live.goTo('2026-10-11T15:59:59.000Z');
  expect(await overdue()).toEqual(['2026-10-05 2026-10-07T16:00:00.000Z']);
  expect(await rounds(live)).toMatchObject([
    { status: 'due', overdueAt: new Date('2026-10-07T16:00:00.000Z') },
  ]);
});

it('3.2.1a: a daily round is overdue before the next is due', async () => {
  await weekly(live, assetId, { cadenceDays: 1 });
  await live.goTo('2026-10-06T15:59:59.000Z');
  expect(await due()).toEqual(['2026-10-05', '2026-10-06']);
  expect(await overdue()).toEqual(['2026-10-05 2026-10-05T16:00:00.000Z']);
});

it('3.2.1a: one that was recorded in time is never overdue', async () => {
  await weekly(live, assetId);
  await live.goTo('2026-10-07T15:00:00.000Z');
  const [round] = await rounds(live);
  const told = { occurredAt: '2026-10-07T15:00:00.000Z', results: results('OK', 'OK', 'OK') };
  const { inspectionId } = round!;
  await run(submitInspection, { inspectionId, channel: 'PLATFORM_API', ...told }, live.vendor());
  await live.goTo('2026-10-10T00:00:00.000Z');
  expect(await overdue()).toEqual([]);
});

it('3.2.1a: no round is announced after the contract’s last day, nor once the plan is retired', async () => {
  await weekly(live, assetId, { cadenceDays: 60, firstDueOn: '2026-11-01' }); // then 31 December, the last
  const planId = await weekly(live, assetId, { code: 'XJ-2', firstDueOn: '2026-10-06', cadenceDays: 30 });
  await live.goTo('2026-10-06T00:00:00.000Z');
  await run(retireInspectionPlan, { planId }, live.office());
  await live.goTo('2027-03-31T00:00:00.000Z');
  expect(await due()).toEqual(['2026-10-06', '2026-11-01', '2026-12-31']);
  const { items } = await live.useCases.read(inspectionPlansPage, { assetId, limit: 10 }, 'enterprise');
  const retired = items.filter(({ retiredAt }) => retiredAt !== null);
  expect(retired.map((plan) => plan.planId)).toEqual([planId]);
});

it('3.2.1a: a plan goes on where its contract is prolonged, even after its end', async () => {
  await weekly(live, assetId, { cadenceDays: 30, firstDueOn: '2026-12-15' });
  await live.goTo('2027-01-20T00:00:00.000Z');
  expect(await due()).toEqual(['2026-12-15']); // the contract ended on 31 December
  const prolonged = { ...contract, contractVersion: 2, effectiveAt: '2027-01-20T00:00:00.000Z' };
  await run(recordContractVersion, { ...prolonged, endOn: '2027-12-31' }, live.as('service'));
  await live.goTo('2027-02-12T16:00:00.000Z');
  expect(await due()).toEqual(['2026-12-15', '2027-02-13']);
});

it('2.3.1b: a vendor sees the asset that it is to look at, and its own plans alone', async () => {
  const seen = async (actor: `vendor:${string}`) => [
    (await live.useCases.read(assetsPage, { limit: 10 }, actor)).items.length,
    (await live.useCases.read(inspectionPlansPage, { limit: 10 }, actor)).items.length,
  ];
  expect(await seen(`vendor:${vendorId}`)).toEqual([0, 0]);
  await weekly(live, assetId);
  expect(await seen(`vendor:${vendorId}`)).toEqual([1, 1]);
  expect(await seen('vendor:another')).toEqual([0, 0]);
});

it.each([
  ['a day that has begun', { firstDueOn: '2026-10-01' }, 'begins-in-past', '/firstDueOn'],
  ['a day after the contract', { firstDueOn: '2027-01-01' }, 'contract-not-in-force', '/firstDueOn'],
  ['an item twice', { items: [checklist[0]!, checklist[0]!] }, 'item-twice', '/items/1/code'],
])('3.2.1a: a plan with %s is refused', async (_, more, code, path) => {
  await expect(weekly(live, assetId, more)).rejects.toMatchObject({ code: `inspection-plan.${code}`, path });
});

it('3.2.1a: a code names one plan, and a plan is on an asset that there is', async () => {
  await weekly(live, assetId);
  await expect(weekly(live, assetId)).rejects.toMatchObject({ code: 'inspection-plan.code-taken' });
  const nothing = weekly(live, contractId, { code: 'XJ-2' });
  await expect(nothing).rejects.toMatchObject({ code: 'asset.not-found' });
  const plan = { code: 'XJ-3', assetId, contractId, cadenceDays: 7, firstDueOn: '2026-10-05', items: [] };
  await expect(run(planInspections, plan, live.office())).rejects.toMatchObject({
    errors: [{ path: '/items' }],
  });
});
