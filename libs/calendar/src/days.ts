import { DateTime } from 'luxon';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A day of 24 hours. */
export const DAY_MILLIS = 86_400_000;

/** Days since 1970-01-01. Throws RangeError where `date` is not a day of the calendar as `2026-09-30`. */
export function dayNumber(date: string): number {
  if (!isDay(date)) throw new RangeError(`"${date}" is not a day.`);
  return Date.parse(`${date}T00:00:00Z`) / DAY_MILLIS;
}
/** The inverse of `dayNumber`. */
export const dayText = (day: number): string => new Date(day * DAY_MILLIS).toISOString().slice(0, 10);

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes 02-30 for the second of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** How many days a span has, both ends counted; 0 where it ends before it begins. Throws RangeError. */
export const daysCounted = (firstOn: string, lastOn: string): number =>
  Math.max(0, dayNumber(lastOn) - dayNumber(firstOn) + 1);

/**
 * The same day `months` later, or the last day of a month that is too short: 2026-11-30 and three months give
 * 2027-02-28. Throws RangeError. Clause 2.4.2b, D7.
 */
export function addMonthsClamped(date: string, months: number): string {
  const later = DateTime.fromMillis(dayNumber(date) * DAY_MILLIS, { zone: 'utc' }).plus({ months });
  return later.toISODate()!;
}
