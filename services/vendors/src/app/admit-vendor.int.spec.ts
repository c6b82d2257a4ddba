import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { vendorsDatabase } from '../storage/data-source';
import { oneVendor, tierOn, vendorsPage } from '../storage/vendor-views';
import { admitVendor } from './admit-vendor';
import { CheckCompliance, checkCompliance } from './check-compliance';
import { classifyVendor } from './classify-vendor';
import { registerVendor } from './register-vendor';
import { scoreCapabilityTest } from './score-capability-test';
import { submitQualification } from './submit-qualification';
import { submitReferenceProject } from './submit-reference-project';
import { verifyEvidence } from './verify-evidence';

const NOW = '2026-03-02T01:00:00.000Z';
const clock = fixedClock(NOW);
let database: TestDatabase;
let useCases: UseCases;
let keys = 0;

/** Someone who asks, each time under a new key. */
const as = (by: string, actor: Actor = 'enterprise') => ({ by, actor, key: `key ${++keys}` });
const company = (code: string) => ({ code, name: `Vendor ${code}`, registrationNumber: `R-${code}` });
const documentHash = 'a'.repeat(64);
const licence = { kind: 'LICENCE', number: 'L1', issuer: 'Bureau', documentHash } as const;
const iso9001 = {
  kind: 'ISO9001',
  number: 'Q1',
  issuer: 'Body',
  validTo: '2026-12-01',
  documentHash,
} as const;
const project = { title: 'Hall', customer: 'Harbour Works', completedOn: '2025-06-30', isSimilar: true };
const sheet = {
  ...{ scenario: 'SERVER_DOWN' as const, score: 82, heldOn: '2026-03-01' },
  assessors: ['technical', 'risk'],
};
const passed = { isPassed: true, evidence: 'file 1' };

async function registered(code: string): Promise<string> {
  const { vendorId } = await useCases.run(registerVendor, company(code), as('vendor-manager'));
  return vendorId as string;
}
async function verified(vendorId: string, submission: Promise<{ itemId: string }>) {
  const { itemId } = await submission;
  await useCases.run(verifyEvidence, { vendorId, itemId }, as('legal'));
}
async function tested(vendorId: string, score = 82) {
  return useCases.run(scoreCapabilityTest, { ...sheet, vendorId, score }, as('technical'));
}
async function checkedFor(vendorId: string, labour = passed) {
  const parts = { data: passed, environment: passed, labour };
  return useCases.run(checkCompliance, { vendorId, ...parts, jurisdictions: ['PIPL', 'DSL'] }, as('legal'));
}
async function classified(vendorId: string, tier: 'STRATEGIC' | 'REGULAR', effectiveOn = '2026-01-01') {
  const placement = { tier, effectiveOn, categories: ['HARDWARE' as const], reason: 'agreed' };
  return useCases.run(classifyVendor, { vendorId, ...placement }, as('office-head'));
}
const admission = (vendorId: string) => useCases.run(admitVendor, { vendorId }, as('office-head'));
const eventsOf = (vendorId: string) =>
  database.owner.query<{ type: string; aggregate_version: string; data: object }[]>(
    'SELECT type, aggregate_version, data FROM outbox WHERE aggregate_id = $1 ORDER BY position',
    [vendorId],
  );

