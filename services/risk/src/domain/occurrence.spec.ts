import { ofAppraisal, ofComplianceCheck, ofMilestone, ofNotice, subjectOf } from './occurrence';

const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contractId = '0195540a-0000-7000-8000-000000000001';
const milestone = {
  ...{ milestoneId: '0195540a-0000-7000-8000-0000000000f1', vendorId, contractId, version: 1 },
  decidedAt: new Date('2026-03-02T01:00:00.000Z'),
};

it.each([
  ['BREACHED', 1, true],
  ['BREACHED', 2, false],
  ['MET', 1, false],
  ['OPEN', 1, false],
] as const)('D8: a milestone %s at severity %d counts: %s', (verdict, severity, stands) => {
  expect(ofMilestone({ ...milestone, verdict, severity }).stands).toBe(stands);
});

it('only the first verdict of a milestone can have nothing before it', () => {
  const breach = { ...milestone, verdict: 'BREACHED', severity: 1 } as const;
  expect(ofMilestone(breach).isFirst).toBe(true);
  expect(ofMilestone({ ...breach, version: 2 }).isFirst).toBe(false);
});

it.each([
  [false, true],
  [true, false],
  [null, false],
])('1.3.2: a quarter whose isPassed is %s counts: %s', (isPassed, stands) => {
  const appraisal = { appraisalId: milestone.milestoneId, vendorId, contractId, isPassed };
  expect(ofAppraisal({ ...appraisal, publishedAt: milestone.decidedAt }).stands).toBe(stands);
});

it('2.1.3: a compliance check with a failed part counts, each check by itself', () => {
  const check = { vendorId, failedParts: ['LABOUR'], checkedAt: milestone.decidedAt };
  const later = { ...check, checkedAt: new Date('2027-03-02T01:00:00.000Z') };
  expect(ofComplianceCheck(check)).toMatchObject({ stands: true, contractId: null, source: 'COMPLIANCE' });
  expect(ofComplianceCheck({ ...check, failedParts: [] }).stands).toBe(false);
  expect(ofComplianceCheck(later).id).not.toBe(ofComplianceCheck(check).id);
});

it('4.1.1: one source on one contract is one risk, whatever happens how often', () => {
  const breach = ofMilestone({ ...milestone, verdict: 'BREACHED', severity: 1 });
  const another = { ...breach, id: '0195540a-0000-7000-8000-0000000000f2' };
  expect(subjectOf(another)).toEqual(subjectOf(breach));
  expect(subjectOf({ ...breach, contractId: null }).id).not.toBe(subjectOf(breach).id);
  expect(subjectOf({ ...breach, source: 'FAILING_QUARTER' }).id).not.toBe(subjectOf(breach).id);
});

it('4.1.1: a notice told twice under one reference is one occurrence, and none comes from the future', () => {
  const now = milestone.decidedAt;
  const notice = { source: 'INSOLVENCY', vendorId, contractId: null, reference: '(2026)沪03破12号' } as const;
  const told = ofNotice({ ...notice, noticedAt: now }, now);
  expect(ofNotice({ ...notice, noticedAt: new Date('2026-03-01T00:00:00.000Z') }, now).id).toBe(told.id);
  expect(ofNotice({ ...notice, reference: '(2026)沪03破13号', noticedAt: now }, now).id).not.toBe(told.id);
  const early = { ...notice, noticedAt: new Date('2026-03-02T01:00:00.001Z') };
  expect(() => ofNotice(early, now)).toThrow(expect.objectContaining({ code: 'notice.in-future' }));
});
