import { Type } from '@sinclair/typebox';
import { event } from './event';
import { id, instant, severity } from './fields';

const consultation = { consultationId: id, workOrderId: id, contractId: id, vendorId: id };
/** A work order is far into its closure clock: experts could be asked. Once for each. Clause 2.3.2b. */
export const consultationSuggested = event('collaboration.consultation.suggested.v1', {
  ...consultation,
  severity,
  suggestedAt: instant,
});
/** Nobody was asked where it was suggested. Clause 2.3.2b. */
export const consultationDismissed = event('collaboration.consultation.dismissed.v1', {
  ...consultation,
  dismissedAt: instant,
});
/** A group was asked; its answer is in time up to `answerDueAt`. Clause 2.3.2b. */
export const consultationRequested = event('collaboration.consultation.requested.v1', {
  ...consultation,
  expertGroupId: id,
  answerDueAt: instant,
  requestedAt: instant,
});
/** The answer is due and there is none. Announced once. Clause 2.3.2b. */
export const consultationOverdue = event('collaboration.consultation.overdue.v1', {
  ...consultation,
  overdueAt: instant,
});
/** It was decided on what the experts said. Clause 2.3.2b. */
export const consultationConcluded = event('collaboration.consultation.concluded.v1', {
  ...consultation,
  isInTime: Type.Boolean(),
  concludedAt: instant,
});
export type ConsultationEvent = ReturnType<
  | typeof consultationSuggested
  | typeof consultationDismissed
  | typeof consultationRequested
  | typeof consultationOverdue
  | typeof consultationConcluded
>;
