import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { milestoneDecided, type MilestoneDecidedWire } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { connect, headers, type NatsConnection } from 'nats';
import { riskDatabase } from '../storage/data-source';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const vendorId = idOf('a');
const milestone: MilestoneDecidedWire = {
  ...{ milestoneId: idOf('f'), workOrderId: idOf('d'), vendorId, contractId: idOf('c'), contractVersion: 1 },
  ...{ kind: 'ON_SITE', severity: 1, verdict: 'BREACHED', quarter: '2026Q4', evidenceGrade: 'A' },
  ...{
    decidedAt: '2026-10-01T17:10:00.000Z',
    elapsedSeconds: 7201,
    targetSeconds: 7200,
    isProvisional: false,
  },
};

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let broker: NatsConnection;
let app: NestFastifyApplication | undefined;
let url: string;
let keys = 0;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'risk', options: riskDatabase }),
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
  const { RiskModule } = jest.requireActual<typeof import('../risk.module')>('../risk.module');
  app = await startService('risk', RiskModule);
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
});
afterAll(async () => {
  if (app) await stopService(app);
  await broker.close();
  await Promise.all([bus.stop(), identity.stop(), database.stop()]);
});

async function call(role: string, path: string, body?: object) {
  const token = await identity.token({
    subject: role,
    roles: [role],
    ...(role === 'vendor' && { vendorId }),
  });
  const answer = await fetch(`${url}/v1/risks${path}`, {
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
  return {
    status: answer.status,
    body: (await answer.json()) as { items?: { riskId: string }[]; code?: string },
  };
}

/** As work-orders' relay would. */
async function publish(told: MilestoneDecidedWire, version: number): Promise<void> {
  const envelope = headers();
  envelope.set('ce-id', idOf('b', version));
  envelope.set('ce-type', milestoneDecided.type);
  envelope.set('ce-subject', told.milestoneId);
  envelope.set('ce-aggregateversion', String(version));
  await broker.jetstream().publish(milestoneDecided.type, JSON.stringify(told), { headers: envelope });
}

it('4.1.1: a breach told on the bus is a risk in the queue, assessed and closed over HTTP, and told on', async () => {
  await publish(milestone, 1);
  const riskId = await eventually(async () => {
    const { body } = await call('auditor', '');
    expect(body.items).toMatchObject([{ vendorId, source: 'L1_BREACH', band: 'HIGH', status: 'open' }]);
    return body.items![0]!.riskId;
  });
  expect(await call('vendor', '')).toMatchObject({ status: 403 });

  const judgement = { probability: 5, impact: 4, reason: '夜间无人值守' };
  expect(await call('vendor-manager', `/${riskId}/assessment`, judgement)).toMatchObject({ status: 403 });
  const assessed = await call('risk', `/${riskId}/assessment`, judgement);
  expect(assessed).toMatchObject({ status: 201, body: { riskId, band: 'EXTREME' } });
  expect(await call('risk', `/${riskId}/closure`, { reason: '已整改' })).toMatchObject({ status: 201 });
  expect(await call('risk', `/${riskId}/closure`, { reason: '再关一次' })).toMatchObject({
    status: 409,
    body: { code: 'risk.not-open' },
  });

  const { streams } = await broker.jetstreamManager();
  for (const verb of ['identified', 'assessed', 'closed']) {
    const last = { last_by_subj: `risk.risk.${verb}.v1` };
    const told = await eventually(async () => (await streams.getMessage('RISK', last)).json());
    expect(told).toMatchObject({ riskId, vendorId });
  }
});
