import type { FileStore } from '@steward/platform';
import { eventually } from '@steward/testing';
import type { SlaTargets } from '@steward/terms';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { acceptResolution } from '../app/accept-resolution';
import { acceptWorkOrder } from '../app/accept-work-order';
import { arriveOnSite } from '../app/arrive-on-site';
import { Availability, contractId, erp, vendorId, at } from '../app/availability.fixture';
import { changeSeverity } from '../app/change-severity';
import { dispatchWorkOrder } from '../app/dispatch-work-order';
import { pauseWorkOrder } from '../app/pause-work-order';
import { recordContractVersion } from '../app/record-contract-version';
import { rejectResolution } from '../app/reject-resolution';
import { reportWorkOrder } from '../app/report-work-order';
import { resolveWorkOrder } from '../app/resolve-work-order';
import { resumeWorkOrder } from '../app/resume-work-order';
import { startImport } from '../app/start-import';
import { ImportRunner } from '../gateways/import-runner';
import { contract } from '../app/live.fixture';
import { oneImport } from './import-views';
import { whatIf, type DraftTermsInput, type WhatIf } from './what-if-views';

const pair = (onSite: number, closure: number) => ({
  onSite: { durationSeconds: onSite * 3600, clock: '24x7' as const },
  closure: { durationSeconds: closure * 3600, clock: 'working' as const },
});
const slaTargets = { 1: pair(2, 8), 2: pair(4, 16), 3: pair(8, 24), 4: pair(16, 40) } satisfies SlaTargets;
const creditRegime = {
  rules: {
    AVAILABILITY: { step: '1/1000', feeBps: 200 },
    LATE_ON_SITE: { stepSeconds: 1800, amount: { amountMinor: '50000', currency: 'CNY' } },
  },
  ...{ repeatFactor: 2, monthCapBps: 1000, rollingCapBps: 1000, rollingMonths: 12 },
};
const pay = {
  yearlyAmount: { amountMinor: '120000000', currency: 'CNY' },
  ...{ performanceShareBps: 2000, curve: 'LINEAR_60_90' },
};
/** The very terms that were signed, as somebody would draft them. */
const asSigned: DraftTermsInput = {
  ...{ slaTargets, creditRegime, ...pay },
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [{ from: '09:00', to: '18:00' }] },
  availability: [{ service: 'erp', name: 'ERP', targetPerMille: 999 }],
};
const ROWS = [
  'number,incident_state,opened_at,sys_updated_at,priority,assignment_group,assigned_to',
  'INC1,New,5/8/2026 09:00,5/8/2026 09:05,1 - Critical,Group 1,?',
  'INC1,Active,5/8/2026 09:00,5/8/2026 10:00,1 - Critical,Group 1,Worker 7',
  'INC1,Awaiting User Info,5/8/2026 09:00,5/8/2026 11:00,1 - Critical,Group 1,Worker 7',
  'INC1,Active,5/8/2026 09:00,6/8/2026 15:00,2 - High,Group 1,Worker 7',
  'INC1,Resolved,5/8/2026 09:00,6/8/2026 17:00,2 - High,Group 1,Worker 7',
  'INC1,Active,5/8/2026 09:00,7/8/2026 10:00,2 - High,Group 1,Worker 7',
  'INC1,Closed,5/8/2026 09:00,10/8/2026 12:00,2 - High,Group 1,Worker 7',
  'INC2,New,9/8/2026 09:00,9/8/2026 09:05,3 - Moderate,Group 1,?',
];

let house: Availability;
let runner: ImportRunner;
const ask = (terms: DraftTermsInput, more: Partial<WhatIf> = {}) => {
  const asked = { fromOn: '2026-07-01', toOn: '2026-09-30', asOf: house.live.clock.now().toISOString() };
  return house.read(whatIf, { terms, ...asked, ...more }, 'enterprise');
};
const recorded = () =>
  house.live.database.owner.query<{ kind: string; verdict: string; n: number }[]>(
    'SELECT kind, verdict, count(*)::int AS n FROM milestones GROUP BY 1, 2 ORDER BY 1, 2',
  );

async function importLog(): Promise<void> {
  const fileId = 'f'.repeat(64);
  const contracts = [{ vendorCode: 'v1', contractId, groups: ['Group 1'], isDefault: true }];
  const started = { log: 'test', timezone: 'Asia/Shanghai', pauseStates: ['Awaiting User Info'], contracts };
  const { importId } = await house.run(startImport, { ...started, fileId }, house.office());
  runner.wake();
  await eventually(async () => {
    const found = await house.read(oneImport, { importId }, 'enterprise');
    expect(found.status).toBe('ended');
  });
}