beforeAll(async () => {
  database = await startDatabase({ service: 'vendors', options: vendorsDatabase });
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database.stop());
beforeEach(async () => {
  clock.set(NOW);
  await database.owner.query('TRUNCATE vendors, requests, aggregate_versions, outbox CASCADE');
});

it('2.1: a vendor is admitted when the last gate is met, and each gate is named until then', async () => {
  const vendorId = await registered('v1');
  const refused = (code: string) => expect(admission(vendorId)).rejects.toMatchObject({ code });

  await refused('vendor.licence-missing');
  await verified(vendorId, useCases.run(submitQualification, { vendorId, ...licence }, as('vendor-manager')));
  await refused('vendor.iso9001-missing');
  await verified(vendorId, useCases.run(submitQualification, { vendorId, ...iso9001 }, as('vendor-manager')));
  await refused('vendor.capability-test-required');
  await classified(vendorId, 'REGULAR');
  await refused('vendor.similar-projects-missing');
  await verified(
    vendorId,
    useCases.run(submitReferenceProject, { vendorId, ...project }, as('vendor-manager')),
  );
  expect(await tested(vendorId, 68)).toMatchObject({ score: 68, passScore: 70, isPassed: false });
  await refused('vendor.capability-test-required');
  expect(await tested(vendorId)).toMatchObject({ isPassed: true });
  await refused('vendor.compliance-missing');
  const failed = await checkedFor(vendorId, { isPassed: false, evidence: 'no contracts' });
  expect(failed).toMatchObject({ failedParts: ['LABOUR'] });
  await refused('vendor.compliance-failed');
  await checkedFor(vendorId);

  expect(await admission(vendorId)).toEqual({ vendorId, status: 'admitted', admittedAt: NOW });
  await refused('vendor.already-admitted');
  const events = await eventsOf(vendorId);
  const verbs = 'registered classified tested tested compliance-checked compliance-checked admitted';
  expect(events.map(({ type }) => type.split('.')[2]).join(' ')).toBe(verbs);
  expect(events.at(-1)).toEqual({
    type: 'vendors.vendor.admitted.v1',
    aggregate_version: '7',
    data: {
      ...{ vendorId, code: 'v1', name: 'Vendor v1', tier: 'REGULAR' },
      ...{ categories: ['HARDWARE'], admittedAt: NOW },
    },
  });
});

it('2.1.1: a certificate that has run out on the enterprise’s day is an open gate again', async () => {
  const vendorId = await registered('v1');
  await verified(vendorId, useCases.run(submitQualification, { vendorId, ...iso9001 }, as('vendor-manager')));
  const gatesAt = async (asOf: string) => {
    const { openGates } = await useCases.read(oneVendor, { vendorId, asOf }, 'enterprise');
    return openGates.map(({ code }) => code);
  };
  const missing = 'vendor.iso9001-missing';
  expect(await gatesAt('2026-12-01T15:59:59.999Z')).not.toContain(missing); // 23:59 in Shanghai
  expect(await gatesAt('2026-12-01T16:00:00.000Z')).toContain(missing);
});

it('1.2.1: REGULAR since January and upgraded as of July, the tier of 30 June is REGULAR', async () => {
  const vendorId = await registered('v1');
  await classified(vendorId, 'REGULAR', '2026-01-01');
  await classified(vendorId, 'STRATEGIC', '2026-07-01');
  const tierOf = async (on: string) => (await useCases.read(tierOn, { vendorId, on }, 'enterprise')).tier;
  const tiers = await Promise.all(['2025-12-31', '2026-06-30', '2026-07-01'].map(tierOf));
  expect(tiers).toEqual([null, 'REGULAR', 'STRATEGIC']);
});

it('1.2.1: of two classifications for one day and recorded at one instant, the later recorded counts', async () => {
  const vendorId = await registered('v1');
  await classified(vendorId, 'STRATEGIC');
  await classified(vendorId, 'REGULAR');
  const query = { vendorId, on: '2026-01-01' };
  expect(await useCases.read(tierOn, query, 'enterprise')).toMatchObject({ tier: 'REGULAR' });
});

it('a vendor’s code is its own, also when twenty ask for it at once', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => registered('v1')));
  const refusals = answers
    .filter((answer) => answer.status === 'rejected')
    .map(({ reason }) => reason as object);
  expect(refusals).toMatchObject(Array(19).fill({ code: 'vendor.code-taken' }));
  expect(await database.owner.query('SELECT type FROM outbox')).toHaveLength(1);
});

it('a request repeated is answered as at first, with one effect; with another body it is refused', async () => {
  const asked = as('vendor-manager');
  const first = await useCases.run(registerVendor, company('v1'), asked);
  expect(await useCases.run(registerVendor, company('v1'), asked)).toEqual(first);
  const forged = useCases.run(registerVendor, company('v2'), asked);
  await expect(forged).rejects.toMatchObject({ code: 'request.key-reused' });
  expect(await database.owner.query('SELECT code FROM vendors')).toEqual([{ code: 'v1' }]);
});

