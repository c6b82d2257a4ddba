import {
  clockWarned,
  contractActivated,
  contractSigned,
  milestoneDecided,
  riskClosed,
  riskIdentified,
  vendorClassified,
} from '@steward/events';
import type { ContractActivatedWire, ContractSignedWire, MilestoneDecidedWire } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
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

let collaboration: ServiceUnderTest;
beforeAll(async () => {
  const service = 'collaboration';
  collaboration = await startUnderTest({
    ...{ service, options: collaborationDatabase, provision: provisionStreams, stop: stopService },
    start: async () =>
      startService(service, (await import('../collaboration.module.js')).CollaborationModule),
  });
});
afterAll(() => collaboration?.stop());

it('2.3.2a and 2.3.2c: from the signature on the bus to liaison, agenda and minutes, each told on', async () => {
  const { announce, call } = collaboration;
  const vendor = `vendor:${vendorId}`;
  const ofContract = { stream: 'CONTRACTS', aggregateId: contractId };
  const person = { name: 'Zhou Ning', deputyName: 'He Lin' };
  const assignment = `/contracts/${contractId}/liaison`;
  expect(await call('vendor-manager', assignment, person)).toMatchObject({ status: 404 });
  await announce({ ...ofContract, type: contractSigned.type, version: 1, data: signed });
  await eventually(async () =>
    expect(await call('vendor-manager', assignment, person)).toMatchObject({ status: 201 }),
  );
  expect(await call(vendor, '/liaisons')).toMatchObject({ status: 200, body: { items: [person] } });

  await announce({
    ...{ type: milestoneDecided.type, stream: 'WORK_ORDERS' },
    ...{ aggregateId: milestone.milestoneId, version: 1, data: milestone },
  });
  await announce({ ...ofContract, type: contractActivated.type, version: 2, data: activated });
  const meetingId = await eventually(async () => {
    const { body } = await call<{ items: { meetingId: string }[] }>('auditor', '/meetings?month=2024-02');
    // 1 February, 0:00 in Shanghai
    expect(body.items).toMatchObject([{ agenda: [{ kind: 'ON_SITE', severity: 1, items: 1 }] }]);
    return body.items[0]!.meetingId;
  });

  const minutes = { summary: '复盘到场超时', attendees: 6, heldOn: '2024-02-20' };
  expect(await call(vendor, `/meetings/${meetingId}/minutes`, minutes)).toMatchObject({ status: 403 });
  const held = await call('office-head', `/meetings/${meetingId}/minutes`, minutes);
  expect(held).toMatchObject({ status: 201, body: { meetingId, status: 'held', agendaItems: 1 } });
  expect(await call(vendor, `/meetings/${meetingId}`)).toMatchObject({
    status: 200,
    body: { status: 'held' },
  });

  for (const what of ['liaison.assigned', 'meeting.scheduled', 'meeting.held']) {
    const told = await collaboration.lastTold('COLLABORATION', `collaboration.${what}.v1`);
    expect(told).toMatchObject({ contractId });
  }
});

it('2.3.2b and 2.3.2c: a closure clock at 75 % suggests a consultation, a risk enters and leaves agendas', async () => {
  const { announce, call, lastTold } = collaboration;
  const about = { workOrderId: idOf('d', 2), vendorId, contractId, severity: 1, percent: 75 };
  const at = { reachedAt: '2024-02-04T05:10:00.000Z', dueAt: '2024-02-04T23:10:00.000Z' };
  for (const [n, kind] of ['ON_SITE', 'CLOSURE'].entries()) {
    const data = { clockId: idOf('e', n), kind, ...about, ...at };
    await announce({
      type: clockWarned.type,
      stream: 'WORK_ORDERS',
      aggregateId: data.clockId,
      version: 1,
      data,
    });
  }
  const suggested = await lastTold('COLLABORATION', 'collaboration.consultation.suggested.v1');
  expect(suggested).toMatchObject({ workOrderId: about.workOrderId, severity: 1 });

  const riskId = idOf('9');
  const graded = { category: 'TECHNICAL', probability: 4, impact: 4, band: 'HIGH' };
  const ofRisk = { stream: 'RISK', aggregateId: riskId };
  const risk = { riskId, vendorId, contractId: null, ...graded, identifiedAt: at.reachedAt };
  await announce({ ...ofRisk, type: riskIdentified.type, version: 1, data: risk });
  const opened = () =>
    collaboration.database.owner.transaction(async (manager) => {
      await manager.query(`SELECT set_config('app.actor', 'service', true)`);
      return manager.query<{ open: boolean }[]>('SELECT is_open AS open FROM known_risks');
    });
  await eventually(async () => expect(await opened()).toEqual([{ open: true }]));
  const closed = { riskId, vendorId, closedAt: at.dueAt };
  await announce({ ...ofRisk, type: riskClosed.type, version: 2, data: closed });
  await eventually(async () => expect(await opened()).toEqual([{ open: false }]));

  const tier = { tier: 'TEMPORARY', categories: ['HARDWARE'], effectiveOn: '2024-01-01' };
  const classified = { vendorId, ...tier, classifiedAt: at.reachedAt };
  const ofVendor = { stream: 'VENDORS', aggregateId: vendorId, version: 1 };
  await announce({ ...ofVendor, type: vendorClassified.type, data: classified });
  const cost = { amountMinor: '0', currency: 'CNY' };
  const course = {
    code: 'SAFETY',
    title: '安全规范',
    seats: 9,
    startOn: '2026-01-01',
    enterpriseShareBps: 0,
    cost,
  };
  const { body } = await call<{ courseId: string }>('technical', '/courses', course);
  const seat = { vendorId, personId: idOf('b') };
  await eventually(async () =>
    expect(await call(`vendor:${vendorId}`, `/courses/${body.courseId}/enrolments`, seat)).toMatchObject({
      status: 201,
    }),
  );
});
