import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { connect, type NatsConnection } from 'nats';
import { vendorsDatabase } from '../storage/data-source';

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let broker: NatsConnection;
let app: NestFastifyApplication;
let url: string;
let keys = 0;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'vendors', options: vendorsDatabase }),
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
  const { VendorsModule } = jest.requireActual<typeof import('../vendors.module')>('../vendors.module');
  app = await startService('vendors', VendorsModule);
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
});
afterAll(async () => {
  await stopService(app);
  await broker.close();
  await Promise.all([bus.stop(), identity.stop(), database.stop()]);
});

async function call(role: string, path: string, body?: object, vendorId?: string) {
  const token = await identity.token({ subject: role, roles: [role], ...(vendorId && { vendorId }) });
  const answer = await fetch(`${url}/v1/vendors${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'idempotency-key': `key ${++keys}`, 'accept-language': 'en' },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const company = (code: string) => ({ code, name: `Vendor ${code}`, registrationNumber: `R-${code}` });
const paper = { kind: 'LICENCE', number: 'L1', issuer: 'Bureau', documentHash: 'a'.repeat(64) };

it('2.1: a vendor is taken in over HTTP, is told on the bus, and may act only for itself', async () => {
  const made = await call('vendor-manager', '', company('v1'));
  expect(made).toMatchObject({ status: 201, body: { status: 'registered' } });
  const vendorId = made.body['vendorId'] as string;
  const other = (await call('office-head', '', company('v2'))).body['vendorId'] as string;

  const papers = `/${vendorId}/qualifications`;
  const own = await call('vendor', papers, paper, vendorId);
  expect(own).toMatchObject({ status: 201, body: { status: 'submitted' } });
  const { itemId } = own.body;
  expect(await call('vendor', `/${vendorId}/verifications`, { itemId }, vendorId)).toMatchObject({
    status: 403,
  });
  const verification = await call('technical', `/${vendorId}/verifications`, { itemId });
  expect(verification).toEqual({ status: 201, body: { itemId, status: 'verified' } });

  expect(await call('technical', `/${vendorId}/admission`, {})).toMatchObject({ status: 403 });
  const refused = await call('office-head', `/${vendorId}/admission`, {});
  expect(refused).toMatchObject({ status: 409, body: { code: 'vendor.iso9001-missing' } });

  const missing = '0195540a-0000-7000-8000-000000000009';
  const [foreign, none] = [
    await call('vendor', `/${other}`, undefined, vendorId),
    await call('auditor', `/${missing}`),
  ];
  const unsaid = { detail: '', traceId: '' };
  expect(foreign).toMatchObject({ status: 404, body: { code: 'vendor.not-found' } });
  expect({ ...foreign.body, ...unsaid }).toEqual({ ...none.body, ...unsaid });

  const { streams } = await broker.jetstreamManager();
  const last = { last_by_subj: 'vendors.vendor.registered.v1' };
  const told = await eventually(async () => (await streams.getMessage('VENDORS', last)).json());
  expect(told).toMatchObject({ vendorId: other, code: 'v2' });
});

it('1.2.1: the tier is asked for by a day, and the dossier shows what is still open', async () => {
  const vendorId = (await call('vendor-manager', '', company('v3'))).body['vendorId'] as string;
  const placement = {
    tier: 'REGULAR',
    categories: ['HARDWARE'],
    effectiveOn: '2026-01-01',
    reason: 'standard',
  };
  expect(await call('vendor-manager', `/${vendorId}/classification`, placement)).toMatchObject({
    status: 201,
  });

  const asked = await call('auditor', `/${vendorId}/tier?on=2026-06-30`);
  expect(asked).toMatchObject({ status: 200, body: { tier: 'REGULAR', effectiveOn: '2026-01-01' } });
  const undated = await call('auditor', `/${vendorId}/tier`);
  expect(undated).toMatchObject({ status: 422, body: { errors: [{ path: '/on' }, { path: '/on' }] } });

  const { body } = await call('auditor', `/${vendorId}`);
  expect(body).toMatchObject({ code: 'v3', classifications: [{ tier: 'REGULAR' }], qualifications: [] });
  expect(body['openGates']).toContainEqual({
    code: 'vendor.similar-projects-missing',
    sentence: 'A REGULAR vendor needs 1 verified similar projects, and there are 0.',
  });
});
