import { acceptWorkOrder } from './accept-work-order';
import { arriveOnSite } from './arrive-on-site';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contract, contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { recordContractStanding } from './record-contract-standing';
import { recordContractVersion } from './record-contract-version';
import { reportWorkOrder } from './report-work-order';
import { requestCapabilityOverride } from './request-capability-override';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const becomes = (standing: 'in-force' | 'suspended' | 'terminated' | 'expired') =>
  run(recordContractStanding, { contractId, vendorId, standing }, live.as('service'));
const reported = async (category: 'HARDWARE' | 'SECURITY' = 'HARDWARE') => {
  const report = { number: `W-${category}`, severity: 1 as const, category };
  return (await run(reportWorkOrder, report, live.office())).workOrderId;
};
const dispatched = (workOrderId: string) =>
  run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
const refused = { code: 'work-order.contract-not-in-force' };

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  await live.database.owner.query('TRUNCATE contract_standings');
});

it.each(['suspended', 'terminated', 'expired'] as const)(
  'under a contract that is %s no work is given out, not by an override either',
  async (standing) => {
    const [workOrderId, security] = [await reported(), await reported('SECURITY')];
    await becomes(standing);
    await expect(dispatched(workOrderId)).rejects.toMatchObject(refused);
    const override = { workOrderId: security, contractId, reason: '唯一可在两小时内到场的服务商' };
    await expect(run(requestCapabilityOverride, override, live.office())).rejects.toMatchObject(refused);
    expect(await live.told('work-orders.work-order.dispatched.v1')).toEqual([]);
  },
);

it('what was given out before a suspension goes on, and a resumed contract gets work again', async () => {
  const before = await reported();
  await dispatched(before);
  await becomes('suspended');
  await run(acceptWorkOrder, { workOrderId: before }, live.vendor());
  expect(await run(arriveOnSite, { workOrderId: before }, live.vendor())).toMatchObject({
    status: 'on-site',
  });
  const { workOrderId } = await run(
    reportWorkOrder,
    { number: 'W-2', severity: 1, category: 'HARDWARE' },
    live.office(),
  );
  await expect(dispatched(workOrderId)).rejects.toMatchObject(refused);
  await becomes('in-force');
  expect(await dispatched(workOrderId)).toMatchObject({ status: 'dispatched' });
});

it('1.3.3: an extended contract gives out what was reported before its old end, under the old terms', async () => {
  live.clock.set('2026-12-31T02:00:00.000Z');
  const workOrderId = await reported();
  const extended = { contractVersion: 2, effectiveAt: '2026-12-31T16:00:00.000Z', endOn: '2027-12-31' };
  await run(recordContractVersion, { ...contract, ...extended }, live.as('service'));
  live.clock.set('2027-01-02T02:00:00.000Z');
  await dispatched(workOrderId);
  expect(await live.told('work-orders.work-order.dispatched.v1')).toMatchObject([{ contractVersion: 1 }]);
});
