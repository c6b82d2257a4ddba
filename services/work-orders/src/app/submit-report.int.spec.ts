import { oneReport, reportsPage } from '../storage/report-views';
import { surveysPage } from '../storage/survey-views';
import { acceptResolution } from './accept-resolution';
import { acceptWorkOrder } from './accept-work-order';
import { answerSurvey } from './answer-survey';
import { arriveOnSite } from './arrive-on-site';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { logResources } from './log-resources';
import { openReportDuties } from './open-report-duties';
import { reportWorkOrder } from './report-work-order';
import { resolveWorkOrder } from './resolve-work-order';
import { submitReport } from './submit-report';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const SEPTEMBER = { contractId, period: '2026-09' };
const made = async (now: string, asOf?: string) => {
  const asked = { ...SEPTEMBER, now, ...(asOf && { asOf }) };
  return live.useCases.read(oneReport, asked, `vendor:${vendorId}`);
};
/** A fault of 3 September, 23:10 in Shanghai, that is repaired and accepted within hours. */
async function handled(number: string): Promise<void> {
  live.clock.set('2026-09-03T15:10:00.000Z');
  const report = { number, severity: 1 as const, category: 'HARDWARE' as const };
  const { workOrderId } = await run(reportWorkOrder, report, live.office());
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  live.clock.set('2026-09-03T17:10:01.000Z'); // a second late
  await run(arriveOnSite, { workOrderId }, live.vendor());
  live.clock.set('2026-09-04T01:10:00.000Z');
  const labour = { people: 2, minutes: 90 };
  const used = { workOrderId, occurredAt: '2026-09-04T01:10:00.000Z', labour, parts: [] };
  await run(logResources, used, live.vendor());
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  await run(acceptResolution, { workOrderId }, live.office());
  const { items } = await live.useCases.read(surveysPage, { limit: 9, status: 'open' }, 'enterprise');
  await run(answerSurvey, { surveyId: items[0]!.surveyId, score: 4 }, live.office());
}

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  await live.database.owner.query('TRUNCATE reports');
});

it('1.1.3b: the missing report of September is overdue at the first instant of 14 October, once', async () => {
  live.clock.set('2026-09-30T16:00:00.000Z');
  expect(await run(openReportDuties, {}, live.as('service'))).toEqual({ opened: 1 });
  expect(await run(openReportDuties, {}, live.as('service'))).toEqual({ opened: 0 });
  const overdue = () => live.told('work-orders.report.overdue.v1');
  await live.goTo('2026-10-13T15:59:59.999Z');
  expect(await overdue()).toEqual([]);
  await live.goTo('2026-10-13T16:00:00.000Z');
  const dueAt = '2026-10-13T16:00:00.000Z';
  expect(await overdue()).toMatchObject([{ contractId, vendorId, period: '2026-09', dueAt }]);
  await live.goTo('2026-12-01T00:00:00.000Z');
  expect(await overdue()).toHaveLength(1);
  const { items } = await live.useCases.read(reportsPage, { limit: 9, contractId }, 'enterprise');
  expect(items).toMatchObject([{ period: '2026-09', status: 'overdue', contentHash: null }]);
});

it('1.1.3b: a report that was submitted in time is never overdue', async () => {
  live.clock.set('2026-09-30T16:00:00.000Z');
  await run(openReportDuties, {}, live.as('service'));
  await run(submitReport, { ...SEPTEMBER, remarks: '本月无重大故障' }, live.vendor());
  await live.goTo('2026-12-01T00:00:00.000Z');
  expect(await live.told('work-orders.report.overdue.v1')).toEqual([]);
});

