import {
  aggregateIdOf,
  contractActivated,
  encode,
  placeOf,
  registry,
  vendorAdmitted,
  type Event,
} from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { workOrdersDatabase } from '../storage/data-source';

export const vendorId = '0195540a-0000-7000-8000-00000000000a';
export const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
export const contractId = '0195540a-0000-7000-8000-0000000000ca';
export const vendor = `vendor:${vendorId}`;
export const at = new Date();
export const year = at.getUTCFullYear();
export const target = { durationSeconds: 7200, clock: '24x7' as const };
const pair = { onSite: target, closure: target };

export const firstAt = new Date(`${year - 1}-01-01`);
export const terms = {
  ...{ contractId, code: 'C-1', vendorId, performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  ...{ startOn: `${year - 1}-01-01`, endOn: `${year + 1}-12-31` },
  yearlyAmount: { amountMinor: 120_000_000n, currency: 'CNY' },
  categories: ['HARDWARE' as const],
  workingTime: {
    ...{ calendar: 'CN', timezone: 'Asia/Shanghai' },
    slots: [['09:00', '18:00']] as [string, string][],
  },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
};

export const announce = (house: ServiceUnderTest, event: Event, version = 1) =>
  house.announce({
    ...{
      type: event.type,
      stream: placeOf(event.type).stream,
      aggregateId: aggregateIdOf(event),
      version,
    },
    data: encode(registry.get(event.type)!, event),
  });

/** The service itself, which has heard of one contract in force and its vendor. */
export async function startContracted(): Promise<ServiceUnderTest> {
  const house = await startUnderTest({
    ...{
      service: 'work-orders',
      options: workOrdersDatabase,
      provision: provisionStreams,
      stop: stopService,
    },
    start: async () =>
      startService('work-orders', (await import('../work-orders.module.js')).WorkOrdersModule),
  });
  const admitted = { vendorId, code: 'v1', name: 'North', tier: 'REGULAR' as const };
  await announce(house, vendorAdmitted({ ...admitted, categories: ['HARDWARE'], admittedAt: at }));
  const activated = { ...terms, contractVersion: 1, effectiveAt: firstAt, activatedAt: at };
  await announce(house, contractActivated(activated));
  return house;
}

/** A work order that the vendor has accepted; its path. */
export async function acceptedWork(
  house: ServiceUnderTest,
  number: string,
  more: object = {},
): Promise<string> {
  const report = { number, severity: 1, category: 'HARDWARE', ...more };
  const { body } = await house.call<{ workOrderId: string }>('technical', '/work-orders', report);
  const place = `/work-orders/${body.workOrderId}`;
  await eventually(async () => {
    const dispatched = await house.call('technical', `${place}/dispatch`, { contractId });
    expect(dispatched.status).toBe(201);
  });
  expect(await house.call(vendor, `${place}/acceptance`, {})).toMatchObject({ status: 201 });
  return place;
}
