import {
  aggregateIdOf,
  contractActivated,
  contractSigned,
  encode,
  placeOf,
  registry,
  type Event,
} from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { financeDatabase } from '../storage/data-source';

export const contractId = '0195540a-0000-7000-8000-000000000001';
export const vendorId = '0195540a-0000-7000-8000-00000000000a';
export const vendor = `vendor:${vendorId}`;
export const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
export const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const sum = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const at = new Date('2026-01-05T01:00:00.000Z');
const target = { durationSeconds: 7200, clock: '24x7' as const };
const targets = { onSite: target, closure: target };

/** Puts a fact on its producer's stream. */
export const announceTo = (house: ServiceUnderTest, event: Event, version: number) =>
  house.announce({
    ...{ type: event.type, ...placeOf(event.type), aggregateId: aggregateIdOf(event), version },
    data: encode(registry.get(event.type)!, event),
  });

/** The service over HTTP, with a contract of ¥1,200,000.00 and its deposit of ¥120,000.00 in escrow. */
export async function startHouse(): Promise<ServiceUnderTest> {
  const house = await startUnderTest({
    ...{ service: 'finance', options: financeDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('finance', (await import('../finance.module.js')).FinanceModule),
  });
  const parties = { contractId, vendorId, code: 'HT-1' };
  const price = { yearlyAmount: sum(120_000_000n), performanceShareBps: 2000, curve: 'LINEAR_60_90' };
  const dates = { startOn: '2026-01-01', endOn: '2026-12-31' };
  const signed = { ...parties, ...price, ...dates, depositRequired: sum(12_000_000n), signedAt: at };
  await announceTo(house, contractSigned(signed), 1);
  const activated = contractActivated({
    ...{ ...parties, ...price, ...dates, contractVersion: 1, effectiveAt: at, activatedAt: at },
    ...{ categories: ['HARDWARE'], slaTargets: { 1: targets, 2: targets, 3: targets, 4: targets } },
    workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
    damages: {
      ...{ liabilityCapBps: 10_000, uncapped: ['DATA_LEAK'], leakPenalty: sum(8_000_000n) },
      causes: ['VENDOR_OPERATOR_ERROR', 'SHARED'],
    },
  });
  await announceTo(house, activated, 2);
  const isKnown = async () => {
    const known = await house.database.owner.query<object[]>('SELECT FROM contract_versions');
    expect(known).toHaveLength(1);
  };
  await eventually(isKnown, { withinMs: 30_000 }); // every durable of a new service is made first
  const receipt = { amount: cny('12000000'), custodianReference: 'E-1', receivedOn: '2026-01-06' };
  expect(await house.call('finance-maker', `/deposits/${contractId}/receipts`, receipt)).toMatchObject({
    status: 201,
  });
  return house;
}
