import { importedId } from '@steward/domain';
import { aggregateIdOf, contractActivated, vendorClassified, type Event } from '@steward/events';
import { encode, milestoneDecided, periodClosed, placeOf, registry } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { verifyTrace } from '../../../cli/src/verify/verify';
import { appraisalIdOf } from '../domain/appraisal';
import { appraisalDatabase } from '../storage/data-source';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const quarter = '2026Q3';
const appraisalId = appraisalIdOf(contractId, quarter);
const at = new Date('2026-09-01T02:00:00.000Z');

let appraisal: ServiceUnderTest;
beforeAll(async () => {
  appraisal = await startUnderTest({
    ...{ service: 'appraisal', options: appraisalDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('appraisal', (await import('../appraisal.module.js')).AppraisalModule),
  });
});
afterAll(() => appraisal?.stop());

/** Each the first event of its aggregate. */
const announce = (event: Event) =>
  appraisal.announce({
    ...{ type: event.type, ...placeOf(event.type), aggregateId: aggregateIdOf(event), version: 1 },
    data: encode(registry.get(event.type)!, event),
  });
const vendor = `vendor:${vendorId}`;
const verified = ({ nodes, roots }: { nodes: Parameters<typeof verifyTrace>[0]; roots: readonly string[] }) =>
  verifyTrace(nodes, roots);

it('1.3.1: from the facts on the bus to a score that the vendor accepts and finance hears of', async () => {
  const { call } = appraisal;
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
    const found = await call(vendor, `/appraisals/${appraisalId}`);
    expect(found.status).toBe(200);
    return found.body;
  });
  expect(proposed).toMatchObject({ status: 'proposed', revision: 1, score: '0.00', isPassed: false, onSite });

  const traced = await call(vendor, `/appraisals/${appraisalId}/trace?revision=1`);
  expect(traced).toMatchObject({ status: 200, body: { revision: 1, roots: ['appraisal/1/payScore'] } });
  const { nodes, roots } = traced.body as unknown as Parameters<typeof verified>[0];
  expect(nodes.filter(({ kind }) => kind === 'MILESTONE')).toMatchObject([
    {
      value: { milestoneId: importedId('milestone', 'm'), verdict: 'BREACHED', decidedAt: at.toISOString() },
    },
  ]);
  expect(verified({ nodes, roots })).toEqual([]);
  expect(await call(`vendor:${otherVendorId}`, `/appraisals/${appraisalId}/trace`)).toMatchObject({
    ...{ status: 404, body: { code: 'appraisal.not-found' } },
  });

  const acceptance = `/appraisals/${appraisalId}/acceptance`;
  expect(await call('office-head', acceptance, { revision: 1 })).toMatchObject({ status: 403 });
  expect(await call(`vendor:${otherVendorId}`, acceptance, { revision: 1 })).toMatchObject({
    ...{ status: 404, body: { code: 'appraisal.not-found' } },
  });
  expect(await call(vendor, acceptance, { revision: 2 })).toMatchObject({
    ...{ status: 409, body: { code: 'appraisal.revision-outdated' } },
  });
  expect(await call(vendor, acceptance, { revision: 1 })).toMatchObject({
    ...{ status: 201, body: { appraisalId, status: 'published', score: '0.00' } },
  });

  const told = await appraisal.lastTold('APPRAISAL', 'appraisal.appraisal.published.v1');
  expect(told).toMatchObject({ appraisalId, vendorId, revision: 1, isPassed: false, tier: 'TEMPORARY' });
});

it('lists by quarter and contract, and refuses a page that is too long', async () => {
  const { call } = appraisal;
  const listed = await call('auditor', `/appraisals?quarter=${quarter}&contractId=${contractId}`);
  expect(listed).toMatchObject({ status: 200, body: { items: [{ appraisalId }], next: null } });
  expect(await call('auditor', `/appraisals?quarter=2026Q2`)).toMatchObject({ body: { items: [] } });
  expect(await call('auditor', `/appraisals?limit=101`)).toMatchObject({ status: 422 });
  expect(await call(vendor, `/procedures`)).toMatchObject({ body: { items: [] } });
});
