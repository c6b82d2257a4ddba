import { admit, openGates, type AdmissionNorms, type Dossier } from './admission';
import type { CapabilityTest } from './capability-test';
import type { Classification } from './classification';
import { check, type Checklist, type ComplianceCheck } from './compliance-check';
import type { Evidence, Qualification } from './evidence';
import { register } from './vendor';

const at = new Date('2026-03-02T01:00:00.000Z');
const today = '2026-03-02';
const norms: AdmissionNorms = {
  similarProjects: { STRATEGIC: 3, REGULAR: 1, TEMPORARY: 0 },
  complianceMonths: 12,
};
const { state: candidate } = register({ id: 'v1', code: 'v1', name: 'Qinghe', registrationNumber: 'R1' }, at);

const recorded = { id: 'e', vendorId: 'v1', submittedAt: at, submittedBy: 'vendor-manager' };
const verified = { ...recorded, status: 'verified', verifiedAt: at, verifiedBy: 'legal' } as const;
const paper = (kind: Qualification['kind'], validTo: string | null) =>
  ({ kind, validTo, number: 'N1', issuer: 'Bureau', documentHash: 'a'.repeat(64) }) as const;
const licence: Evidence = { ...paper('LICENCE', null), ...verified };
const iso9001: Evidence = { ...paper('ISO9001', '2026-12-01'), ...verified };
const work = { kind: 'REFERENCE_PROJECT', title: 'Hall', customer: 'C', completedOn: today } as const;
const similar: Evidence = { ...work, ...verified, isSimilar: true };

const lastTest: CapabilityTest = {
  ...{ id: 't', vendorId: 'v1', scenario: 'SERVER_DOWN', assessors: ['a', 'b'], heldOn: today },
  ...{ score: 70, passScore: 70, scoredAt: at, scoredBy: 'technical' },
};
const passed = { isPassed: true, evidence: 'file 1' };
const failed = { isPassed: false, evidence: 'no contracts' };
const checklist: Checklist = {
  ...{ id: 'c', vendorId: 'v1', jurisdictions: ['PIPL'] },
  findings: { DATA: passed, ENVIRONMENT: passed, LABOUR: passed },
};
const lastCheck: ComplianceCheck = { ...checklist, checkedOn: today, checkedAt: at, checkedBy: 'legal' };
const classification: Classification = {
  ...{ id: 'k', vendorId: 'v1', tier: 'REGULAR', categories: ['HARDWARE', 'NETWORK'], effectiveOn: today },
  ...{ reason: 'standard', classifiedAt: at, classifiedBy: 'office-head' },
};
const complete: Dossier = {
  evidence: [licence, iso9001, similar],
  lastTest,
  lastCheck,
  classification,
  waivers: [],
};
const codes = (dossier: Partial<Dossier>, on = today) =>
  openGates({ ...complete, ...dossier }, norms, on).map(({ code }) => code);

it('2.1: a vendor whose gates are all met is admitted, with its tier and categories announced', () => {
  const { state, events } = admit(candidate, complete, norms, today, 'office-head', at);
  expect(state).toEqual({ ...candidate, status: 'admitted', admittedAt: at, admittedBy: 'office-head' });
  expect(events).toEqual([
    {
      type: 'vendors.vendor.admitted.v1',
      data: {
        ...{ vendorId: 'v1', code: 'v1', name: 'Qinghe', tier: 'REGULAR' },
        ...{ categories: ['HARDWARE', 'NETWORK'], admittedAt: at },
      },
    },
  ]);
  const again = () => admit(state, complete, norms, today, 'office-head', at);
  expect(again).toThrow(expect.objectContaining({ code: 'vendor.already-admitted' }));
});

it('2.1: the refusal has the code of the first open gate and names all of them', () => {
  const nothing = { evidence: [], lastTest: null, lastCheck: null, classification: null, waivers: [] };
  const refused = () => admit(candidate, nothing, norms, today, 'office-head', at);
  expect(refused).toThrow(
    expect.objectContaining({
      code: 'vendor.licence-missing',
      message:
        'Vendor v1 cannot be admitted. There is no verified business licence that is valid on 2026-03-02. ' +
        'There is no verified ISO 9001 certificate that is valid on 2026-03-02. ' +
        'There was no capability test yet. There was no compliance check yet. ' +
        'There is no classification in force on 2026-03-02.',
    }),
  );
});

it('2.1.1: a certificate counts through its last day and not beyond', () => {
  expect(codes({}, '2026-12-01')).toEqual([]);
  expect(codes({}, '2026-12-02')).toEqual(['vendor.iso9001-missing']);
});

it('2.1.1: a licence that is not verified, or has expired, does not count', () => {
  const submitted: Evidence = { ...paper('LICENCE', null), ...recorded, status: 'submitted' };
  const expired: Evidence = { ...paper('LICENCE', '2026-03-01'), ...verified };
  expect(codes({ evidence: [submitted, expired, iso9001, similar] })).toEqual(['vendor.licence-missing']);
});

it.each([
  ['STRATEGIC', 2, ['vendor.similar-projects-missing']],
  ['STRATEGIC', 3, []],
  ['REGULAR', 0, ['vendor.similar-projects-missing']],
  ['REGULAR', 1, []],
  ['TEMPORARY', 0, []],
] as const)('2.1.1: of a %s vendor with %i verified similar projects, open is %j', (tier, count, open) => {
  const submitted: Evidence = { ...work, ...recorded, status: 'submitted', isSimilar: true };
  const unlike: Evidence = { ...work, ...verified, isSimilar: false };
  const evidence = [licence, iso9001, submitted, unlike, ...Array<Evidence>(count).fill(similar)];
  expect(codes({ classification: { ...classification, tier }, evidence })).toEqual(open);
});

it('2.1.2: a test of 68 where 70 is needed keeps the vendor out', () => {
  const [gate] = openGates({ ...complete, lastTest: { ...lastTest, score: 68 } }, norms, today);
  expect(gate).toEqual({
    code: 'vendor.capability-test-required',
    sentence: 'The last capability test scored 68, and 70 is needed.',
  });
});

it('2.1.3: a failing labour item is announced and keeps the vendor out', () => {
  const findings = { DATA: passed, ENVIRONMENT: passed, LABOUR: failed };
  const { state, events } = check({ ...checklist, findings }, today, 'legal', at);
  const data = { vendorId: 'v1', failedParts: ['LABOUR'], checkedAt: at };
  expect(events).toEqual([{ type: 'vendors.vendor.compliance-checked.v1', data }]);
  const [gate] = openGates({ ...complete, lastCheck: state }, norms, today);
  expect(gate).toEqual({
    code: 'vendor.compliance-failed',
    sentence: 'The compliance check of 2026-03-02 failed in LABOUR.',
  });
});

it('2.1.3: a compliance check counts for twelve months, to the day', () => {
  const dated = (checkedOn: string) => codes({ lastCheck: { ...lastCheck, checkedOn } });
  expect(dated('2025-03-02')).toEqual([]);
  expect(dated('2025-03-01')).toEqual(['vendor.compliance-missing']);
});

it('1.2.1: as long as there is no tier, only its absence is named and not the projects that it would ask for', () => {
  expect(codes({ classification: null, evidence: [licence, iso9001] })).toEqual(['vendor.not-classified']);
});