it('2.1.1: nobody verifies what they handed in, by the rule and by the database', async () => {
  const vendorId = await registered('v1');
  const { itemId } = await useCases.run(submitQualification, { vendorId, ...licence }, as('vendor-manager'));
  const own = useCases.run(verifyEvidence, { vendorId, itemId }, as('vendor-manager'));
  await expect(own).rejects.toMatchObject({ code: 'evidence.same-person' });
  const forged = database.owner.query('UPDATE evidence SET verified_by = submitted_by, verified_at = now()');
  await expect(forged).rejects.toMatchObject({ constraint: 'evidence_two_persons' });
});

it('2.1.2: a test takes two assessors, by the input and by the database', async () => {
  const vendorId = await registered('v1');
  const alone = { ...sheet, vendorId, assessors: ['technical', 'technical'] };
  const refused = useCases.run(scoreCapabilityTest, alone, as('technical'));
  await expect(refused).rejects.toMatchObject({ name: 'InputRefused', errors: [{ path: '/assessors' }] });
  await tested(vendorId);
  const forged = database.owner.query(`UPDATE capability_tests SET assessors = '{technical,technical}'`);
  await expect(forged).rejects.toMatchObject({ constraint: 'capability_tests_two_persons' });
});

it('an input that does not fit is refused with the path of each fault', async () => {
  const vendorId = await registered('v1');
  const paper = { ...iso9001, vendorId, validTo: '2026-02-30', documentHash: 'abc', note: 'x' };
  const refused = useCases.run(submitQualification, paper, as('vendor-manager'));
  const errors = ['/note', '/validTo', '/documentHash'].map((path) => ({ path }));
  await expect(refused).rejects.toMatchObject({ name: 'InputRefused', errors });
});

it('2.1.3: each of the three parts must be there', async () => {
  const vendorId = await registered('v1');
  const parts = JSON.parse(
    '{ "data": [], "environment": { "isPassed": true, "evidence": "file 1" } }',
  ) as object;
  const sent = { vendorId, jurisdictions: ['PIPL'], ...parts } as CheckCompliance;
  const refused = useCases.run(checkCompliance, sent, as('legal'));
  const errors = [{ path: '/data' }, { path: '/labour' }];
  await expect(refused).rejects.toMatchObject({ name: 'InputRefused', errors });
});

it('a vendor sees its own rows only, another’s id is as good as missing, and without an actor there is nothing', async () => {
  const [own, foreign] = [await registered('v1'), await registered('v2')];
  await Promise.all([own, foreign].map((vendorId) => tested(vendorId)));
  await Promise.all([own, foreign].map((vendorId) => checkedFor(vendorId)));
  await Promise.all([own, foreign].map((vendorId) => classified(vendorId, 'REGULAR')));
  const { itemId } = await useCases.run(
    submitQualification,
    { vendorId: foreign, ...licence },
    as('vendor-manager'),
  );
  const actor: Actor = `vendor:${own}`;

  const page = await useCases.read(vendorsPage, { limit: 10 }, actor);
  expect(page.items.map(({ vendorId }) => vendorId)).toEqual([own]);
  const query = { vendorId: foreign, asOf: NOW };
  await expect(useCases.read(oneVendor, query, actor)).rejects.toThrow(`There is no vendor ${foreign}.`);
  const submission = useCases.run(submitQualification, { vendorId: foreign, ...licence }, as('v1', actor));
  await expect(submission).rejects.toThrow(`There is no vendor ${foreign}.`);
  await useCases.run(submitQualification, { vendorId: own, ...licence }, as('v1', actor));
  const crossed = useCases.run(verifyEvidence, { vendorId: own, itemId }, as('legal'));
  await expect(crossed).rejects.toMatchObject({ code: 'evidence.not-found' });

  for (const table of ['vendors', 'evidence', 'capability_tests', 'compliance_checks', 'classifications']) {
    expect(await database.app.query(`SELECT id FROM ${table}`)).toEqual([]);
    expect(await database.owner.query(`SELECT id FROM ${table}`)).toHaveLength(2);
  }
});
