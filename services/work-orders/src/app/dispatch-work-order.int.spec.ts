import type { Tier } from '@steward/domain';
import type { Mismatch } from '../domain/mismatch';
import { acceptWorkOrder } from './accept-work-order';
import { approveCapabilityOverride } from './approve-capability-override';
import { arriveOnSite } from './arrive-on-site';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { recordContractStanding } from './record-contract-standing';
import { recordVendorAdmission } from './record-vendor-admission';
import { recordVendorClassification } from './record-vendor-classification';
import { recordVendorRestriction } from './record-vendor-restriction';
import { reportWorkOrder } from './report-work-order';
import { requestCapabilityOverride } from './request-capability-override';

const certificate = { kind: 'ISO9001', number: 'Q1', validTo: '2026-09-30' };
let live: LiveWorkOrders;
let numbers = 0;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const reported = async (
  severity: 1 | 2 | 3 | 4 = 1,
  category: 'HARDWARE' | 'SECURITY' | 'NETWORK' = 'HARDWARE',
) => {
  const report = { number: `W-${(numbers += 1)}`, severity, category };
  return (await run(reportWorkOrder, report, live.office())).workOrderId;
};
const dispatched = (workOrderId: string) =>
  run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
const restricted = (expired = [certificate]) =>
  run(recordVendorRestriction, { vendorId, expired }, live.as('service'));
const classified = (tier: Tier, effectiveOn: string) =>
  run(
    recordVendorClassification,
    { vendorId, tier, categories: ['HARDWARE'], effectiveOn },
    live.as('service'),
  );
const policy = (value: string) =>
  live.database.owner.query(
    `INSERT INTO policies VALUES ('dispatch-severities-by-tier', '2026-10-01', '1.2.1', $1)`,
    [value],
  );
const reason = '续证已受理,原厂驻场人员唯一掌握该系统';
const ask = (workOrderId: string, mismatches?: Mismatch[], by = 'li') =>
  run(
    requestCapabilityOverride,
    { workOrderId, contractId, reason, ...(mismatches && { mismatches }) },
    live.office(by),
  );
const approve = (overrideId: string, by = 'wang') =>
  run(approveCapabilityOverride, { overrideId }, live.office(by));
const isRestricted = { code: 'work-order.vendor-restricted' };
const isMistiered = { code: 'work-order.tier-mismatch' };

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  await live.database.owner.query(
    `TRUNCATE contract_standings; DELETE FROM policies WHERE effective_on = '2026-10-01'`,
  );
});

it('2.1.1: a restricted vendor is given no new work, and is again once the restriction is lifted', async () => {
  const workOrderId = await reported();
  await restricted();
  await expect(dispatched(workOrderId)).rejects.toMatchObject({
    ...isRestricted,
    message: 'The vendor is restricted: ISO9001 Q1 ended on 2026-09-30.',
  });
  expect(await live.told('work-orders.work-order.dispatched.v1')).toEqual([]);
  await restricted([]);
  expect(await dispatched(workOrderId)).toMatchObject({ status: 'dispatched' });
});

it('2.1.1: what a vendor was given before it was restricted goes on', async () => {
  const workOrderId = await reported();
  await dispatched(workOrderId);
  await restricted();
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  expect(await run(arriveOnSite, { workOrderId }, live.vendor())).toMatchObject({ status: 'on-site' });
});

it('1.2.1: without another policy every tier may be given every severity', async () => {
  await classified('TEMPORARY', '2026-01-01');
  for (const severity of [1, 2, 3, 4] as const) {
    expect(await dispatched(await reported(severity))).toMatchObject({ status: 'dispatched' });
  }
});

it('1.2.1: what the policy keeps from a tier is refused, and what it leaves to it is not', async () => {
  await policy('STRATEGIC:1234 REGULAR:34 TEMPORARY:4');
  await expect(dispatched(await reported(2))).rejects.toMatchObject({
    ...isMistiered,
    message: 'A REGULAR vendor is not given severity 2, but 3, 4.',
  });
  expect(await dispatched(await reported(3))).toMatchObject({ status: 'dispatched' });
});

it('1.2.1: the tier in force on the day counts, and one that is still to come does not', async () => {
  await policy('STRATEGIC:1234 REGULAR:34 TEMPORARY:4');
  await classified('STRATEGIC', '2026-10-02');
  await expect(dispatched(await reported())).rejects.toMatchObject(isMistiered); // 1 October, 23:10
  live.clock.set('2026-10-01T16:00:00.000Z');
  expect(await dispatched(await reported())).toMatchObject({ status: 'dispatched' });
});

