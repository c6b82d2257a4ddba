import { approveCapabilityOverride } from './approve-capability-override';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { reportWorkOrder } from './report-work-order';
import { requestCapabilityOverride } from './request-capability-override';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const reported = async (category: 'HARDWARE' | 'SECURITY' | 'NETWORK') => {
  const report = { number: `W-${category}`, severity: 1 as const, category };
  return (await run(reportWorkOrder, report, live.office())).workOrderId;
};
const ask = (workOrderId: string, by = 'li') => {
  const input = { workOrderId, contractId, reason: '唯一可在两小时内到场的服务商' };
  return run(requestCapabilityOverride, input, live.office(by));
};
const approve = (overrideId: string, by: string) =>
  run(approveCapabilityOverride, { overrideId }, live.office(by));

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('1.2.3: a mismatch is blocked, and only a reason and a second person override it, for all to hear', async () => {
  const workOrderId = await reported('SECURITY');
  const blocked = run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  await expect(blocked).rejects.toMatchObject({ code: 'work-order.capability-mismatch' });

  const { overrideId } = await ask(workOrderId);
  await expect(approve(overrideId, 'li')).rejects.toMatchObject({ code: 'capability-override.same-person' });
  expect(await live.told('work-orders.work-order.dispatched.v1')).toEqual([]);
  expect(await approve(overrideId, 'wang')).toMatchObject({ status: 'dispatched' });
  expect(await live.told('work-orders.work-order.capability-overridden.v1')).toEqual([
    {
      ...{ workOrderId, vendorId, contractId, category: 'SECURITY', mismatches: ['CAPABILITY'] },
      ...{ reason: '唯一可在两小时内到场的服务商', overriddenAt: '2026-10-01T15:10:00.000Z' },
    },
  ]);
  await expect(approve(overrideId, 'zhao')).rejects.toMatchObject({ code: 'capability-override.decided' });
});

it('1.2.3: where the vendor is certified there is nothing to override', async () => {
  const asked = ask(await reported('HARDWARE'));
  await expect(asked).rejects.toMatchObject({ code: 'capability-override.not-needed' });
});

it('1.1.2: what the contract does not cover no override brings in', async () => {
  const asked = ask(await reported('NETWORK'));
  await expect(asked).rejects.toMatchObject({ code: 'work-order.out-of-scope' });
});

it('1.2.3: nobody approves what he asked for, not even by direct SQL', async () => {
  const { overrideId } = await ask(await reported('SECURITY'));
  const sql = `UPDATE capability_overrides SET approved_by = 'li', approved_at = now() WHERE id = '${overrideId}'`;
  await expect(live.database.owner.query(sql)).rejects.toMatchObject({
    constraint: 'capability_overrides_two_persons',
  });
});
