import { aggregateIdOf, contractActivated, encode } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { workOrdersDatabase } from '../storage/data-source';

const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contractId = '0195540a-0000-7000-8000-0000000000ca';
const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
const at = new Date();
const year = at.getUTCFullYear();
const pair = {
  onSite: { durationSeconds: 7200, clock: '24x7' as const },
  closure: { durationSeconds: 259_200, clock: '24x7' as const },
};
const activated = contractActivated({
  ...{ contractId, code: 'HT-1', vendorId, contractVersion: 1, performanceShareBps: 2000 },
  ...{ curve: 'LINEAR_60_90', startOn: `${year - 2}-09-16`, endOn: `${year - 2}-12-31` },
  ...{ effectiveAt: new Date(`${year - 2}-09-15T16:00:00Z`), activatedAt: at, categories: ['HARDWARE'] },
  yearlyAmount: { amountMinor: 120_000_000n, currency: 'CNY' },
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
  availability: [
    {
      ...{ service: 'erp', name: 'ERP', targetPerMille: 999, serviceHours: null },
      ...{ noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 },
    },
  ],
});
type Listed = { items: { availabilityId: string; month: string; agreedSeconds: number; revision: number }[] };

let house: ServiceUnderTest;
const months = `/availability/months?contractId=${contractId}`;
const listed = async (more = '', who = 'auditor') =>
  (await house.call<Listed>(who, `${months}${more}`)).body.items;

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
  await house.announce({
    ...{ type: activated.type, stream: 'CONTRACTS', aggregateId: aggregateIdOf(activated), version: 1 },
    data: encode(contractActivated, activated),
  });
  await eventually(async () => expect(await listed()).toHaveLength(4), { withinMs: 20_000 });
});
afterAll(() => house?.stop());

it('2.2.1c, A7: a contract that is told late has its months measured one after the other', async () => {
  expect((await listed()).map(({ month, agreedSeconds }) => [month, agreedSeconds / 86_400])).toEqual([
    [`${year - 2}-09`, 15],
    [`${year - 2}-10`, 31],
    [`${year - 2}-11`, 30],
    [`${year - 2}-12`, 31],
  ]);
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.availability.computed.v1')).toMatchObject({
    ...{ contractId, service: 'erp', isMet: true, displayPercent: '100.000' },
  });
});

it('2.2.1c, A9: a decision is the enterprise’s, and over HTTP it makes the next revision', async () => {
  const told = { contractId, service: 'erp', affects: 'MONITORING', source: 'zabbix', externalId: '1' };
  const span = {
    startedAt: `${year - 2}-10-10T10:00:00+08:00`,
    endedAt: `${year - 2}-10-10T20:00:00+08:00`,
  };
  await house.call('technical', '/availability/outages', { ...told, ...span });
  const waiting = await eventually(async () => {
    const found = await listed('&needsDecision=true');
    expect(found).toMatchObject([{ month: `${year - 2}-10`, revision: 2 }]);
    return found[0]!;
  });
  expect(await listed('&needsDecision=false')).toHaveLength(3);
  const place = `/availability/months/${waiting.availabilityId}`;
  const decision = { revision: 2, countsAs: 'DOWN', reason: '无日志可证' };
  for (const who of [`vendor:${vendorId}`, 'technical', 'auditor']) {
    expect(await house.call(who, `${place}/decision`, decision)).toMatchObject({ status: 403 });
  }
  expect(await house.call('office-head', `${place}/decision`, { ...decision, revision: 1 })).toMatchObject({
    ...{ status: 409, body: { code: 'availability.revised' } },
  });
  expect(await house.call('office-head', `${place}/decision`, decision)).toMatchObject({
    ...{ status: 201, body: { revision: 3 } },
  });
  expect(await house.call(`vendor:${vendorId}`, place)).toMatchObject({
    body: { downSeconds: 36_000, isMet: false, revisions: [{}, {}, {}], decisions: [{ countsAs: 'DOWN' }] },
  });
  expect(await house.call(stranger, place)).toMatchObject({
    ...{ status: 404, body: { code: 'availability.not-found' } },
  });
});

it('a query that does not fit is refused', async () => {
  expect(await house.call('auditor', `${months}&needsDecision=maybe&from=2026-13`)).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/from' }, { path: '/needsDecision' }] } },
  });
});
