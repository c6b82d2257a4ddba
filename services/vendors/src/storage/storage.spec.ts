import type { CapabilityTest } from '../domain/capability-test';
import type { Classification } from '../domain/classification';
import type { ComplianceCheck } from '../domain/compliance-check';
import { submitQualification, submitReferenceProject, verify, type Evidence } from '../domain/evidence';
import { register, type Vendor } from '../domain/vendor';
import * as capabilityTests from './capability-tests';
import * as classifications from './classifications';
import * as complianceChecks from './compliance-checks';
import * as evidence from './evidence';
import * as vendors from './vendors';

const at = new Date('2026-03-02T01:00:00.000Z');
const { state: registered } = register(
  { id: 'v1', code: 'v1', name: 'Qinghe', registrationNumber: 'R1' },
  at,
);
const admitted: Vendor = { ...registered, status: 'admitted', admittedAt: at, admittedBy: 'office-head' };
const restricted: Vendor = { ...admitted, status: 'restricted', restrictedAt: at, expiredItems: ['e1'] };
const eliminated: Vendor = {
  ...{ ...admitted, status: 'eliminated', eliminatedAt: at, eliminatedFor: 'p1' },
  readmissionOn: '2028-10-30',
};

it.each<Vendor>([registered, admitted, restricted, eliminated])(
  'a vendor that is $status is read back as it was stored',
  (vendor) => {
    expect(vendors.fromRow(vendors.toRow(vendor))).toEqual(vendor);
  },
);

const submission = { id: 'e1', vendorId: 'v1', submittedAt: at, submittedBy: 'vendor-v1' };
const paper = { number: 'N1', issuer: 'Bureau', documentHash: 'a'.repeat(64) };
const submitted: Evidence[] = [
  submitQualification({ ...paper, kind: 'LICENCE', validTo: null }, submission).state,
  submitQualification({ ...paper, kind: 'ISO9001', validTo: '2026-12-01' }, submission).state,
  submitQualification({ ...paper, kind: 'OTHER', validTo: null }, submission).state,
  submitReferenceProject(
    { title: 'Hall', customer: 'Harbour Works', completedOn: '2025-06-30', isSimilar: false },
    submission,
    '2026-03-02',
  ).state,
];
const verified = submitted.map((item) => verify(item, 'legal', at).state);

it.each<Evidence>([...submitted, ...verified])(
  'evidence of $kind, $status, is read back as stored',
  (item) => {
    expect(evidence.fromRow(evidence.toRow(item))).toEqual(item);
  },
);

it('a capability test is read back as it was stored', () => {
  const test: CapabilityTest = {
    ...{ id: 't1', vendorId: 'v1', scenario: 'NETWORK_ATTACK', score: 68, passScore: 70 },
    ...{ assessors: ['technical', 'risk'], heldOn: '2026-03-01', scoredAt: at, scoredBy: 'technical' },
  };
  expect(capabilityTests.fromRow({ position: '7', ...capabilityTests.toRow(test) })).toEqual(test);
});

it('a compliance check is read back as it was stored, each part with its own finding', () => {
  const check: ComplianceCheck = {
    ...{ id: 'c1', vendorId: 'v1', jurisdictions: ['PIPL', 'GDPR'] },
    findings: {
      DATA: { isPassed: true, evidence: 'data' },
      ENVIRONMENT: { isPassed: false, evidence: 'environment' },
      LABOUR: { isPassed: true, evidence: 'labour' },
    },
    ...{ checkedOn: '2026-03-02', checkedAt: at, checkedBy: 'legal' },
  };
  expect(complianceChecks.fromRow({ position: '7', ...complianceChecks.toRow(check) })).toEqual(check);
});

it('a classification is read back as it was stored', () => {
  const classification: Classification = {
    ...{ id: 'k1', vendorId: 'v1', tier: 'TEMPORARY', categories: ['SECURITY'], effectiveOn: '2026-07-01' },
    ...{ reason: 'emergency', classifiedAt: at, classifiedBy: 'office-head' },
  };
  expect(classifications.fromRow({ position: '7', ...classifications.toRow(classification) })).toEqual(
    classification,
  );
});
