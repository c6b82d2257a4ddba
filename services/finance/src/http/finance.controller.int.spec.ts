import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
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
import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { connect, headers, type NatsConnection } from 'nats';
import { v7 as uuidv7 } from 'uuid';
import { financeDatabase } from '../storage/data-source';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const at = new Date('2026-04-10T01:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let broker: NatsConnection;
let app: NestFastifyApplication;
let url: string;
let keys = 0;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'finance', options: financeDatabase }),
    startBus(),
    startIdentity(),
  ]);
  broker = await connect({ servers: bus.url });
  await provisionStreams(await broker.jetstreamManager(), 1);
  Object.assign(process.env, {
    ...{ SERVICE_PORT: '0', DATABASE_URL: database.appUrl, NATS_URL: bus.url, LOG_LEVEL: 'silent' },
    ...{ OIDC_ISSUER: identity.issuer, OIDC_AUDIENCE: identity.audience, STEWARD_PROFILE: 'local' },
  });
  // Loaded only now: the module reads the environment.
  const { FinanceModule } = jest.requireActual<typeof import('../finance.module')>('../finance.module');
  app = await startService('finance', FinanceModule);
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
});
afterAll(async () => {
  await stopService(app);
  await broker.close();
  await Promise.all([bus.stop(), identity.stop(), database.stop()]);
});

/** Announces a fact as its producer's relay does. */
async function announce(event: Event, aggregateId: string, version: number): Promise<void> {
  const { type } = event;
  const envelope = headers();
  const attributes = {
    ...{ 'ce-specversion': '1.0', 'ce-id': uuidv7(), 'ce-type': type, 'ce-subject': aggregateId },
    ...{ 'ce-time': at.toISOString(), 'ce-aggregateversion': `${version}` },
  };
  for (const [name, value] of Object.entries(attributes)) envelope.set(name, value);
  const data = JSON.stringify(encode(registry.get(type)!, event));
  await broker
    .jetstream()
    .publish(type, data, { headers: envelope, expect: { streamName: placeOf(type).stream } });
}

async function call(role: string, path: string, body?: object, ofVendor?: string) {
  const token = await identity.token({
    subject: role,
    roles: [role],
    ...(ofVendor && { vendorId: ofVendor }),
  });
  const answer = await fetch(`${url}/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'idempotency-key': `key ${++keys}`, 'accept-language': 'en' },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

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

it('2.2.2a, 3.3.1: facts come over the bus, people act over HTTP, and the public feed says what is paid', async () => {
  await announce(signed, contractId, 1);
  const missing = await call('vendor', `/deposits/${contractId}`, undefined, otherVendorId);
  expect(missing).toMatchObject({ status: 404, body: { code: 'deposit.not-found' } });
  const required = await eventually(async () => {
    const { status, body } = await call('vendor', `/deposits/${contractId}`, undefined, vendorId);
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
  await announce(published, appraisalId, 1);
  await announce(activated, contractId, 2);
  const settlementId = await eventually(async () => {
    const { body } = await call('finance-maker', `/settlements?quarter=2026Q1&contractId=${contractId}`);
    expect(body).toMatchObject({
      items: [{ status: 'calculated', current: { total: { amountMinor: '29867000' } } }],
    });
    return (body['items'] as [{ settlementId: string }])[0].settlementId;
  });
  expect(await call('vendor', `/settlements/${settlementId}/submission`, {}, vendorId)).toMatchObject({
    status: 403,
  });
  const submitted = await call('finance-maker', `/settlements/${settlementId}/submission`, {});
  expect(submitted).toMatchObject({ status: 201, body: { settlementId, status: 'submitted' } });
  const approved = await call('finance-checker', `/settlements/${settlementId}/approval`, {});
  expect(approved).toMatchObject({ status: 201, body: { settlementId, status: 'posted' } });

  expect(await call('auditor', `/settlements/${settlementId}`)).toMatchObject({ body: { status: 'posted' } });
  expect(await call('auditor', '/adjustments?status=calculated')).toMatchObject({
    body: { items: [], next: null },
  });
  const { body: ledger } = await call('vendor', `/postings?contractId=${contractId}`, undefined, vendorId);
  expect(ledger).toMatchObject({ items: [{ kind: 'deposit-receipt' }, { kind: 'settlement' }] });
  expect(await call('auditor', '/settlements?quarter=2026')).toMatchObject({ status: 422 });

  const { streams } = await broker.jetstreamManager();
  const last = { last_by_subj: 'pub.finance.settlement.posted.v1' };
  const told = await eventually(async () => (await streams.getMessage('PUB_FINANCE', last)).json());
  expect(told).toMatchObject({
    settlementId,
    amountMinor: '29867000',
    currency: 'CNY',
    clauseRefs: ['2.2.2a'],
  });
});
