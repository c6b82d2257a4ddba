import { inTransaction, Unit, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { riskDatabase } from '../storage/data-source';
import { oneRisk, riskQueue } from '../storage/risk-views';
import { assessRisk } from './assess-risk';
import { assignOwner } from './assign-owner';
import { closeRisk } from './close-risk';
import { identifyRisk, type IdentifyRisk } from './identify-risk';
import { recordAppraisal } from './record-appraisal';
import { recordComplianceCheck } from './record-compliance-check';
import { recordExpiredCertificate } from './record-expired-certificate';
import { recordMilestone, type RecordMilestone } from './record-milestone';
import { recordNotice } from './record-notice';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const vendorId = idOf('a');
const contractId = idOf('c');
const clock = fixedClock('2026-03-02T01:00:00.000Z');

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const as = (actor: Actor, key = `key ${(keys += 1)}`) => ({
  actor,
  by: actor === 'service' ? 'fact' : 'rui',
  key,
});
const told = (): Promise<{ type: string; probability?: number }[]> =>
  database.owner.query(
    `SELECT split_part(type, '.', 3) AS type, (data->>'probability')::int AS probability, data->>'band' AS band
     FROM outbox WHERE type LIKE 'risk.risk.%' ORDER BY position`,
  );
const breach = (n: number, change: Partial<RecordMilestone> = {}) =>
  useCases.run(
    recordMilestone,
    {
      ...{
        milestoneId: idOf('f', n),
        workOrderId: idOf('d', n),
        vendorId,
        contractId,
        severity: 1,
        verdict: 'BREACHED',
      },
      ...{ decidedAt: '2026-03-01T00:00:00.000Z', version: 1, ...change },
    },
    as('service'),
  );
const queue = (actor: Actor = 'enterprise') =>
  useCases.read(riskQueue, { status: 'open', limit: 100 }, actor);
const onlyRisk = async () => {
  const { items } = await queue();
  expect(items).toHaveLength(1);
  return items[0]!;
};
const manual: IdentifyRisk = {
  ...{ vendorId, contractId, category: 'TECHNICAL', title: '备件停产' },
  ...{ probability: 4, impact: 5 },
};

beforeAll(async () => {
  database = await startDatabase({ service: 'risk', options: riskDatabase });
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-03-02T01:00:00.000Z');
  await database.owner.query(
    `TRUNCATE risks, risk_assessments, risk_occurrences, risk_treatments, vendor_bands, exposures,
       major_incidents, incident_entries,
       requests, aggregate_versions, outbox, audit`,
  );
});

it('D8: a severity-1 breach opens a risk at 3 x 4, and a second within 90 days raises it to 4 x 4', async () => {
  await breach(1);
  await breach(2, { decidedAt: '2026-05-29T00:00:00.000Z' }); // 89 days later
  const { riskId } = await onlyRisk();
  const risk = await useCases.read(oneRisk, { riskId }, 'enterprise');
  expect(risk).toMatchObject({
    ...{
      source: 'L1_BREACH',
      category: 'OPERATIONAL',
      probability: 4,
      impact: 4,
      band: 'HIGH',
      occurrences: 2,
    },
    assessments: [
      { revision: 2, probability: 4, assessedBy: 'fact' },
      { revision: 1, probability: 3 },
    ],
  });
  expect(await told()).toEqual([
    { type: 'identified', probability: 3, band: 'HIGH' },
    { type: 'assessed', probability: 4, band: 'HIGH' },
  ]);
});

it('D8: breaches further apart than the window do not add up, in whatever order they are told', async () => {
  await breach(1, { decidedAt: '2026-06-01T00:00:00.000Z' });
  await breach(2, { decidedAt: '2026-01-01T00:00:00.000Z' });
  expect(await onlyRisk()).toMatchObject({ probability: 3 });
  await breach(3, { decidedAt: '2026-03-15T00:00:00.000Z' }); // within 90 days of either: two in a window
  expect(await onlyRisk()).toMatchObject({ probability: 4 });
});

it('a milestone decided anew counts once, and a correction takes it back', async () => {
  await breach(1);
  await breach(2);
  await breach(2, { version: 2, decidedAt: '2026-03-01T02:00:00.000Z' });
  expect(await onlyRisk()).toMatchObject({ probability: 4 });
  await breach(2, { version: 3, verdict: 'MET' });
  expect(await onlyRisk()).toMatchObject({ probability: 3 });
  await breach(1, { version: 2, severity: 3 });
  expect((await queue()).items).toEqual([]);
  expect((await told()).map(({ type }) => type)).toEqual(['identified', 'assessed', 'assessed', 'closed']);
});

it('a breach that was moved to another contract leaves the one risk and opens the other', async () => {
  await breach(1);
  await breach(1, { version: 2, contractId: idOf('c', 2) });
  expect(await onlyRisk()).toMatchObject({ contractId: idOf('c', 2), probability: 3 });
  expect((await told()).map(({ type }) => type)).toEqual(['identified', 'closed', 'identified']);
});

it('4.1.1: a closed risk comes back with the next breach, and with none that was known at its closure', async () => {
  await breach(1);
  await breach(2);
  const { riskId } = await onlyRisk();
  await useCases.run(closeRisk, { riskId, reason: '已整改' }, as('enterprise'));
  await breach(2, { version: 2, decidedAt: '2026-03-01T02:00:00.000Z' });
  expect((await queue()).items).toEqual([]);

  await breach(3);
  expect(await onlyRisk()).toMatchObject({ riskId, status: 'open', probability: 3 });
  expect((await told()).map(({ type }) => type)).toEqual(['identified', 'assessed', 'closed', 'reopened']);
});

it('milestones that are no such breach leave no trace: a first verdict asks nothing, a later one once', async () => {
  const met = {
    milestoneId: idOf('f'),
    workOrderId: idOf('d'),
    vendorId,
    contractId,
    severity: 1,
    verdict: 'MET',
  } as const;
  const milestone = { ...met, decidedAt: '2026-03-01T00:00:00.000Z' };
  await inTransaction(database.app, { actor: 'service' }, async (transaction) => {
    const unit = new Unit(transaction, clock.now());
    const statements = jest.spyOn(transaction.manager, 'query');
    await unit.run(recordMilestone, { ...milestone, version: 1 }, as('service'));
    expect(statements).toHaveBeenCalledTimes(0);
    await unit.run(recordMilestone, { ...milestone, version: 2 }, as('service'));
    expect(statements).toHaveBeenCalledTimes(1);
  });
  expect((await queue()).items).toEqual([]);
});

it('1.3.2: a failing quarter opens a technical risk at 4 x 4, and its correction closes it', async () => {
  const appraisal = { appraisalId: idOf('b'), vendorId, contractId, isPassed: false };
  const publishedAt = '2026-04-20T00:00:00.000Z';
  await useCases.run(recordAppraisal, { ...appraisal, publishedAt }, as('service'));
  expect(await onlyRisk()).toMatchObject({
    ...{ source: 'FAILING_QUARTER', category: 'TECHNICAL', probability: 4, impact: 4, band: 'HIGH' },
    nextReviewAt: new Date('2026-04-01T01:00:00.000Z'), // 30 days after 2 March
  });
  await useCases.run(recordAppraisal, { ...appraisal, isPassed: null, publishedAt }, as('service'));
  expect((await queue()).items).toEqual([]);
});

it('1.3.2: two failing quarters in a row are EXTREME', async () => {
  const appraisal = { vendorId, contractId, isPassed: false };
  const quarter = (n: number, publishedAt: string) =>
    useCases.run(recordAppraisal, { ...appraisal, appraisalId: idOf('b', n), publishedAt }, as('service'));
  await quarter(1, '2026-04-20T00:00:00.000Z');
  await quarter(2, '2026-07-20T00:00:00.000Z');
  expect(await onlyRisk()).toMatchObject({ probability: 5, impact: 4, band: 'EXTREME' });
});

it('2.1.3: a failed compliance part opens a compliance risk of the vendor, and a pass opens none', async () => {
  const check = { vendorId, checkedAt: '2026-03-01T00:00:00.000Z' };
  await useCases.run(recordComplianceCheck, { ...check, failedParts: [] }, as('service'));
  expect((await queue()).items).toEqual([]);
  await useCases.run(recordComplianceCheck, { ...check, failedParts: ['LABOUR'] }, as('service'));
  expect(await onlyRisk()).toMatchObject({
    ...{
      source: 'COMPLIANCE',
      category: 'COMPLIANCE',
      contractId: null,
      probability: 3,
      impact: 5,
      band: 'HIGH',
    },
  });
});

it('4.1.1: an insolvency notice is a commercial risk at once, once per reference, with an owner', async () => {
  const notice = { source: 'INSOLVENCY', vendorId, reference: '(2026)沪03破12号' } as const;
  const tell = () =>
    useCases.run(recordNotice, { ...notice, noticedAt: '2026-03-01T00:00:00.000Z' }, as('enterprise'));
  const { riskId } = await tell();
  await tell();
  expect(await onlyRisk()).toMatchObject({
    ...{ riskId, category: 'COMMERCIAL', probability: 4, impact: 5, band: 'EXTREME' },
    ...{ title: '服务商资不抵债或破产', ownerRole: 'finance-maker', owner: null },
  });
  await useCases.run(assignOwner, { riskId, owner: 'lin' }, as('enterprise'));
  expect(await onlyRisk()).toMatchObject({ owner: 'lin' });
});

it('2.1.1: an expired certificate is a compliance risk, and another one raises the same', async () => {
  const expire = (n: number) =>
    useCases.run(
      recordExpiredCertificate,
      { vendorId, itemId: idOf('b', n), expiredAt: '2026-03-01T00:00:00.000Z' },
      as('service'),
    );
  await expire(1);
  expect(await onlyRisk()).toMatchObject({ category: 'COMPLIANCE', probability: 3, impact: 4 });
  await expire(2);
  expect(await onlyRisk()).toMatchObject({ probability: 4 });
});

it('R1: the queue shows 4 x 5 first, and page follows page without a gap', async () => {
  const graded = (n: number, probability: number, impact: number) =>
    useCases.run(identifyRisk, { ...manual, title: `risk ${n}`, probability, impact }, as('enterprise'));
  await graded(1, 1, 1);
  await graded(2, 3, 3);
  clock.advance(1000);
  await graded(3, 2, 3);
  await graded(4, 4, 5);
  const titles: (string | null)[] = [];
  let after: string | undefined;
  do {
    const page = await useCases.read(
      riskQueue,
      { status: 'open', limit: 1, ...(after && { after }) },
      'enterprise',
    );
    titles.push(...page.items.map(({ title }) => title));
    after = page.next ?? undefined;
  } while (after);
  expect(titles).toEqual(['risk 4', 'risk 2', 'risk 3', 'risk 1']);
});

it('4.1.2: a judgement covers what was known, and only what happens later adds to it', async () => {
  await breach(1);
  await breach(2);
  const { riskId } = await onlyRisk();
  const judgement = { riskId, probability: 2, impact: 5, reason: '增派值守' };
  const answer = await useCases.run(assessRisk, judgement, as('enterprise'));
  expect(answer).toMatchObject({ band: 'HIGH', nextReviewAt: '2026-04-01T01:00:00.000Z' });
  await breach(3);
  expect(await onlyRisk()).toMatchObject({ probability: 3, impact: 5, band: 'HIGH' });
});

it('a request repeated twenty times at once is one risk and reads the same each time', async () => {
  const key = 'one and the same';
  const ask = () => useCases.run(identifyRisk, manual, as('enterprise', key));
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await told()).toHaveLength(1);
  const forged = useCases.run(identifyRisk, { ...manual, impact: 1 }, as('enterprise', key));
  await expect(forged).rejects.toMatchObject({ code: 'request.key-reused' });
});

