import { importedId } from '@steward/domain';
import { aggregateIdOf, encode, meetingHeld, meetingMissed, placeOf, registry } from '@steward/events';
import { reportOverdue, reportSubmitted, type Event } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { kpiSet } from '../domain/kpi-set.fixture';
import { appraisalDatabase } from '../storage/data-source';

let appraisal: ServiceUnderTest;
beforeAll(async () => {
  appraisal = await startUnderTest({
    ...{ service: 'appraisal', options: appraisalDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('appraisal', (await import('../appraisal.module.js')).AppraisalModule),
  });
});
afterAll(() => appraisal?.stop());

const vendor = 'vendor:0195540a-0000-7000-8000-00000000000a';
const next = { effectiveFrom: '2099Q1', dimensions: kpiSet.dimensions };

it('1.1.3a and 1.3.1: one person drafts a KPI set, another publishes it, and vendors read it then', async () => {
  const { call } = appraisal;
  expect(await call(vendor, '/kpi-sets', next)).toMatchObject({ status: 403 });
  const drafted = await call('office-head', '/kpi-sets', next);
  expect(drafted).toMatchObject({ status: 201, body: { version: 2, effectiveOn: '2099-01-01' } });
  expect(await call(vendor, '/kpi-sets/2')).toMatchObject({ status: 404 });
  expect(await call('office-head', '/kpi-sets/2/publication', {})).toMatchObject({
    ...{ status: 409, body: { code: 'kpi-set.same-person' } },
  });
  const published = await call('legal', '/kpi-sets/2/publication', {});
  expect(published).toMatchObject({ status: 201, body: { status: 'published' } });
  expect(await call(vendor, '/kpi-sets/2')).toMatchObject({ status: 200, body: { publishedBy: 'legal' } });
  expect(await call(vendor, '/kpi-sets')).toMatchObject({
    body: { items: [{ version: 2 }, { version: 1 }] },
  });
  const told = await appraisal.lastTold('APPRAISAL', 'appraisal.kpi-set.published.v1');
  expect(told).toMatchObject({ kpiSet: 2, contentHash: published.body['contentHash'] });
});

it('1.3.1: a formula that is wrong is refused with the place where, and nothing is kept', async () => {
  const [response, ...others] = kpiSet.dimensions;
  const wrong = { ...next, dimensions: [{ ...response!, numerator: 'onSite.met / 2' }, ...others] };
  const path = '/dimensions/0/numerator/0';
  expect(await appraisal.call('office-head', '/kpi-sets', wrong)).toMatchObject({
    ...{ status: 422, body: { code: 'kpi-set.formula-invalid', errors: [{ path }] } },
  });
  expect(await appraisal.call('auditor', '/kpi-sets/3')).toMatchObject({ status: 404 });
});

it('1.1.3b and 2.3.2c: reports and meetings are kept by the quarter in which they were due', async () => {
  const contractId = importedId('contract', 'duties');
  const vendorId = vendor.slice(7);
  const at = new Date('2026-10-13T16:00:00.000Z');
  const report = (n: string, period: string) => ({
    ...{ reportId: importedId('report', n), contractId, vendorId, period, dueAt: at },
  });
  const submitted = { contentHash: 'a'.repeat(64), asOf: at, submittedAt: at };
  const meeting = (month: string) => ({ meetingId: importedId('meeting', month), contractId, month });
  const announce = (event: Event, version = 1) =>
    appraisal.announce({
      ...{ type: event.type, ...placeOf(event.type), aggregateId: aggregateIdOf(event), version },
      data: encode(registry.get(event.type)!, event),
    });
  await announce(reportSubmitted({ ...report('1', '2026-09'), ...submitted, isLate: false }));
  await announce(reportOverdue(report('2', '2026-10')));
  await announce(reportSubmitted({ ...report('2', '2026-10'), ...submitted, isLate: true }), 2);
  await announce(meetingHeld({ ...meeting('2026-10'), agendaItems: 3, heldAt: at }));
  await announce(meetingMissed({ ...meeting('2026-11'), missedAt: at }));
  const kept = await eventually(async () => {
    const rows = await appraisal.database.owner.query<object[]>(
      `SELECT kind, quarter, is_met AS "isMet" FROM duties ORDER BY kind, is_met`,
    );
    expect(rows).toHaveLength(4);
    return rows;
  });
  const of = (kind: string, isMet: boolean) => ({ kind, quarter: '2026Q4', isMet });
  expect(kept).toEqual([of('MEETING', false), of('MEETING', true), of('REPORT', false), of('REPORT', true)]);
});
