import {
  aggregateIdOf,
  contractActivated,
  contractExpired,
  contractResumed,
  contractSuspended,
  contractTerminated,
  encode,
  placeOf,
  registry,
  restrictionLifted,
  vendorAdmitted,
  vendorClassified,
  vendorRestricted,
  type Event,
} from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { workOrdersDatabase } from '../storage/data-source';

const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contractId = '0195540a-0000-7000-8000-0000000000ca';
const terminationId = '0195540a-0000-7000-8000-0000000000ce';
const at = new Date();
const year = at.getUTCFullYear();
const target = { durationSeconds: 7200, clock: '24x7' as const };
const pair = { onSite: target, closure: target };
const contract = { contractId, code: 'C-1', vendorId };

let house: ServiceUnderTest;
let versions = 0;
const announce = (event: Event, version = (versions += 1)) =>
  house.announce({
    ...{ type: event.type, stream: placeOf(event.type).stream, aggregateId: aggregateIdOf(event), version },
    data: encode(registry.get(event.type)!, event),
  });
const standing = async () => {
  const rows = await house.database.owner.query<{ standing: string }[]>(
    'SELECT standing FROM contract_standings WHERE contract_id = $1',
    [contractId],
  );
  return rows[0]?.standing;
};

beforeAll(async () => {
  house = await startUnderTest({
    ...{
      service: 'work-orders',
      options: workOrdersDatabase,
      provision: provisionStreams,
      stop: stopService,
    },
    start: async () =>
      startService('work-orders', (await import('../work-orders.module.js')).WorkOrdersModule),
  });
  const vendor = { vendorId, code: 'v1', name: 'North', tier: 'REGULAR' as const };
  await announce(vendorAdmitted({ ...vendor, categories: ['HARDWARE'], admittedAt: at }), 1);
  await announce(
    contractActivated({
      ...{ ...contract, contractVersion: 1, effectiveAt: new Date(`${year - 1}-01-01`), activatedAt: at },
      ...{ startOn: `${year - 1}-01-01`, endOn: `${year + 1}-12-31`, categories: ['HARDWARE'] },
      ...{ yearlyAmount: { amountMinor: 1n, currency: 'CNY' }, performanceShareBps: 2000 },
      workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
      ...{ curve: 'LINEAR_60_90', slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair } },
    }),
  );
});
afterAll(() => house?.stop());

it('2.1.1: what vendors tell of a restriction and of its end decides over the next dispatch', async () => {
  const report = { number: 'W-0', severity: 1, category: 'HARDWARE' };
  const { body } = await house.call<{ workOrderId: string }>('technical', '/work-orders', report);
  const dispatch = () => house.call('technical', `/work-orders/${body.workOrderId}/dispatch`, { contractId });
  await eventually(async () => expect(await dispatch()).toMatchObject({ status: 201 }));

  const paper = { itemId: terminationId, kind: 'ISO9001' as const, number: 'Q1', validTo: '2026-12-01' };
  await announce(vendorRestricted({ vendorId, expired: [paper], restrictedAt: at }), 2);
  await eventually(async () =>
    expect(await dispatch()).toMatchObject({
      ...{ status: 409, body: { code: 'work-order.vendor-restricted' } },
    }),
  );
  const override = { contractId, reason: '唯一可到场的服务商', mismatches: ['QUALIFICATION'] };
  const place = `/work-orders/${body.workOrderId}/capability-overrides`;
  expect(await house.call('technical', place, { ...override, mismatches: ['SCOPE'] })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/mismatches' }] } },
  });
  const asked = await house.call<{ overrideId: string }>('technical', place, override);
  expect(asked).toMatchObject({ status: 201 });
  const approval = `/work-orders/capability-overrides/${asked.body.overrideId}/approval`;
  expect(await house.call('technical', approval, {})).toMatchObject({ status: 409 });
  expect(await house.call('office-head', approval, {})).toMatchObject({ status: 201 });

  await announce(restrictionLifted({ vendorId, restrictedAt: at, liftedAt: at }), 3);
  await eventually(async () => expect(await dispatch()).toMatchObject({ status: 201 }));
});

it('1.2.1: what vendors tell of a tier is kept from its day on', async () => {
  const since = { vendorId, tier: 'STRATEGIC' as const, effectiveOn: `${year + 1}-07-01`, classifiedAt: at };
  await announce(vendorClassified({ ...since, categories: ['HARDWARE'] }), 4);
  await eventually(async () => {
    const kept = await house.database.owner.query<object[]>(
      `SELECT tier FROM vendor_tiers WHERE vendor_id = $1 ORDER BY tier`,
      [vendorId],
    );
    expect(kept).toEqual([{ tier: 'REGULAR' }, { tier: 'STRATEGIC' }]);
  });
});

it('2.4: what contracts tell of a suspension and of the end decides over the next dispatch', async () => {
  const report = { number: 'W-1', severity: 1, category: 'HARDWARE' };
  const { body } = await house.call<{ workOrderId: string }>('technical', '/work-orders', report);
  const dispatch = () => house.call('technical', `/work-orders/${body.workOrderId}/dispatch`, { contractId });

  await announce(contractSuspended({ ...contract, reason: '整改', suspendedAt: at }));
  await eventually(async () => expect(await standing()).toBe('suspended'));
  const refusal = { status: 409, body: { code: 'work-order.contract-not-in-force' } };
  expect(await dispatch()).toMatchObject(refusal);

  await announce(contractResumed({ ...contract, suspendedAt: at, resumedAt: at }));
  await eventually(async () => expect(await dispatch()).toMatchObject({ status: 201 }));

  const ended = { ground: 'CAUSE', side: 'ENTERPRISE', reason: '泄密', lastOn: `${year}-11-30` } as const;
  await announce(contractTerminated({ ...contract, ...ended, terminationId, givenAt: at, terminatedAt: at }));
  await eventually(async () => expect(await standing()).toBe('terminated'));
  expect(await dispatch()).toMatchObject(refusal); // not even again
  await announce(contractExpired({ ...contract, endOn: `${year}-12-31`, expiredAt: at }));
  await eventually(async () => expect(await standing()).toBe('expired'));
});
