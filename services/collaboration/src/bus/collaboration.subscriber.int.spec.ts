import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { contractActivated, contractSigned, milestoneDecided } from '@steward/events';
import type { ContractActivatedWire, ContractSignedWire, MilestoneDecidedWire } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { connect, headers, type NatsConnection } from 'nats';
import { collaborationDatabase } from '../storage/data-source';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const vendorId = idOf('a');
const contractId = idOf('c');
const amount = { amountMinor: '120000000', currency: 'CNY' };
const price = { yearlyAmount: amount, performanceShareBps: 2000, curve: 'LINEAR_60_90' };
const contract = { contractId, code: 'C-1', vendorId, ...price, startOn: '2024-01-01', endOn: '2024-12-31' };
const signed: ContractSignedWire = {
  ...contract,
  ...{ depositRequired: { ...amount, amountMinor: '12000000' }, signedAt: '2024-01-05T00:00:00.000Z' },
};
const target = { durationSeconds: 7200, clock: '24x7' } as const;
const pair = { onSite: target, closure: target };
const activated: ContractActivatedWire = {
  ...{ ...contract, contractVersion: 1, effectiveAt: '2023-12-31T16:00:00.000Z', categories: ['HARDWARE'] },
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '12:00']] },
  ...{ slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair }, activatedAt: '2024-01-06T00:00:00.000Z' },
};
const milestone: MilestoneDecidedWire = {
  ...{ milestoneId: idOf('f'), workOrderId: idOf('d'), vendorId, contractId, contractVersion: 1 },
  ...{ kind: 'ON_SITE', severity: 1, verdict: 'BREACHED', quarter: '2024Q1', evidenceGrade: 'A' },
  ...{
    decidedAt: '2024-01-31T16:00:00.000Z',
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
let messages = 0;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'collaboration', options: collaborationDatabase }),
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
  const { CollaborationModule } =
    jest.requireActual<typeof import('../collaboration.module')>('../collaboration.module');
  app = await startService('collaboration', CollaborationModule);
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
  const answer = await fetch(`${url}/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'idempotency-key': `${role} ${path}`, 'accept-language': 'en' },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { items?: { meetingId: string }[]; code?: string },
  };
}

/** As the producer's relay would. */
async function publish(type: string, aggregateId: string, version: number, told: object): Promise<void> {
  const envelope = headers();
  envelope.set('ce-id', idOf('b', (messages += 1)));
  envelope.set('ce-type', type);
  envelope.set('ce-subject', aggregateId);
  envelope.set('ce-aggregateversion', String(version));
  await broker.jetstream().publish(type, JSON.stringify(told), { headers: envelope });
}

it('2.3.2: from the signature on the bus to liaison, agenda and minutes, each told on', async () => {
  const person = { name: 'Zhou Ning', deputyName: 'He Lin' };
  const assignment = `contracts/${contractId}/liaison`;
  expect(await call('vendor-manager', assignment, person)).toMatchObject({ status: 404 });
  await publish(contractSigned.type, contractId, 1, signed);
  await eventually(async () =>
    expect(await call('vendor-manager', assignment, person)).toMatchObject({ status: 201 }),
  );
  expect(await call('vendor', 'liaisons')).toMatchObject({ status: 200, body: { items: [person] } });

  await publish(milestoneDecided.type, milestone.milestoneId, 1, milestone);
  await publish(contractActivated.type, contractId, 2, activated);
  const meetingId = await eventually(async () => {
    const { body } = await call('auditor', 'meetings?month=2024-02'); // 1 February, 0:00 in Shanghai
    expect(body.items).toMatchObject([{ agenda: [{ kind: 'ON_SITE', severity: 1, items: 1 }] }]);
    return body.items![0]!.meetingId;
  });

  const minutes = { summary: '复盘到场超时', attendees: 6, heldOn: '2024-02-20' };
  expect(await call('vendor', `meetings/${meetingId}/minutes`, minutes)).toMatchObject({ status: 403 });
  const held = await call('office-head', `meetings/${meetingId}/minutes`, minutes);
  expect(held).toMatchObject({ status: 201, body: { meetingId, status: 'held', agendaItems: 1 } });
  expect(await call('vendor', `meetings/${meetingId}`)).toMatchObject({
    status: 200,
    body: { status: 'held' },
  });

  const { streams } = await broker.jetstreamManager();
  for (const what of ['liaison.assigned', 'meeting.scheduled', 'meeting.held']) {
    const last = { last_by_subj: `collaboration.${what}.v1` };
    const told = await eventually(async () => (await streams.getMessage('COLLABORATION', last)).json());
    expect(told).toMatchObject({ contractId });
  }
});
