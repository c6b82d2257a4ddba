import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { importedId } from '@steward/domain';
import { aggregateIdOf, contractActivated, vendorClassified, type Event } from '@steward/events';
import { encode, milestoneDecided, periodClosed, registry } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { connect, headers, type NatsConnection } from 'nats';
import { appraisalIdOf } from '../domain/appraisal';
import { appraisalDatabase } from '../storage/data-source';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const quarter = '2026Q3';
const appraisalId = appraisalIdOf(contractId, quarter);
const at = new Date('2026-09-01T02:00:00.000Z');

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let broker: NatsConnection;
let app: NestFastifyApplication;
let url: string;
let keys = 0;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'appraisal', options: appraisalDatabase }),
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
  const { AppraisalModule } = jest.requireActual<typeof import('../appraisal.module')>('../appraisal.module');
  app = await startService('appraisal', AppraisalModule);
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
});
afterAll(async () => {
  await stopService(app);
  await broker.close();
  await Promise.all([bus.stop(), identity.stop(), database.stop()]);
});

/** Puts an aggregate's first event on its producer's stream, as its relay would. */
async function announce(event: Event): Promise<void> {
  const envelope = headers();
  const attributes = {
    'ce-id': importedId('event', `${(keys += 1)}`),
    'ce-type': event.type,
    'ce-subject': aggregateIdOf(event),
    'ce-time': at.toISOString(),
    'ce-aggregateversion': '1',
  };
  for (const [name, value] of Object.entries(attributes)) envelope.set(name, value);
  const data = JSON.stringify(encode(registry.get(event.type)!, event));
  await broker.jetstream().publish(event.type, data, { headers: envelope });
}

async function call(role: string, path: string, body?: object, of?: string) {
  const token = await identity.token({ subject: role, roles: [role], ...(of && { vendorId: of }) });
  const answer = await fetch(`${url}/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...{
        authorization: `Bearer ${token}`,
        'idempotency-key': `key ${(keys += 1)}`,
        'accept-language': 'en',
      },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

it('1.3.1: from the facts on the bus to a score that the vendor accepts and finance hears of', async () => {
  const target = { durationSeconds: 7200, clock: '24x7' } as const;
  const pair = { onSite: target, closure: target };
  const [onSite, closure] = [
    { met: 0, breached: 1, open: 0 },
    { met: 0, breached: 0, open: 0 },
  ];
  const placed = { vendorId, contractId, contractVersion: 1, quarter };
  await announce(
    periodClosed({
      ...{ periodId: importedId('period', 'p'), contractId, vendorId, quarter, revision: 1 },
      ...{ onSite, closure, workOrders: 1, closedAt: at },
    }),
  );
  await announce(
    milestoneDecided({
      ...{ milestoneId: importedId('milestone', 'm'), workOrderId: importedId('work-order', 'w') },
      ...{ ...placed, kind: 'ON_SITE', severity: 1, verdict: 'BREACHED', decidedAt: at },
      ...{ elapsedSeconds: 7201, targetSeconds: 7200, isProvisional: false, evidenceGrade: 'A' },
    }),
  );
  await announce(
    vendorClassified({
      ...{
        vendorId,
        tier: 'TEMPORARY',
        categories: ['HARDWARE'],
        effectiveOn: '2026-01-01',
        classifiedAt: at,
      },
    }),
  );
  await announce(
    contractActivated({
      ...{ contractId, code: 'C-1', vendorId, contractVersion: 1, effectiveAt: at, activatedAt: at },
      ...{ yearlyAmount: { amountMinor: 100n, currency: 'CNY' }, performanceShareBps: 2000, curve: 'FAR' },
      ...{ startOn: '2026-01-01', endOn: '2026-12-31', categories: ['HARDWARE'] },
      workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
      slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
    }),
  );

  const proposed = await eventually(async () => {
    const found = await call('vendor', `/appraisals/${appraisalId}`, undefined, vendorId);
    expect(found.status).toBe(200);
    return found.body;
  });
  expect(proposed).toMatchObject({ status: 'proposed', revision: 1, score: '0.00', isPassed: false, onSite });

  const acceptance = `/appraisals/${appraisalId}/acceptance`;
  expect(await call('office-head', acceptance, { revision: 1 })).toMatchObject({ status: 403 });
  expect(await call('vendor', acceptance, { revision: 1 }, otherVendorId)).toMatchObject({
    ...{ status: 404, body: { code: 'appraisal.not-found' } },
  });
  expect(await call('vendor', acceptance, { revision: 2 }, vendorId)).toMatchObject({
    ...{ status: 409, body: { code: 'appraisal.revision-outdated' } },
  });
  expect(await call('vendor', acceptance, { revision: 1 }, vendorId)).toMatchObject({
    ...{ status: 201, body: { appraisalId, status: 'published', score: '0.00' } },
  });

  const { streams } = await broker.jetstreamManager();
  const last = { last_by_subj: 'appraisal.appraisal.published.v1' };
  const told = await eventually(async () => (await streams.getMessage('APPRAISAL', last)).json());
  expect(told).toMatchObject({ appraisalId, vendorId, revision: 1, isPassed: false, tier: 'TEMPORARY' });
});

it('lists by quarter and contract, and refuses a page that is too long', async () => {
  const listed = await call('auditor', `/appraisals?quarter=${quarter}&contractId=${contractId}`);
  expect(listed).toMatchObject({ status: 200, body: { items: [{ appraisalId }], next: null } });
  expect(await call('auditor', `/appraisals?quarter=2026Q2`)).toMatchObject({ body: { items: [] } });
  expect(await call('auditor', `/appraisals?limit=101`)).toMatchObject({ status: 422 });
  expect(await call('vendor', `/procedures`, undefined, vendorId)).toMatchObject({ body: { items: [] } });
});
