import { submitQualification, submitReferenceProject, verify, type Qualification } from './evidence';

const at = new Date('2026-03-02T01:00:00.000Z');
const submission = { id: 'e1', vendorId: 'v1', submittedAt: at, submittedBy: 'vendor-v1' };
const licence: Qualification = {
  kind: 'LICENCE',
  number: 'L-1',
  issuer: 'Market Bureau',
  validTo: null,
  documentHash: 'a'.repeat(64),
};
const project = { title: 'Data hall', customer: 'Harbour Works', completedOn: '2026-03-02', isSimilar: true };

it('2.1.1: a licence may be open-ended', () => {
  const { state } = submitQualification(licence, submission);
  expect(state).toEqual({ ...licence, ...submission, status: 'submitted' });
});

it('2.1.1: an ISO 9001 certificate without its last day is refused', () => {
  const submit = () => submitQualification({ ...licence, kind: 'ISO9001' }, submission);
  expect(submit).toThrow(expect.objectContaining({ code: 'qualification.valid-to-missing' }));
  const dated = { ...licence, kind: 'ISO9001', validTo: '2026-12-01' } as const;
  expect(submitQualification(dated, submission).state.status).toBe('submitted');
});

it('2.1.1: a reference project counts from the day of its completion', () => {
  expect(submitReferenceProject(project, submission, '2026-03-02').state.kind).toBe('REFERENCE_PROJECT');
  const early = () => submitReferenceProject(project, submission, '2026-03-01');
  expect(early).toThrow('The project "Data hall" is completed on 2026-03-02 only; today is 2026-03-01.');
});

it('2.1.1: another person than the submitter verifies evidence, once', () => {
  const { state: submitted } = submitQualification(licence, submission);
  const { state: verified } = verify(submitted, 'legal', at);
  expect(verified).toMatchObject({ status: 'verified', verifiedBy: 'legal', verifiedAt: at });

  const own = () => verify(submitted, 'vendor-v1', at);
  expect(own).toThrow(expect.objectContaining({ code: 'evidence.same-person' }));
  const again = () => verify(verified, 'technical', at);
  expect(again).toThrow(expect.objectContaining({ code: 'evidence.already-verified' }));
});