/** Taken on at 09:00 Beijing time of the first day that is named. */
async function accepted(number: string, severity: 1 | 2 | 3, day: string): Promise<string> {
  await house.goTo(`${day} 09:00`);
  const report = { number, severity, category: 'HARDWARE' as const };
  const { workOrderId } = await house.run(reportWorkOrder, report, house.office());
  await house.run(dispatchWorkOrder, { workOrderId, contractId }, house.office());
  await house.run(acceptWorkOrder, { workOrderId }, house.vendor());
  return workOrderId;
}

/** A July to September with pauses, reopenings, changes of severity, clocks that ran out, and an outage. */
async function playQuarter(): Promise<void> {
  const calm = await accepted('W-1', 1, '07-06');
  await house.goTo('07-06 10:30');
  await house.run(arriveOnSite, { workOrderId: calm }, house.vendor());
  await house.run(pauseWorkOrder, { workOrderId: calm, reason: 'WAITING_CUSTOMER' }, house.vendor());
  await house.goTo('07-07 09:30');
  await house.run(resumeWorkOrder, { workOrderId: calm }, house.vendor());
  await house.goTo('07-07 11:00');
  await house.run(resolveWorkOrder, { workOrderId: calm }, house.vendor());
  await house.goTo('07-07 16:00');
  await house.run(rejectResolution, { workOrderId: calm, reason: '仍有告警' }, house.office());
  await house.goTo('07-08 10:00');
  await house.run(resolveWorkOrder, { workOrderId: calm }, house.vendor());
  await house.goTo('07-08 15:00');
  await house.run(acceptResolution, { workOrderId: calm }, house.office());

  const raised = await accepted('W-2', 3, '08-03');
  await house.goTo('08-03 12:00');
  await house.run(changeSeverity, { workOrderId: raised, severity: 1, cause: 'CUSTOMER' }, house.office());
  await house.goTo('08-03 15:35'); // on site was due at 14:00
  await house.run(arriveOnSite, { workOrderId: raised }, house.vendor());
  await house.goTo('08-04 12:00');
  await house.run(resolveWorkOrder, { workOrderId: raised }, house.vendor());

  const wrong = await accepted('W-3', 3, '08-20');
  await house.goTo('08-20 13:00');
  await house.run(
    changeSeverity,
    { workOrderId: wrong, severity: 2, cause: 'MISCLASSIFIED' },
    house.office(),
  );
  await house.goTo('09-12 09:00');
  await house.outage(at('09-10 02:00'), at('09-10 04:31'));
  await accepted('W-4', 2, '09-28'); // nobody comes
  await house.goTo('10-20 00:00');
}

beforeAll(async () => {
  house = await Availability.start();
  const { appUrl: databaseUrl } = house.live.database;
  const store: Pick<FileStore, 'open'> = { open: async () => Readable.from([gzipSync(ROWS.join('\n'))]) };
  const options = { service: 'work-orders', databaseUrl, natsUrl: '', timed: [], schedule: [] };
  runner = new ImportRunner(options, house.live.useCases, store as FileStore);
  runner.onApplicationBootstrap();
  await house.begin({ slaTargets, creditRegime, pay });
  house.live.clock.set(at('07-01 00:00'));
  await playQuarter();
  await importLog();
});
afterAll(async () => {
  await runner?.beforeApplicationShutdown();
  await house?.live.database.stop();
});

it('2.2.1a, 2.2.1b: with the very terms that were signed, history is what was recorded, to the second', async () => {
  const { history, contracts, total, workOrders } = await ask(asSigned);
  expect(workOrders).toBe(6);
  expect(history).toEqual({ milestones: 12, differing: 0, examples: [] });
  const [one] = contracts;
  expect(one).toMatchObject({ contractId, vendorId, code: 'HT-1', workOrders: 6 });
  expect(one!.draft).toEqual(one!.signed);
  expect(total.draft).toEqual(total.signed);
  const told = await recorded();
  for (const [verdict, field] of [
    ['MET', 'met'],
    ['BREACHED', 'breached'],
  ] as const) {
    for (const kind of ['ON_SITE', 'CLOSURE']) {
      const here = one!.signed.milestones.filter((each) => each.kind === kind);
      const there = told.find((each) => each.kind === kind && each.verdict === verdict)?.n ?? 0;
      expect([kind, verdict, here.reduce((sum, each) => sum + each[field], 0)]).toEqual([
        kind,
        verdict,
        there,
      ]);
    }
  }
  // By hand: W-2 and W-3 in August and W-4 in September were late on site and in closing; INC2 was on site.
  expect(one!.signed.months.map(({ month, breaches }) => [month, breaches])).toEqual([
    ['2026-07', 0],
    ['2026-08', 5],
    ['2026-09', 2],
  ]);
});