it('1.2.1: the tier at admission counts where no classification came before it', async () => {
  await policy('STRATEGIC:1234 REGULAR:34 TEMPORARY:4');
  const admission = { vendorId, categories: ['HARDWARE'], admittedAt: '2025-11-30T16:00:00.000Z' };
  await live.database.owner.query('TRUNCATE vendor_tiers');
  await run(recordVendorAdmission, { ...admission, tier: 'STRATEGIC' }, live.as('service'));
  expect(await dispatched(await reported())).toMatchObject({ status: 'dispatched' });
  await run(recordVendorAdmission, { ...admission, tier: 'TEMPORARY' }, live.as('service'));
  expect(await dispatched(await reported())).toMatchObject({ status: 'dispatched' });
});

it('1.2.1: a policy that makes no sense refuses nobody silently', async () => {
  await policy('STRATEGIC:1234 REGULAR:1234');
  await expect(dispatched(await reported())).rejects.toThrow(RangeError);
});

it('2.1.1: a second person overrides a restriction for one work order, for all to hear', async () => {
  const workOrderId = await reported();
  await restricted();
  const { overrideId } = await ask(workOrderId, ['QUALIFICATION']);
  await expect(approve(overrideId, 'li')).rejects.toMatchObject({ code: 'capability-override.same-person' });
  expect(await approve(overrideId)).toMatchObject({ status: 'dispatched' });
  expect(await live.told('work-orders.work-order.capability-overridden.v1')).toEqual([
    {
      ...{ workOrderId, vendorId, contractId, category: 'HARDWARE', mismatches: ['QUALIFICATION'] },
      ...{ reason, overriddenAt: '2026-10-01T15:10:00.000Z' },
    },
  ]);
  await expect(dispatched(await reported())).rejects.toMatchObject(isRestricted);
});

it('1.2.1: a request names all that speaks against the vendor, and nothing else', async () => {
  await policy('STRATEGIC:1234 REGULAR:34 TEMPORARY:4');
  await restricted();
  const workOrderId = await reported(1, 'SECURITY');
  await expect(ask(workOrderId)).rejects.toMatchObject(isMistiered); // CAPABILITY alone
  await expect(ask(workOrderId, ['CAPABILITY', 'TIER'])).rejects.toMatchObject(isRestricted);
  const { overrideId } = await ask(workOrderId, ['TIER', 'CAPABILITY', 'QUALIFICATION']);
  expect(await approve(overrideId)).toMatchObject({ status: 'dispatched' });

  const needless = ask(await reported(1), ['CAPABILITY', 'TIER', 'QUALIFICATION']);
  await expect(needless).rejects.toMatchObject({
    code: 'capability-override.not-needed',
    message: 'There is no mismatch of CAPABILITY to override.',
  });
});

it('2.1.1: what comes up between request and approval is not overridden', async () => {
  const workOrderId = await reported(1, 'SECURITY');
  const { overrideId } = await ask(workOrderId, ['CAPABILITY']);
  await restricted();
  await expect(approve(overrideId)).rejects.toMatchObject(isRestricted);
  expect(await live.told('work-orders.work-order.dispatched.v1')).toEqual([]);
  await restricted([]);
  await policy('STRATEGIC:1234 REGULAR:34 TEMPORARY:4');
  await expect(approve(overrideId)).rejects.toMatchObject(isMistiered);
});

it('1.1.2: neither a contract that is not in force nor its scope is overridden', async () => {
  await restricted();
  const outside = ask(await reported(1, 'NETWORK'), ['CAPABILITY', 'QUALIFICATION']);
  await expect(outside).rejects.toMatchObject({ code: 'work-order.out-of-scope' });
  const { overrideId } = await ask(await reported(), ['QUALIFICATION']);
  await run(recordContractStanding, { contractId, vendorId, standing: 'suspended' }, live.as('service'));
  await expect(approve(overrideId)).rejects.toMatchObject({ code: 'work-order.contract-not-in-force' });
});

it.each([
  [[], 'arrayNotEmpty'],
  [['TIER', 'TIER'], 'arrayUnique'],
  [['SCOPE'], 'isIn'],
  ['TIER', 'arrayUnique'],
])('an override of %j is refused by the rule %s', async (mismatches, rule) => {
  const asked = ask(await reported(), mismatches as Mismatch[]);
  const errors = expect.arrayContaining([expect.objectContaining({ path: '/mismatches', rule })]) as object;
  await expect(asked).rejects.toMatchObject({ name: 'InputRefused', errors });
});

it('a vendor sees its own tier and restriction only, and without an actor there is nothing', async () => {
  await restricted();
  for (const table of ['vendor_tiers', 'vendor_restrictions']) {
    const seenBy = (actor: string) =>
      live.database.app.transaction(async (manager) => {
        await manager.query(`SELECT set_config('app.actor', $1, true)`, [actor]);
        return manager.query<object[]>(`SELECT vendor_id FROM ${table}`);
      });
    expect(await seenBy(`vendor:${vendorId}`)).toEqual([{ vendor_id: vendorId }]);
    expect(await seenBy('vendor:0195540a-0000-7000-8000-00000000000b')).toEqual([]);
    expect(await seenBy('')).toEqual([]);
  }
});
