import { addMonthsClamped, dayNumber, dayText, startOfLocalDay } from '@steward/calendar';
import {
  complianceDue,
  complianceOverdue,
  type ComplianceDue,
  type ComplianceOverdue,
} from '@steward/events';

/** The policy's norms as they are in force on the day. Clause 2.1.3. */
export type ComplianceNorms = {
  /** How long a check counts. */
  readonly months: number;
  /** How many days before its last day it is announced to be due. */
  readonly daysBefore: number;
  /** Whose days count. */
  readonly timezone: string;
};
type Watched = { readonly vendorId: string; readonly checkedOn: string };

/** The last day on which a check counts. */
export const dueOnOf = ({ checkedOn }: Watched, { months }: ComplianceNorms): string =>
  addMonthsClamped(checkedOn, months);

/** What is to be told of a check today: that it is due, or that it is overdue; nothing before. */
export function lookAtCheck(
  check: Watched,
  norms: ComplianceNorms,
  today: string,
  now: Date,
): readonly (ComplianceDue | ComplianceOverdue)[] {
  const { vendorId } = check;
  const dueOn = dueOnOf(check, norms);
  const daysLeft = dayNumber(dueOn) - dayNumber(today);
  if (daysLeft < 0) return [complianceOverdue({ vendorId, dueOn, overdueAt: now })];
  return daysLeft <= norms.daysBefore ? [complianceDue({ vendorId, dueOn, daysLeft, announcedAt: now })] : [];
}

/** The first instant of the day on which it is looked at next after `today`; null once it is overdue. */
export function nextLookAtCheck(check: Watched, norms: ComplianceNorms, today: string): Date | null {
  const last = dayNumber(dueOnOf(check, norms));
  const ahead = [last - norms.daysBefore, last + 1].find((day) => day > dayNumber(today));
  return ahead === undefined ? null : new Date(startOfLocalDay(dayText(ahead), norms.timezone));
}