it('what is closed is refused, what is missing is not found, what does not fit says where', async () => {
  const { riskId } = await useCases.run(identifyRisk, manual, as('enterprise'));
  const closure = { riskId, reason: '已整改' };
  await useCases.run(closeRisk, closure, as('enterprise'));
  const again = useCases.run(closeRisk, closure, as('enterprise'));
  await expect(again).rejects.toMatchObject({ code: 'risk.not-open' });
  const judgement = { riskId, probability: 1, impact: 1, reason: '再评' };
  await expect(useCases.run(assessRisk, judgement, as('enterprise'))).rejects.toMatchObject({
    code: 'risk.not-open',
  });
  const missing = { ...closure, riskId: idOf('e') };
  await expect(useCases.run(closeRisk, missing, as('enterprise'))).rejects.toMatchObject({
    code: 'risk.not-found',
  });
  const misfit = useCases.run(identifyRisk, { ...manual, probability: 6 }, as('enterprise'));
  await expect(misfit).rejects.toMatchObject({ errors: [{ path: '/probability' }] });
});

it('4.1.1: a vendor sees nothing of the register, not even what is about it; no actor sees nothing', async () => {
  await breach(1);
  const { riskId } = await onlyRisk();
  expect((await queue(`vendor:${vendorId}`)).items).toEqual([]);
  const asked = useCases.read(oneRisk, { riskId }, `vendor:${vendorId}`);
  await expect(asked).rejects.toMatchObject({ code: 'risk.not-found' });
  for (const table of ['risks', 'risk_assessments', 'risk_occurrences']) {
    expect(await database.app.query(`SELECT * FROM ${table}`)).toEqual([]);
  }
});
