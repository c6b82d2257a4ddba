import { milestoneDecided, type MilestoneDecidedWire } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
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

let risk: ServiceUnderTest;
beforeAll(async () => {
  risk = await startUnderTest({
    ...{ service: 'risk', options: riskDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('risk', (await import('../risk.module.js')).RiskModule),
  });
});
afterAll(() => risk?.stop());

it('4.1.1: a breach told on the bus is a risk in the queue, assessed and closed over HTTP, and told on', async () => {
  const { call } = risk;
  await risk.announce({
    ...{ type: milestoneDecided.type, stream: 'WORK_ORDERS' },
    ...{ aggregateId: milestone.milestoneId, version: 1, data: milestone },
  });
  const riskId = await eventually(async () => {
    const { body } = await call<{ items: { riskId: string }[] }>('auditor', '/risks');
    expect(body.items).toMatchObject([{ vendorId, source: 'L1_BREACH', band: 'HIGH', status: 'open' }]);
    return body.items[0]!.riskId;
  });
  expect(await call(`vendor:${vendorId}`, '/risks')).toMatchObject({ status: 403 });

  const judgement = { probability: 5, impact: 4, reason: '夜间无人值守' };
  expect(await call('vendor-manager', `/risks/${riskId}/assessment`, judgement)).toMatchObject({
    status: 403,
  });
  const assessed = await call('risk', `/risks/${riskId}/assessment`, judgement);
  expect(assessed).toMatchObject({ status: 201, body: { riskId, band: 'EXTREME' } });
  expect(await call('risk', `/risks/${riskId}/closure`, { reason: '已整改' })).toMatchObject({ status: 201 });
  expect(await call('risk', `/risks/${riskId}/closure`, { reason: '再关一次' })).toMatchObject({
    status: 409,
    body: { code: 'risk.not-open' },
  });

  for (const verb of ['identified', 'assessed', 'closed']) {
    const told = await risk.lastTold('RISK', `risk.risk.${verb}.v1`);
    expect(told).toMatchObject({ riskId, vendorId });
  }
});
