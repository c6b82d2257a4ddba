import { exposuresPage, treatmentsPage } from '../storage/exposure-views';
import { heatMap, matricesPage, matrixPreview } from '../storage/matrix-views';
import { oneRisk, reviewCalendar, riskQueue, riskRegister } from '../storage/risk-views';
import { acceptRisk } from './accept-risk';
import { assessRisk } from './assess-risk';
import { closeRisk } from './close-risk';
import { draftMatrix } from './draft-matrix';
import { endTreatment } from './end-treatment';
import { identifyRisk } from './identify-risk';
import { planTreatment } from './plan-treatment';
import { proposeAcceptance } from './propose-acceptance';
import { publishMatrix } from './publish-matrix';
import { recordDeposit } from './record-deposit';
import { contractId, startTimed, vendor, vendorId } from './timed.fixture';

let risk: Awaited<ReturnType<typeof startTimed>>;
const START = '2026-03-02T01:00:00.000Z'; // Monday 09:00 in Shanghai
beforeAll(async () => {
  risk = await startTimed(START);
});
afterAll(() => risk?.database.stop());
beforeEach(async () => {
  risk.clock.set(START);
  await risk.database.owner.query(
    `TRUNCATE risks, risk_assessments, risk_treatments, vendor_bands, exposures, contract_deposits, timers,
       requests, aggregate_versions, outbox, audit`,
  );
  await risk.database.owner.query('DELETE FROM risk_matrices WHERE version > 1');
});

const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const identify = async (probability: number, impact: number, more: object = {}) => {
  const about = { vendorId, contractId, category: 'COMMERCIAL', title: '客户集中' } as const;
  const asked = { ...about, probability, impact, ...more };
  return (await risk.useCases.run(identifyRisk, asked, risk.as('rui'))).riskId;
};
const one = (riskId: string) => risk.useCases.read(oneRisk, { riskId }, 'enterprise');
const queue = (more: object = {}) =>
  risk.useCases.read(riskQueue, { status: 'open' as const, limit: 100, ...more }, 'enterprise');
const breaks = (code: string) => ({ code });

it('D8: owner and office head accept a HIGH risk, and the end of the term opens it again', async () => {
  const riskId = await identify(2, 5);
  const half = { riskId, reason: '成本过高', until: '2026-03-22T01:00:00.000Z' };
  await risk.useCases.run(proposeAcceptance, half, risk.as('rui'));
  const self = risk.useCases.run(acceptRisk, { riskId }, risk.as('rui'));
  await expect(self).rejects.toMatchObject(breaks('acceptance.same-person'));
  await risk.useCases.run(acceptRisk, { riskId }, risk.as('lin'));
  expect(await one(riskId)).toMatchObject({ status: 'accepted', proposedBy: 'rui', acceptedBy: 'lin' });
  expect((await queue()).items).toEqual([]);
  await risk.goTo('2026-03-22T01:00:00.000Z');
  expect(await one(riskId)).toMatchObject({ status: 'open', acceptedBy: null });
  expect(await risk.told('risk.%')).toEqual(['risk.identified', 'risk.accepted', 'risk.reopened']);
});

it('D8: an EXTREME risk is never accepted', async () => {
  const riskId = await identify(4, 5);
  const half = { riskId, reason: '成本过高', until: '2026-03-22T01:00:00.000Z' };
  const asked = risk.useCases.run(proposeAcceptance, half, risk.as('rui'));
  await expect(asked).rejects.toMatchObject(breaks('acceptance.extreme'));
});

it('R2: an overdue review makes the band stale, told once, and an assessment makes it fresh', async () => {
  const riskId = await identify(2, 5);
  await risk.goTo('2026-04-01T00:59:59.999Z'); // 30 days, less a millisecond
  expect(await one(riskId)).toMatchObject({ isStale: false });
  await risk.goTo('2026-04-01T01:00:00.000Z');
  await risk.goTo('2026-05-01T00:00:00.000Z');
  expect(await one(riskId)).toMatchObject({ isStale: true, band: 'HIGH' });
  expect(await risk.told('risk.%')).toEqual(['risk.identified', 'risk.review-overdue']);
  await risk.useCases.run(assessRisk, { riskId, probability: 2, impact: 5, reason: '维持' }, risk.as('rui'));
  expect(await risk.dataOf('risk.band.changed.v1')).toMatchObject([
    { band: 'HIGH', previous: null, isStale: false },
    { band: 'HIGH', previous: 'HIGH', isStale: true },
    { band: 'HIGH', isStale: false },
  ]);
  await risk.useCases.run(closeRisk, { riskId, reason: '已整改' }, risk.as('rui'));
  expect((await risk.dataOf('risk.band.changed.v1')).at(-1)).toMatchObject({ band: null, vendorId });
});