it('2.2.1a: a verdict that the signed terms do not give is counted and named', async () => {
  const owner = house.live.database.owner;
  const [{ id, was }] = await owner.query<[{ id: string; was: Date }]>(
    `SELECT work_order_id AS id, decided_at AS was FROM milestones WHERE kind = 'ON_SITE' AND verdict = 'MET'
     ORDER BY decided_at LIMIT 1`,
  );
  const shift = (seconds: number) =>
    owner.query(
      `UPDATE milestones SET decided_at = $2::timestamptz + $3 * interval '1 s'
       WHERE kind = 'ON_SITE' AND work_order_id = $1`,
      [id, was, seconds],
    );
  await shift(1);
  const { history } = await ask({});
  await shift(0);
  expect(history).toMatchObject({ differing: 1, examples: [{ workOrderId: id, kind: 'ON_SITE' }] });
});

it('2.2.1a, 1.1.4, 2.2.2a: other terms come to other breaches, credits, pay and deposit, side by side', async () => {
  const signed = (await ask({})).total.signed;
  const looser = { ...slaTargets, 1: { ...slaTargets[1], onSite: pair(4, 8).onSite } };
  const drafted = await ask({
    slaTargets: looser,
    yearlyAmount: { amountMinor: '60000000', currency: 'CNY' },
  });
  expect(drafted.total.signed).toEqual(signed);
  expect(drafted.total.draft.breaches).toBe(signed.breaches - 1); // W-2 came after 3 h 35 min
  const late = ({ milestones }: typeof signed) =>
    milestones.find(({ kind, severity }) => kind === 'ON_SITE' && severity === 1)!.breached;
  expect([late(signed), late(drafted.total.draft)]).toEqual([1, 0]);
  const sums = (side: typeof signed) => side.sums[0]!;
  expect(sums(signed)).toMatchObject({ base: '24000000', depositRequired: '12000000' });
  expect(sums(drafted.total.draft)).toMatchObject({ base: '12000000', depositRequired: '6000000' });
});

it('2.2.1c: an outage of 151 minutes misses 99.9 % and meets 99 %', async () => {
  const asked = [{ ...erp, serviceHours: undefined as never, targetPerMille: 990 }];
  const { contracts } = await ask({ availability: asked.map(({ serviceHours: _, ...target }) => target) });
  const [one] = contracts;
  const september = (side: (typeof contracts)[number]['signed']) => side.months[2]!.availability;
  // 151 of 43,200 minutes are 0.3495 %: 99.650 % is displayed.
  expect(september(one!.signed)).toMatchObject([{ service: 'erp', isMet: false, displayPercent: '99.650' }]);
  expect(september(one!.draft)).toMatchObject([{ service: 'erp', isMet: true, displayPercent: '99.650' }]);
});

it('2.2.1a: a vendor or a contract that there is not is not found; a range is refused at its place', async () => {
  const other = '0195540a-0000-7000-8000-0000000000cf';
  await expect(ask({}, { contractId: other })).rejects.toMatchObject({ code: 'contract.not-found' });
  await expect(ask({}, { vendorId: other })).rejects.toMatchObject({ code: 'vendor.not-found' });
  const reversed = { code: 'what-if.range-reversed', path: '/toOn' };
  await expect(ask({}, { toOn: '2026-06-30' })).rejects.toMatchObject(reversed);
  const long = { code: 'what-if.range-too-long', path: '/toOn' };
  await expect(ask({}, { fromOn: '2020-01-01' })).rejects.toMatchObject(long);
});

it('2.2.2a: of a version that was told before pay was kept, pay and credits are named as absent', async () => {
  const older = '0195540a-0000-7000-8000-0000000000ce';
  await house.run(recordContractVersion, { ...contract, contractId: older }, house.service());
  const { contracts } = await ask({}, { contractId: older });
  expect(contracts[0]!.signed).toMatchObject({ sums: [], absentTerms: ['PAY', 'CREDITS'] });
  const whole = await ask({ ...pay, creditRegime }, { contractId: older });
  expect(whole.contracts[0]!.draft).toMatchObject({ sums: [{ base: '24000000' }], absentTerms: [] });
});
