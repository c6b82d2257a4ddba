import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant, nullable, quarter, score, tier, verdicts } from './fields';

const appraised = {
  appraisalId: id,
  contractId: id,
  vendorId: id,
  quarter,
  /** Counts how often this quarter was scored; a higher one corrects the lower. */
  revision: Type.Integer({ minimum: 1 }),
  score,
  /** SHA-256 of the frozen inputs, hexadecimal. */
  inputsHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
};

/** The quarter's inputs are frozen and scored; the vendor may appeal until `appealEndsAt`. Clause 1.3.1. */
export const appraisalProposed = event('appraisal.appraisal.proposed.v1', {
  ...appraised,
  proposedAt: instant,
  appealEndsAt: instant,
});
export type AppraisalProposed = ReturnType<typeof appraisalProposed>;

/** The score stands: tier and streak follow `score`, pay follows `payScore`. Clause 1.3.1, D3. */
export const appraisalPublished = event('appraisal.appraisal.published.v1', {
  ...appraised,
  tier,
  /** Null where not rated. */
  isPassed: nullable(Type.Boolean()),
  onSite: verdicts,
  closure: verdicts,
  workOrders: Type.Integer({ minimum: 0 }),
  /** Points beside the base score, which is `score`. Clause 2.4.1. */
  bonus: Type.Optional(Type.String({ pattern: '^\\d{1,2}\\.\\d{2}$' })),
  /** Base and bonus together, at most 110; tier and streak do not follow it. D3. */
  finalScore: Type.Optional(score),
  /** What pay follows: the final score, at most 100. Absent: `score`. D3. */
  payScore: Type.Optional(score),
  publishedAt: instant,
});
export type AppraisalPublished = ReturnType<typeof appraisalPublished>;

/** A streak of failing quarters asks for a hearing; nothing is decided yet. Clause 1.3.2. */
export const procedureOpened = event('appraisal.procedure.opened.v1', {
  procedureId: id,
  vendorId: id,
  contractId: id,
  kind: Type.Union([Type.Literal('DOWNGRADE'), Type.Literal('ELIMINATION')]),
  quarter,
  openedAt: instant,
});
export type ProcedureOpened = ReturnType<typeof procedureOpened>;

/** The vendor is to be heard, and by when it is decided then. Clause 1.3.2. */
export const hearingCalled = event('appraisal.procedure.hearing-called.v1', {
  procedureId: id,
  vendorId: id,
  contractId: id,
  hearingAt: instant,
  decisionDueAt: instant,
  calledAt: instant,
});
export type HearingCalled = ReturnType<typeof hearingCalled>;

/** The hearing's outcome; where it is upheld, the register of vendors acts on it. Clause 1.3.2. */
export const procedureDecided = event('appraisal.procedure.decided.v1', {
  procedureId: id,
  vendorId: id,
  contractId: id,
  kind: Type.Union([Type.Literal('DOWNGRADE'), Type.Literal('ELIMINATION')]),
  quarter,
  isUpheld: Type.Boolean(),
  decidedAt: instant,
});
export type ProcedureDecided = ReturnType<typeof procedureDecided>;

/** The streak is gone after a correction. D3 P4. */
export const procedureWithdrawn = event('appraisal.procedure.withdrawn.v1', {
  procedureId: id,
  vendorId: id,
  contractId: id,
  withdrawnAt: instant,
});
export type ProcedureWithdrawn = ReturnType<typeof procedureWithdrawn>;

export type AppraisalPublishedWire = Wire<typeof appraisalPublished>;
export type AppraisalProposedWire = Wire<typeof appraisalProposed>;