it('4.1.2: P4 x I5 is escalated within 24 hours and needs a plan within 5 working days', async () => {
  const riskId = await identify(4, 5);
  const other = await identify(4, 5);
  const plan = { strategy: 'MITIGATE', what: '引入第二家', owner: 'wang', dueOn: '2026-03-31' } as const;
  await risk.goTo('2026-03-03T01:00:00.000Z');
  expect(await risk.told('risk.esc%')).toEqual(['risk.escalated', 'risk.escalated']);
  await risk.useCases.run(planTreatment, { riskId: other, ...plan }, risk.as('rui'));
  await risk.goTo('2026-03-09T15:59:59.999Z'); // 3, 4, 5, 6 and 9 March are the working days
  expect(await risk.told('risk.plan%')).toEqual([]);
  await risk.goTo('2026-03-09T16:00:00.000Z');
  expect(await risk.dataOf('risk.risk.plan-overdue.v1')).toMatchObject([{ riskId }]);
});

it('4.1.2: a treatment past its day is told of once, one that is done is not', async () => {
  const riskId = await identify(3, 3);
  const plan = { riskId, strategy: 'TRANSFER', what: '投保', owner: 'wang', dueOn: '2026-03-10' } as const;
  const { treatmentId } = await risk.useCases.run(planTreatment, plan, risk.as('rui'));
  const done = await risk.useCases.run(planTreatment, plan, risk.as('rui'));
  const ending = { treatmentId: done.treatmentId, status: 'completed', outcome: '保单已出' } as const;
  await risk.useCases.run(endTreatment, ending, risk.as('wang'));
  await risk.goTo('2026-03-10T16:00:00.000Z');
  await risk.goTo('2026-03-20T16:00:00.000Z');
  expect(await risk.dataOf('risk.treatment.overdue.v1')).toMatchObject([{ treatmentId, riskId }]);
  const { items } = await risk.useCases.read(treatmentsPage, { limit: 50, status: 'open' }, 'enterprise');
  expect(items).toMatchObject([{ treatmentId, isOverdue: true }]);
  const again = risk.useCases.run(endTreatment, ending, risk.as('wang'));
  await expect(again).rejects.toMatchObject(breaks('treatment.not-open'));
});

it('D8: 0.3 a year of 400,000.00 is a yearly loss of 120,000.00; the deposit covers it 1.00 times', async () => {
  const riskId = await identify(2, 5);
  const quantity = { frequency: '0.3', loss: cny('40000000') };
  const judgement = { riskId, probability: 2, impact: 5, quantity, reason: '量化' };
  await risk.useCases.run(assessRisk, judgement, risk.as('rui'));
  await risk.useCases.run(recordDeposit, { contractId, vendorId, balance: cny('12000000') }, risk.fact());
  expect(await one(riskId)).toMatchObject({ aleMinor: '12000000', currency: 'CNY', frequency: '0.3' });
  const { items } = await risk.useCases.read(exposuresPage, { limit: 50 }, 'enterprise');
  expect(items).toMatchObject([{ aleMinor: '12000000', coverage: '1', coverageShown: '1.00' }]);
  await identify(1, 1, { quantity: { frequency: '1', loss: cny('6000000') } });
  expect(await risk.dataOf('risk.exposure.changed.v1')).toMatchObject([
    { aleMinor: '12000000', depositMinor: null, coverage: null, risks: 1 },
    { aleMinor: '12000000', depositMinor: '12000000', coverage: '1', risks: 1 },
    { aleMinor: '18000000', coverage: '2/3', risks: 2 },
  ]);
  await risk.useCases.run(closeRisk, { riskId, reason: '已整改' }, risk.as('rui'));
  expect((await risk.dataOf('risk.exposure.changed.v1')).at(-1)).toMatchObject({ aleMinor: '6000000' });
});

it('D8: the queue goes by band, then yearly loss, then the review that is due, page by page', async () => {
  const sum = (amountMinor: string) => ({ quantity: { frequency: '0.5', loss: cny(amountMinor) } });
  const low = await identify(1, 1, sum('900000000'));
  const high = await identify(2, 5, sum('100'));
  const graver = await identify(2, 5, sum('101'));
  const plain = await identify(2, 5);
  risk.clock.set('2026-03-03T01:00:00.000Z');
  const later = await identify(2, 5);
  const extreme = await identify(4, 5);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof queue>> = await queue({ limit: 1, ...(after && { after }) });
    seen.push(...page.items.map(({ riskId }) => riskId));
    after = page.next;
  } while (after);
  expect(seen).toEqual([extreme, graver, high, plain, later, low]);
  const filtered = await queue({ band: 'HIGH', owner: 'rui', category: 'COMMERCIAL', vendorId, contractId });
  expect(filtered.items).toHaveLength(4);
  expect((await queue({ source: 'INSOLVENCY' })).items).toEqual([]);
});

