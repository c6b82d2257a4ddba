import { addWorkingDays, endOfLocalDay, localDateOf, workingCalendar } from '@steward/calendar';
import type { LiabilityTerms } from './liability-terms';

/** A term counted in working days. */
export type WorkingWindow = {
  /** Its last day. */
  readonly date: string;
  /** 24:00 of it in the contract's zone. */
  readonly endsAt: Date;
  /** A year whose days off are not known took part. */
  readonly isProvisional: boolean;
};

/** So many working days; the day after `now` is the first that counts. D6.3. */
export function workingDaysAfter(
  { calendar: id, timezone }: Pick<LiabilityTerms, 'calendar' | 'timezone'>,
  now: Date,
  days: number,
): WorkingWindow {
  const calendar = workingCalendar({ id, timezone, slots: [['00:00', '24:00']] });
  const { date, isProvisional } = addWorkingDays(calendar, localDateOf(calendar, now.getTime()), days);
  return { date, isProvisional, endsAt: new Date(endOfLocalDay(calendar, date)) };
}
