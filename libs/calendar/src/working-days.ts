import { dayNumber, dayText, type Instant } from './days';
import type { WorkingCalendar } from './working-calendar';
import { startOfLocalDay } from './zones';

/** A day reached by counting working days. */
export type WorkingDay = {
  readonly date: string;
  /** A year whose days off are not known took part. */
  readonly isProvisional: boolean;
};

/** Whether a local day is worked, make-up days included. Throws RangeError where it is no day. */
export const isWorkingDay = (calendar: WorkingCalendar, localDate: string): boolean =>
  isWorked(calendar, dayNumber(localDate));

/**
 * The `days`-th working day after `fromDate`; the day after it is the first that can count. Throws RangeError
 * where `days` is not a whole number above zero. D6.3.
 */
export function addWorkingDays(calendar: WorkingCalendar, fromDate: string, days: number): WorkingDay {
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`${days} working days cannot be added.`);
  let day = dayNumber(fromDate);
  let isProvisional = false;
  for (let left = days; left > 0;) {
    day += 1;
    isProvisional ||= !calendar.year(yearOf(day)).isLoaded;
    if (isWorked(calendar, day)) left -= 1;
  }
  return { date: dayText(day), isProvisional };
}

/** The n-th working day of a month `YYYY-MM`. Throws RangeError where the month has fewer. Clause 1.1.3b. */
export function nthWorkingDayOfMonth(calendar: WorkingCalendar, month: string, n: number): WorkingDay {
  const dayBefore = dayText(dayNumber(`${month}-01`) - 1);
  const { date } = addWorkingDays(calendar, dayBefore, n);
  if (!date.startsWith(month)) throw new RangeError(`${month} has fewer than ${n} working days.`);
  return { date, isProvisional: !calendar.year(yearOf(dayNumber(date))).isLoaded };
}

/** 24:00 of a local day, which is the next day's first instant. Throws RangeError where it is no day. */
export const endOfLocalDay = ({ timezone }: { readonly timezone: string }, date: string): Instant =>
  startOfLocalDay(dayText(dayNumber(date) + 1), timezone);

const isWorked = (calendar: WorkingCalendar, day: number): boolean =>
  calendar.year(yearOf(day)).isWorked(day);

const yearOf = (day: number): number => Number(dayText(day).slice(0, 4));