it('D8: the heat map counts before and after treatment, and the calendar goes by the day due', async () => {
  const extreme = await identify(4, 5);
  const low = await identify(1, 1);
  await risk.useCases.run(
    assessRisk,
    { riskId: extreme, probability: 2, impact: 5, reason: '已引入第二家' },
    risk.as('rui'),
  );
  const { inherent, residual } = await risk.useCases.read(heatMap, { vendorId }, 'enterprise');
  expect(inherent[3]![4]).toBe(1);
  expect(residual[3]![4]).toBe(0);
  expect(residual[1]![4]).toBe(1);
  expect(residual.flat().reduce((sum, n) => sum + n, 0)).toBe(2);
  const page = await risk.useCases.read(reviewCalendar, { limit: 1 }, 'enterprise');
  expect(page.items).toMatchObject([{ riskId: extreme }]);
  const next = await risk.useCases.read(reviewCalendar, { limit: 1, after: page.next! }, 'enterprise');
  expect(next.items).toMatchObject([{ riskId: low }]);
  const soon = { limit: 50, until: '2026-04-02T00:00:00.000Z' };
  expect((await risk.useCases.read(reviewCalendar, soon, 'enterprise')).items).toHaveLength(1);
  const all = await risk.useCases.read(riskRegister, { status: 'open', limit: 50 }, 'enterprise');
  expect(all.items).toHaveLength(2);
  expect((await risk.useCases.read(reviewCalendar, { limit: 50 }, vendor)).items).toEqual([]);
  expect((await risk.useCases.read(heatMap, {}, vendor)).residual.flat().every((n) => n === 0)).toBe(true);
});

it('R3: a published matrix lists what it would move, and moves nothing', async () => {
  const riskId = await identify(2, 5);
  const grid = [1, 2, 3, 4, 5].map((p) =>
    [1, 2, 3, 4, 5].map((i) => (p * i >= 10 ? 'EXTREME' : p * i >= 5 ? 'MEDIUM' : 'LOW') as 'EXTREME'),
  );
  const draft = { effectiveOn: '2026-04-01', grid, hasImpactFloor: true };
  const { version } = await risk.useCases.run(draftMatrix, draft, risk.as('rui'));
  const self = risk.useCases.run(publishMatrix, { version }, risk.as('rui'));
  await expect(self).rejects.toMatchObject(breaks('matrix.same-person'));
  await risk.useCases.run(publishMatrix, { version }, risk.as('lin'));
  const preview = await risk.useCases.read(matrixPreview, { version, limit: 50 }, 'enterprise');
  expect(preview.items).toEqual([
    { riskId, vendorId, probability: 2, impact: 5, band: 'HIGH', matrixVersion: 1, newBand: 'EXTREME' },
  ]);
  risk.clock.set('2026-04-01T02:00:00.000Z');
  expect(await one(riskId)).toMatchObject({ band: 'HIGH', matrixVersion: 1 });
  const judgement = { riskId, probability: 2, impact: 5, reason: '新矩阵' };
  await risk.useCases.run(assessRisk, judgement, risk.as('rui'));
  expect(await one(riskId)).toMatchObject({ band: 'EXTREME', matrixVersion: 2 });
  const { items } = await risk.useCases.read(matricesPage, { limit: 1 }, 'enterprise');
  expect(items).toMatchObject([{ version: 2, status: 'published', publishedBy: 'lin' }]);
  const gone = risk.useCases.read(matrixPreview, { version: 9, limit: 1 }, 'enterprise');
  await expect(gone).rejects.toMatchObject(breaks('matrix.not-found'));
});

it('4.1.2: a matrix that is no grid and a figure that is none are refused, each at its place', async () => {
  const grid = [['LOW']] as 'LOW'[][];
  const misfit = risk.useCases.run(
    draftMatrix,
    { effectiveOn: '2026-04-01', grid, hasImpactFloor: true },
    risk.as('rui'),
  );
  await expect(misfit).rejects.toMatchObject({
    errors: expect.arrayContaining([{ path: '/grid' }].map(expect.objectContaining)),
  });
  const odd = identify(1, 1, { quantity: { frequency: '-1', loss: cny('1') } });
  await expect(odd).rejects.toMatchObject({ errors: [{ path: '/quantity/frequency' }] });
  const above = await identify(1, 1);
  const worse = { riskId: above, probability: 2, impact: 1, reason: '误填' };
  const { warnings } = await risk.useCases.run(assessRisk, worse, risk.as('rui'));
  expect(warnings).toEqual(['risk.residual-above-inherent']);
});
