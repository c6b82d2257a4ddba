import { acceptWorkOrder } from './accept-work-order';
import { admitWorkOrder } from './admit-work-order';
import { arriveOnSite } from './arrive-on-site';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contract, contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { recordContractVersion } from './record-contract-version';
import { reportWorkOrder } from './report-work-order';
import { withdrawScopeReview } from './withdraw-scope-review';
import { oneWorkOrder, workOrdersPage } from '../storage/work-order-views';

const changeOrderId = '0195540a-0000-7000-8000-0000000000c1';
let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const shown = (workOrderId: string) => live.useCases.read(oneWorkOrder, { workOrderId }, 'enterprise');

type Opened = { readonly scopeReviewId: string };
/** An upgrade of a router, which the contract prices by the hour, was to go to its vendor. */
async function inReview(): Promise<{ workOrderId: string; scopeReviewId: string }> {
  const report = { number: 'W-1', severity: 1 as const, category: 'HARDWARE' as const };
  const asked = { service: 'UPGRADE' as const, assetClass: 'router' };
  const { workOrderId } = await run(reportWorkOrder, { ...report, ...asked }, live.office());
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  const [opened] = await live.told<Opened>('work-orders.scope-review.opened.v1');
  return { workOrderId, scopeReviewId: opened!.scopeReviewId };
}
const admitted = (workOrderId: string, scopeReviewId: string) =>
  run(admitWorkOrder, { workOrderId, scopeReviewId, changeOrderId, contractId }, live.as('service'));

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  // 设备维护 and 故障处理 are what the fee covers, of HARDWARE alone.
  const item = { category: 'HARDWARE' as const, assetClass: '*' };
  const scope = [
    { ...item, service: 'MAINTENANCE' as const, isIncluded: true },
    { ...item, service: 'FAULT_HANDLING' as const, isIncluded: true },
    { ...item, service: 'UPGRADE' as const, isIncluded: false, rateCode: 'UPGRADES' },
  ];
  const version = { ...contract, contractVersion: 2, effectiveAt: '2026-01-31T16:00:00.000Z', scope };
  await run(recordContractVersion, version, live.as('service'));
});

it('1.1.2: an upgrade outside the scope waits in SCOPE_REVIEW and is not billable', async () => {
  const { workOrderId, scopeReviewId } = await inReview();
  const workOrder = await shown(workOrderId);
  expect(workOrder).toMatchObject({ status: 'scope-review', billing: 'NOT_BILLABLE', milestones: [] });
  expect(await live.told('work-orders.scope-review.opened.v1')).toEqual([
    {
      ...{ scopeReviewId, workOrderId, number: 'W-1', vendorId, contractId, contractVersion: 2 },
      ...{ service: 'UPGRADE', category: 'HARDWARE', assetClass: 'router', rateCode: 'UPGRADES' },
      openedAt: '2026-10-01T15:10:00.000Z',
    },
  ]);
  expect(await live.told('work-orders.work-order.dispatched.v1')).toEqual([]);
  const inScope = await live.useCases.read(workOrdersPage, { limit: 9, status: 'dispatched' }, 'enterprise');
  expect(inScope.items).toEqual([]);
});

it('1.1.2: nobody works on it before it is admitted', async () => {
  const { workOrderId } = await inReview();
  const accepted = run(acceptWorkOrder, { workOrderId }, live.vendor());
  await expect(accepted).rejects.toMatchObject({ code: 'work-order.wrong-state' });
  const again = run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  await expect(again).rejects.toMatchObject({ code: 'work-order.wrong-state' });
});

it('2.2.2b: the change order admits it, and its clocks start then, not at the report', async () => {
  const { workOrderId, scopeReviewId } = await inReview();
  await live.goTo('2026-10-08T01:00:00.000Z'); // a week later
  expect(await live.verdicts()).toEqual([]);
  expect(await admitted(workOrderId, scopeReviewId)).toMatchObject({ status: 'dispatched' });
  expect(await shown(workOrderId)).toMatchObject({ billing: 'CHANGE_ORDER', contractId });
  expect(await live.told('work-orders.scope-review.ended.v1')).toEqual([
    {
      ...{ scopeReviewId, workOrderId, contractId, outcome: 'DISPATCHED' },
      endedAt: '2026-10-08T01:00:00.000Z',
    },
  ]);
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await live.goTo('2026-10-08T03:00:00.000Z'); // two hours to the instant
  await run(arriveOnSite, { workOrderId }, live.vendor());
  expect(await live.verdicts()).toEqual(['ON_SITE MET 2026-10-08T03:00:00.000Z']);
});

it('2.2.2b: two hours and a second after it was admitted the vendor is late', async () => {
  const { workOrderId, scopeReviewId } = await inReview();
  await live.goTo('2026-10-08T01:00:00.000Z');
  await admitted(workOrderId, scopeReviewId);
  await live.goTo('2026-10-08T03:00:01.000Z');
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-08T03:00:00.000Z']);
});

it('1.1.2: what was taken back goes to nobody, whatever is approved later', async () => {
  const { workOrderId, scopeReviewId } = await inReview();
  const reason = '改由原厂升级';
  expect(await run(withdrawScopeReview, { workOrderId, reason }, live.office())).toMatchObject({
    status: 'reported',
  });
  expect(await admitted(workOrderId, scopeReviewId)).toMatchObject({ status: 'reported' });
  const ended = await live.told<{ outcome: string }>('work-orders.scope-review.ended.v1');
  expect(ended.map(({ outcome }) => outcome)).toEqual(['WITHDRAWN']);
  const twice = run(withdrawScopeReview, { workOrderId, reason }, live.office());
  await expect(twice).rejects.toMatchObject({ code: 'work-order.wrong-state' });
});

it('1.1.2: a review that was taken up again is another one; an approval of the first admits nothing', async () => {
  const { workOrderId, scopeReviewId } = await inReview();
  await run(withdrawScopeReview, { workOrderId, reason: '派给了别家' }, live.office());
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  expect(await admitted(workOrderId, scopeReviewId)).toMatchObject({ status: 'scope-review' });
});

it('1.1.2: what nobody named is a fault of any class, which the scope covers', async () => {
  const report = { number: 'W-2', severity: 1 as const, category: 'HARDWARE' as const };
  const { workOrderId } = await run(reportWorkOrder, report, live.office());
  const dispatched = await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  expect(dispatched).toMatchObject({ status: 'dispatched' });
  expect(await shown(workOrderId)).toMatchObject({ billing: 'FEE' });
});
