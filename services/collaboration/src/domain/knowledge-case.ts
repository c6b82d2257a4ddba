import { ensure, type Decision } from '@steward/domain';
import { caseApproved, casePublished, caseReturned, caseSubmitted, type CaseEvent } from '@steward/events';
import { ensureRedacted } from './redaction';
import type { Acting, Side } from './sides';

export type CaseText = {
  readonly title: string;
  readonly symptom: string;
  readonly cause: string;
  readonly solution: string;
};
type Written = CaseText & {
  readonly id: string;
  readonly caseId: string;
  /** Counts the case's texts from 1. */
  readonly revision: number;
  /** Whose case it is; null: the enterprise's own. */
  readonly vendorId: string | null;
  /** The fault that taught it. */
  readonly workOrderId: string | null;
  readonly authorSide: Side;
  /** All who wrote at it, in the order of their first words. */
  readonly authors: readonly string[];
  readonly writtenAt: Date;
};
type Handed = Written & { readonly submittedAt: Date };
type Reviewed = Handed & {
  readonly reviewedBy: string;
  readonly reviewedAt: Date;
  readonly reviewNote: string | null;
};
type Shared = Reviewed & { readonly publishedBy: string; readonly publishedAt: Date };
export type Draft = Written & { readonly status: 'draft' };
export type Submitted = Handed & { readonly status: 'submitted' };
export type ChangesRequested = Reviewed & { readonly status: 'changes-requested' };
export type Approved = Reviewed & { readonly status: 'approved' };
export type Published = Shared & { readonly status: 'published' };
export type Superseded = Shared & { readonly status: 'superseded'; readonly supersededAt: Date };
/** One text of a case of the shared knowledge base. Clause 3.2.2. */
export type CaseRevision = Draft | Submitted | ChangesRequested | Approved | Published | Superseded;
export const CASE_STATES = [
  ...(['draft', 'submitted', 'changes-requested', 'approved', 'published', 'superseded'] as const),
] as const satisfies readonly CaseRevision['status'][];

/** Begins a case. Clause 3.2.2. */
export const draftCase = (
  text: CaseText,
  about: Pick<Written, 'id' | 'caseId' | 'vendorId' | 'workOrderId'>,
  { side, by, now }: Acting,
): Draft => ({
  ...{ ...text, ...about, revision: 1, authorSide: side, authors: [by], writtenAt: now, status: 'draft' },
});

/**
 * Writes at a case: what is not handed in yet is rewritten; of what is published a new revision begins, and
 * the old one stays in sight. `id` names a new revision. Breaks `case.under-review`. Clause 3.2.2.
 */
export function editCase(
  last: CaseRevision,
  text: CaseText,
  id: string,
  acting: Acting,
): Draft | ChangesRequested {
  const { side, by, now } = acting;
  if (last.status === 'draft' || last.status === 'changes-requested') {
    const authors = last.authors.includes(by) ? last.authors : [...last.authors, by];
    return { ...last, ...text, authors, writtenAt: now };
  }
  ensure(last.status === 'published', 'case.under-review', `The case is ${last.status}.`);
  const { caseId, vendorId, workOrderId, revision } = last;
  const about = { id, caseId, vendorId, workOrderId, revision: revision + 1 };
  return { ...text, ...about, authorSide: side, authors: [by], writtenAt: now, status: 'draft' };
}

/** Hands a case in. Breaks `case.not-draft` and what the redaction check breaks. Clause 3.2.2. */
export function submitCase(last: CaseRevision, now: Date): Decision<Submitted, CaseEvent> {
  const isDraft = last.status === 'draft' || last.status === 'changes-requested';
  ensure(isDraft, 'case.not-draft', `The case is ${last.status}.`);
  const { title, symptom, cause, solution } = last;
  ensureRedacted({ title, symptom, cause, solution });
  const { id, caseId, revision, vendorId, workOrderId, authorSide, authors, writtenAt } = last;
  const written = { id, caseId, revision, vendorId, workOrderId, authorSide, authors, writtenAt };
  return {
    state: { ...written, title, symptom, cause, solution, submittedAt: now, status: 'submitted' },
    events: [caseSubmitted({ ...told(last), submittedAt: now })],
  };
}

export type Review = { readonly isApproved: boolean; readonly note: string | null };

/**
 * A person of the enterprise who did not write at the case approves it, or says what is to change. Breaks
 * `case.not-submitted`, `case.reviewer-outside`, `case.same-person` and, at `/note`, `case.note-missing`.
 * Clause 3.2.2.
 */
export function reviewCase(
  last: CaseRevision,
  { isApproved, note }: Review,
  acting: Acting,
): Decision<Approved | ChangesRequested, CaseEvent> {
  ensure(last.status === 'submitted', 'case.not-submitted', `The case is ${last.status}.`);
  ensureOther(last, acting);
  ensure(isApproved || note !== null, 'case.note-missing', 'Say what is to change.', '/note');
  const { by: reviewedBy, now } = acting;
  const reviewed = { ...last, reviewedBy, reviewedAt: now, reviewNote: note };
  return isApproved
    ? {
        state: { ...reviewed, status: 'approved' },
        events: [caseApproved({ ...told(last), approvedAt: now })],
      }
    : {
        state: { ...reviewed, status: 'changes-requested' },
        events: [caseReturned({ ...told(last), returnedAt: now })],
      };
}

/**
 * Shares an approved revision; the one that was shared before is superseded and kept. State: what changed,
 * the superseded one first. Breaks `case.not-approved` and what a review breaks. Clause 3.2.2.
 */
export function publishCase(
  last: CaseRevision,
  before: Published | null,
  acting: Acting,
): Decision<readonly (Published | Superseded)[], CaseEvent> {
  ensure(last.status === 'approved', 'case.not-approved', `The case is ${last.status}.`);
  ensureOther(last, acting);
  const { by: publishedBy, now } = acting;
  const superseded: readonly Superseded[] = before
    ? [{ ...before, status: 'superseded', supersededAt: now }]
    : [];
  return {
    state: [...superseded, { ...last, status: 'published', publishedBy, publishedAt: now }],
    events: [casePublished({ ...told(last), publishedAt: now })],
  };
}

function ensureOther({ authors }: CaseRevision, { side, by }: Acting): void {
  ensure(side === 'ENTERPRISE', 'case.reviewer-outside', 'Only the enterprise reviews cases.');
  ensure(!authors.includes(by), 'case.same-person', `${by} wrote at the case.`);
}

const told = ({ caseId, revision, vendorId, workOrderId }: CaseRevision) => ({
  ...{ caseId, revision, vendorId, workOrderId },
});
