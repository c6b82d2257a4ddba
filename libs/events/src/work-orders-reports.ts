import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant } from './fields';

const report = {
  reportId: id,
  contractId: id,
  vendorId: id,
  /** A month `2026-09` or a quarter `2026Q3`, in the contract's zone. */
  period: Type.String({ pattern: '^\\d{4}(-\\d{2}|Q[1-4])$' }),
  dueAt: instant,
};
/** The vendor submitted its service report of a period. Clauses 1.1.3b and 2.3.1d. */
export const reportSubmitted = event('work-orders.report.submitted.v1', {
  ...report,
  /** SHA-256 of the content. */
  contentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  /** What was recorded later is not in it. */
  asOf: instant,
  isLate: Type.Boolean(),
  submittedAt: instant,
});
/** The report of a period was not there when it was due. Clause 1.1.3b. */
export const reportOverdue = event('work-orders.report.overdue.v1', report);

export type ReportSubmitted = ReturnType<typeof reportSubmitted>;
export type ReportOverdue = ReturnType<typeof reportOverdue>;
export type ReportSubmittedWire = Wire<typeof reportSubmitted>;
export type ReportOverdueWire = Wire<typeof reportOverdue>;
