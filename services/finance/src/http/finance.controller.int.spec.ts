import { importedId } from '@steward/domain';
import {
  aggregateIdOf,
  appraisalPublished,
  contractActivated,
  contractSigned,
  encode,
  placeOf,
  registry,
} from '@steward/events';
import type { Event } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { financeDatabase } from '../storage/data-source';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const at = new Date('2026-04-10T01:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });

let finance: ServiceUnderTest;
beforeAll(async () => {
  finance = await startUnderTest({
    ...{ service: 'finance', options: financeDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('finance', (await import('../finance.module.js')).FinanceModule),
  });
});
afterAll(() => finance?.stop());

const announce = (event: Event, version: number) =>
  finance.announce({
    ...{ type: event.type, ...placeOf(event.type), aggregateId: aggregateIdOf(event), version },
    data: encode(registry.get(event.type)!, event),
  });
const vendor = `vendor:${vendorId}`;
const appraisalIdOf = (id: string, quarter: string) => importedId('appraisal', `${id}:${quarter}`);

const price = { yearlyAmount: cny(120_000_000n), performanceShareBps: 2000, curve: 'LINEAR_60_90' };
const dates = { startOn: '2026-01-01', endOn: '2026-12-31' };
const parties = { contractId, vendorId, code: 'C-1' };
const target = { durationSeconds: 7200, clock: '24x7' as const };
const targets = { onSite: target, closure: target };
const verdicts = { met: 9, breached: 1, open: 0 };
const signed = contractSigned({
  ...parties,
  ...price,
  ...dates,
  depositRequired: cny(12_000_000n),
  signedAt: at,
});
const activated = contractActivated({
  ...{
    ...parties,
    ...price,
    ...dates,
    contractVersion: 1,
    effectiveAt: at,
    categories: ['HARDWARE'],
    activatedAt: at,
  },
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '12:00']] },
  slaTargets: { 1: targets, 2: targets, 3: targets, 4: targets },
});
const appraisalId = '0195540a-0000-7000-8000-0000000000c1';
const published = appraisalPublished({
  ...{
    appraisalId,
    contractId,
    vendorId,
    quarter: '2026Q1',
    revision: 1,
    score: '88.67',
    inputsHash: 'a'.repeat(64),
  },
  ...{
    tier: 'REGULAR' as const,
    isPassed: true,
    onSite: verdicts,
    closure: verdicts,
    workOrders: 10,
    publishedAt: at,
  },
});

it('2.2.2a, 3.3.1a: facts come over the bus, people act over HTTP, and the public feed says what is paid', async () => {
  const { call } = finance;
  await announce(signed, 1);
  const missing = await call(`vendor:${otherVendorId}`, `/deposits/${contractId}`);
  expect(missing).toMatchObject({ status: 404, body: { code: 'deposit.not-found' } });
  const required = await eventually(async () => {
    const { status, body } = await call(vendor, `/deposits/${contractId}`);
    expect(status).toBe(200);
    return body['required'];
  });
  expect(required).toEqual({ amountMinor: '12000000', currency: 'CNY' });
  const receipt = { amount: required, custodianReference: 'E-1', receivedOn: '2026-01-05' };
  expect(await call('finance-checker', `/deposits/${contractId}/receipts`, receipt)).toMatchObject({
    status: 403,
  });
  const received = await call('finance-maker', `/deposits/${contractId}/receipts`, receipt);
  expect(received).toMatchObject({ status: 201, body: { balance: required } });

  // The appraisal overtakes the contract: other producers keep no order with each other.
  await announce(published, 1);
  await announce(activated, 2);
  const settlementId = await eventually(async () => {
    const { body } = await call('finance-maker', `/settlements?quarter=2026Q1&contractId=${contractId}`);
    expect(body).toMatchObject({
      items: [{ status: 'calculated', current: { total: { amountMinor: '29867000' } } }],
    });
    return (body['items'] as [{ settlementId: string }])[0].settlementId;
  });
  expect(await call(vendor, `/settlements/${settlementId}/submission`, {})).toMatchObject({
    status: 403,
  });
  const submitted = await call('finance-maker', `/settlements/${settlementId}/submission`, {});
  expect(submitted).toMatchObject({ status: 201, body: { settlementId, status: 'submitted' } });
  const approved = await call('finance-checker', `/settlements/${settlementId}/approval`, {});
  expect(approved).toMatchObject({ status: 201, body: { settlementId, status: 'posted' } });
  const traced = await call(vendor, `/settlements/${settlementId}/trace`);
  expect(traced).toMatchObject({ status: 200, body: { settlementId, status: 'posted' } });
  expect(traced.body['nodes']).toContainEqual({
    ...{ id: 'settlement/score', kind: 'SCORE', clauseId: '1.3.1', formula: null, inputs: [] },
    value: {
      ...{ appraisalId: appraisalIdOf(contractId, '2026Q1'), revision: 1, score: '88.67' },
      appraisalTraceUrl: `/api/appraisal/v1/appraisals/${appraisalIdOf(contractId, '2026Q1')}/trace?revision=1`,
    },
  });
  const notTheirs = await call(`vendor:${otherVendorId}`, `/settlements/${settlementId}/trace`);
  expect(notTheirs).toMatchObject({ status: 404, body: { code: 'settlement.not-found' } });

  expect(await call('auditor', `/settlements/${settlementId}`)).toMatchObject({ body: { status: 'posted' } });
  expect(await call('auditor', '/adjustments?status=calculated')).toMatchObject({
    body: { items: [], next: null },
  });
  const { body: ledger } = await call(vendor, `/postings?contractId=${contractId}`);
  expect(ledger).toMatchObject({ items: [{ kind: 'deposit-receipt' }, { kind: 'settlement' }] });
  expect(await call('auditor', '/settlements?quarter=2026')).toMatchObject({ status: 422 });

  const told = await finance.lastTold('PUB_FINANCE', 'pub.finance.settlement.posted.v1');
  expect(told).toMatchObject({
    settlementId,
    amountMinor: '29867000',
    currency: 'CNY',
    clauseRefs: ['2.2.2a'],
  });
});
