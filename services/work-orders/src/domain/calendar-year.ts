import { ensureYear, type PublishedYear } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { calendarYearPublished, type CalendarYearPublished } from '@steward/events';

type Notice = Omit<PublishedYear, 'version'> & {
  readonly id: string;
  /** As a contract's working time names it. */
  readonly calendar: string;
  readonly proposedBy: string;
};
/** What a notice says of a year; it counts once another person has published it. Import rule 9. */
export type CalendarYear =
  | (Notice & { readonly status: 'proposed' })
  | (Notice & { readonly status: 'published'; readonly version: number; readonly publishedBy: string });
export type Published = Extract<CalendarYear, { status: 'published' }>;

/** Proposes what a notice says. Breaks what ensureYear does. */
export function propose(notice: Notice): Extract<CalendarYear, { status: 'proposed' }> {
  ensureYear(notice.year, notice);
  return { ...notice, status: 'proposed' };
}

/**
 * Another person publishes the year, as the calendar's next version. Breaks `calendar-year.published` and
 * `calendar-year.same-person`.
 */
export function publish(
  proposed: CalendarYear,
  version: number,
  by: string,
  now: Date,
): Decision<Published, CalendarYearPublished> {
  ensure(proposed.status === 'proposed', 'calendar-year.published', 'It has been published already.');
  ensure(proposed.proposedBy !== by, 'calendar-year.same-person', 'Another person must publish it.');
  const { id: calendarYearId, calendar, year, notice, off, madeUp } = proposed;
  const told = { calendarYearId, calendar, year, version, notice, off: [...off], madeUp: [...madeUp] };
  return {
    state: { ...proposed, status: 'published', version, publishedBy: by },
    events: [calendarYearPublished({ ...told, publishedAt: now })],
  };
}