it('2.3.1c and 2.3.1d: the report says what was done and used, 2 people 90 minutes each, and the same again whenever it is made again', async () => {
  await handled('W-1');
  live.clock.set('2026-10-08T02:00:00.000Z');
  const { contentHash } = await run(submitReport, SEPTEMBER, live.vendor());
  const report = await made('2026-10-08T02:00:00.000Z');
  expect(report).toEqual({
    ...{ contractId, vendorId, period: '2026-09', timezone: 'Asia/Shanghai' },
    ...{ from: '2026-09-01T00:00:00+08:00', to: '2026-10-01T00:00:00+08:00' },
    asOf: '2026-10-08T10:00:00+08:00',
    counts: { reported: 1, closed: 1, reopened: 0, open: 0 },
    milestones: [
      { kind: 'ON_SITE', severity: 1, met: 0, breached: 1 },
      { kind: 'CLOSURE', severity: 1, met: 1, breached: 0 },
    ],
    resources: { labourMinutes: 180, energyKwh: '0', parts: [] },
    availability: [],
    satisfaction: { answers: 1, scoreSum: 4 },
    workOrders: [
      {
        ...{
          number: 'W-1',
          category: 'HARDWARE',
          service: 'FAULT_HANDLING',
          severity: 1,
          evidenceGrade: 'A',
        },
        ...{ reportedAt: '2026-09-03T23:10:00+08:00', arrivedAt: '2026-09-04T01:10:01+08:00' },
        ...{ resolvedAt: '2026-09-04T09:10:00+08:00', closedAt: '2026-09-04T09:10:00+08:00', reopened: 0 },
        milestones: [
          {
            ...{ kind: 'ON_SITE', verdict: 'BREACHED', decidedAt: '2026-09-04T01:10:00+08:00' },
            ...{ elapsedSeconds: 7201, targetSeconds: 7200 },
          },
          {
            ...{ kind: 'CLOSURE', verdict: 'MET', decidedAt: '2026-09-04T09:10:00+08:00' },
            ...{ elapsedSeconds: 36_000, targetSeconds: 259_200 },
          },
        ],
      },
    ],
  });

  // Somebody finds a note of a call in September and tells of it in November: the report stands as it was.
  live.clock.set('2026-11-02T02:00:00.000Z');
  const phoned = { number: 'W-2', severity: 1 as const, category: 'HARDWARE' as const };
  const told = { ...phoned, reportedAt: '2026-09-20T02:00:00.000Z' };
  const { workOrderId } = await run(reportWorkOrder, told, live.office());
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  const again = await made('2026-11-24T00:00:00.000Z');
  expect(JSON.stringify(again)).toBe(JSON.stringify(report));
  const known = await live.told<{ contentHash: string }>('work-orders.report.submitted.v1');
  expect(known.map((event) => event.contentHash)).toEqual([contentHash]);

  const anew = await made('2026-11-24T00:00:00.000Z', '2026-11-24T00:00:00.000Z');
  expect(anew.workOrders.map(({ number }) => number)).toEqual(['W-1', 'W-2']);
});

it('2.3.1d: a report that nobody submitted is as of the day by which it was due', async () => {
  await handled('W-1');
  expect(await made('2026-11-24T00:00:00.000Z')).toMatchObject({ asOf: '2026-10-14T00:00:00+08:00' });
  expect(await made('2026-10-02T00:00:00.000Z')).toMatchObject({ asOf: '2026-10-02T08:00:00+08:00' });
});

it('2.3.1d: work that was moved to another contract afterwards stays in the month that it was done in', async () => {
  await handled('W-1');
  const before = await made('2026-10-20T00:00:00.000Z');
  const sql = `UPDATE work_orders SET contract_id = '0195540a-0000-7000-8000-0000000000cb'`;
  await live.database.owner.query(sql);
  expect(await made('2026-10-20T00:00:00.000Z')).toEqual(before);
});

it('1.1.3b: a vendor reports of its own contracts only, and another’s is as good as missing', async () => {
  live.clock.set('2026-10-08T02:00:00.000Z');
  const other = live.as('vendor:0195540a-0000-7000-8000-00000000000b');
  await expect(run(submitReport, SEPTEMBER, other)).rejects.toMatchObject({ code: 'contract.not-found' });
});
