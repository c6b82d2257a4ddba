import { ensure } from '@steward/domain';
import { dayNumber, isDay } from './days';
import { isWeekday, type HolidayYear } from './holidays';

/** A year as it was published while the house ran: it takes the place of what was known of the year. */
export type PublishedYear = HolidayYear & {
  readonly year: number;
  /** Counts the publications of a calendar. */
  readonly version: number;
};

/**
 * What a notice may say of a year. Breaks `calendar.days-wrong` where a day is none of the year, a span goes
 * backwards, or nothing is off; `calendar.day-twice` where one stands twice, and `calendar.not-weekend` where
 * a made-up day is worked anyway. The path is that of the day.
 */
export function ensureYear(year: number, { off, madeUp }: Omit<HolidayYear, 'notice'>): void {
  ensure(off.length > 0, 'calendar.days-wrong', `A notice of ${year} names days off.`, '/off');
  const known = new Set<number>();
  for (const [field, spans] of Object.entries({ off, madeUp })) {
    for (const [index, span] of spans.entries()) {
      const path = `/${field}/${index}` as const;
      for (const day of daysIn(year, span, path)) {
        ensure(!known.has(day), 'calendar.day-twice', `A day of ${span} stands there twice.`, path);
        known.add(day);
        const isRight = field === 'off' || !isWeekday(day);
        ensure(isRight, 'calendar.not-weekend', `${span} is a weekday, and worked anyway.`, path);
      }
    }
  }
}

function daysIn(year: number, span: string, path: `/${string}`): readonly number[] {
  const [first = span, last = first, ...more] = span.split('..').map((day) => `${year}-${day}`);
  const isRight = more.length === 0 && isDay(first) && isDay(last) && first <= last;
  ensure(isRight, 'calendar.days-wrong', `${span} is no day, and no span of days, of ${year}.`, path);
  return Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, n) => dayNumber(first) + n);
}
