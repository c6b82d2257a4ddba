import { Type } from '@sinclair/typebox';
import { event } from './event';
import { count, day, evidenceGrade, id, instant } from './fields';

const inspection = {
  inspectionId: id,
  planId: id,
  assetId: id,
  vendorId: id,
  contractId: id,
  /** The day on which it is to be done, in the contract's zone. */
  dueOn: day,
};

/** A round of an inspection plan is to be done today. Clause 3.2.1a. */
export const inspectionDue = event('work-orders.inspection.due.v1', {
  ...inspection,
  /** The first instant of that day. */
  dueFrom: instant,
});
/** A round was not recorded in time; told once. Clause 3.2.1a. */
export const inspectionOverdue = event('work-orders.inspection.overdue.v1', {
  ...inspection,
  overdueFrom: instant,
});
/**
 * A round is recorded and counts; what was told too late does once two persons have confirmed it. Each
 * defect becomes a work order. Clauses 3.2.1a and 3.2.1b.
 */
export const inspectionSubmitted = event('work-orders.inspection.submitted.v1', {
  ...inspection,
  occurredAt: instant,
  submittedAt: instant,
  /** By what it came: PLATFORM_API, MOBILE_APP, or another one, which is evidence of grade C. */
  channel: Type.String(),
  evidenceGrade,
  /** It was done after it was overdue. */
  isLate: Type.Boolean(),
  /** Items of the checklist by their outcome. */
  ok: count,
  defects: count,
  notChecked: count,
});

export type InspectionDue = ReturnType<typeof inspectionDue>;
export type InspectionOverdue = ReturnType<typeof inspectionOverdue>;
export type InspectionSubmitted = ReturnType<typeof inspectionSubmitted>;
