import { ensure, type Decision } from '@steward/domain';

export const QUALIFICATION_KINDS = ['LICENCE', 'ISO9001', 'OTHER'] as const;
export type QualificationKind = (typeof QUALIFICATION_KINDS)[number];

/** A paper that proves what a company may do. */
export type Qualification = {
  readonly kind: QualificationKind;
  readonly number: string;
  readonly issuer: string;
  /** The last day on which it counts; null where it is open-ended. */
  readonly validTo: string | null;
  /** SHA-256 of the document, hexadecimal. */
  readonly documentHash: string;
};
/** A finished piece of work for another customer. */
export type ReferenceProject = {
  readonly kind: 'REFERENCE_PROJECT';
  readonly title: string;
  readonly customer: string;
  readonly completedOn: string;
  /** Of the kind that the enterprise looks for. */
  readonly isSimilar: boolean;
};
export type Submission = {
  readonly id: string;
  readonly vendorId: string;
  readonly submittedAt: Date;
  readonly submittedBy: string;
};

type Item = (Qualification | ReferenceProject) & Submission;
export type Submitted = Item & { readonly status: 'submitted' };
export type Verified = Item & {
  readonly status: 'verified';
  readonly verifiedAt: Date;
  readonly verifiedBy: string;
};
/**
 * What a vendor hands in to be believed; it counts only when another person has verified it. Clause 2.1.1.
 */
export type Evidence = Submitted | Verified;

/** Hands in a qualification. Breaks `qualification.valid-to-missing`. Clause 2.1.1. */
export function submitQualification(
  qualification: Qualification,
  submission: Submission,
): Decision<Submitted, never> {
  const { kind, number, validTo } = qualification;
  ensure(
    kind !== 'ISO9001' || validTo !== null,
    'qualification.valid-to-missing',
    `ISO 9001 certificate ${number} needs the day until which it is valid.`,
  );
  return { state: { ...qualification, ...submission, status: 'submitted' }, events: [] };
}

/** Hands in a reference project. Breaks `reference-project.not-completed`. Clause 2.1.1. */
export function submitReferenceProject(
  project: Omit<ReferenceProject, 'kind'>,
  submission: Submission,
  today: string,
): Decision<Submitted, never> {
  const { title, completedOn } = project;
  ensure(
    completedOn <= today,
    'reference-project.not-completed',
    `The project "${title}" is completed on ${completedOn} only; today is ${today}.`,
  );
  return { state: { ...project, ...submission, kind: 'REFERENCE_PROJECT', status: 'submitted' }, events: [] };
}

/**
 * Records that somebody other than the submitter has checked the evidence at its source.
 * Breaks `evidence.already-verified` and `evidence.same-person`. Clause 2.1.1.
 */
export function verify(evidence: Evidence, by: string, now: Date): Decision<Verified, never> {
  ensure(
    evidence.status === 'submitted',
    'evidence.already-verified',
    `The evidence ${evidence.id} is verified already.`,
  );
  ensure(
    by !== evidence.submittedBy,
    'evidence.same-person',
    `${by} handed in the evidence ${evidence.id}; another person verifies it.`,
  );
  return { state: { ...evidence, status: 'verified', verifiedAt: now, verifiedBy: by }, events: [] };
}
