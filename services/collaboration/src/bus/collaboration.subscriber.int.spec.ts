import { contractActivated, contractSigned, milestoneDecided } from '@steward/events';
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
