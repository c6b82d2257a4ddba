import { Type } from '@sinclair/typebox';
import { event } from './event';
import { id, instant, nullable } from './fields';

const revision = {
  caseId: id,
  /** Counts the case's texts from 1. */
  revision: Type.Integer({ minimum: 1 }),
  /** Whose case it is; null: the enterprise's own. */
  vendorId: nullable(id),
  /** The fault that taught it. */
  workOrderId: nullable(id),
};
/** A case was handed in for review. Clause 3.2.2. */
export const caseSubmitted = event('collaboration.case.submitted.v1', { ...revision, submittedAt: instant });
/** The enterprise asked for changes of a case. Clause 3.2.2. */
export const caseReturned = event('collaboration.case.returned.v1', { ...revision, returnedAt: instant });
/** Somebody of the enterprise who did not write it approved a case. Clause 3.2.2. */
export const caseApproved = event('collaboration.case.approved.v1', { ...revision, approvedAt: instant });
/** A case is shared with every vendor, in place of its last revision. Clause 3.2.2. */
export const casePublished = event('collaboration.case.published.v1', { ...revision, publishedAt: instant });
export type CaseEvent = ReturnType<
  typeof caseSubmitted | typeof caseReturned | typeof caseApproved | typeof casePublished
>;
