import { ensure } from '@steward/domain';
import { CN } from './cn';
import { dayNumber, dayText, type Instant } from './days';
import { isWeekday, workRuleOf, type HolidayTable, type WorkRule } from './holidays';
import { areSlots, slotSpans, type Slot } from './local-time';
import type { PublishedYear } from './published-year';
import { isTimezone, startOfLocalDay } from './zones';

/** Whose working time counts, as a contract states it. Slots are `['09:00', '12:00']`, `24:00` ends a day. */
export type WorkingHours = {
  /** The calendar of days off and make-up workdays; `CN` is there. */
  readonly id: string;
  /** IANA zone of the slots, whatever the site's own clock shows. S13. */
  readonly timezone: string;
  readonly slots: readonly Slot[];
};

/** Working hours with the facts of the calendar they name. Made by `workingCalendar`. */
export type WorkingCalendar = WorkingHours & {
  /** The state of the facts: the day of the latest notice in the table, `+` the latest publication. */
  readonly version: string;
  /** What is known of a local year, worked out when it is first asked for. */
  readonly year: (year: number) => WorkingYear;
};

/** A local year's slots as instants, so that any question about it is one binary search. */
export type WorkingYear = {
  readonly from: Instant;
  readonly to: Instant;
  /** Whether the year's notice is known; else the weekday rule stands in. */
  readonly isLoaded: boolean;
  readonly isWorked: WorkRule;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Working milliseconds of the year before each slot. */
  readonly before: Float64Array;
  readonly totalMillis: number;
};

const TABLES: Readonly<Record<string, HolidayTable>> = { CN };

/** Alike hours share one calendar: a caller may ask for it at every record without paying for it again. */
const made = new Map<string, WorkingCalendar>();
/** More hours than a house has; what is asked for by strangers must not fill the memory. */
const KEPT = 200;

/**
 * The calendar for the given hours; `published` are the years that were published since, in any order.
 * Breaks `calendar.unknown`, `calendar.zone-unknown` and `calendar.slots-wrong` (none, empty, overlapping,
 * out of order or misspelt).
 */
export function workingCalendar(
  { id, timezone, slots }: WorkingHours,
  published: readonly PublishedYear[] = [],
): WorkingCalendar {
  const key = JSON.stringify([id, timezone, slots, published]);
  const before = made.get(key);
  if (before) return before;

  const known = Object.hasOwn(TABLES, id) ? TABLES[id] : undefined;
  ensure(known !== undefined, 'calendar.unknown', `There is no working calendar ${id}.`);
  const table = withPublished(known, published);
  ensure(isTimezone(timezone), 'calendar.zone-unknown', `There is no time zone ${timezone}.`);
  ensureSlots(slots);
  const years = new Map<number, WorkingYear>();
  const calendar: WorkingCalendar = {
    ...{ id, timezone, slots, version: table.version },
    year: (year) => {
      let found = years.get(year);
      if (!found) years.set(year, (found = workingYear(year, { id, timezone, slots }, table)));
      return found;
    },
  };
  if (made.size === KEPT) made.delete(made.keys().next().value!); // the oldest
  made.set(key, calendar);
  return calendar;
}

/** Whether the days off of a year are known; without them results are PROVISIONAL. Import rule 9. */
export const isLoaded = (calendar: WorkingCalendar, year: number): boolean => calendar.year(year).isLoaded;

/** The local year that an instant falls in. */
export function yearAt(calendar: WorkingCalendar, at: Instant): number {
  const year = new Date(at).getUTCFullYear();
  if (Number.isNaN(year)) throw new RangeError(`${at} is not an instant.`);
  const { from, to } = calendar.year(year);
  return at < from ? year - 1 : at >= to ? year + 1 : year;
}

function withPublished(table: HolidayTable, published: readonly PublishedYear[]): HolidayTable {
  const inOrder = published.toSorted((a, b) => a.version - b.version);
  const last = inOrder.at(-1);
  if (!last) return table;
  const years = Object.fromEntries(inOrder.map(({ year, ...facts }) => [year, facts]));
  return { version: `${table.version}+${last.version}`, years: { ...table.years, ...years } };
}

function ensureSlots(slots: WorkingHours['slots']): void {
  const shown = slots.map((slot) => slot.join('-')).join(', ');
  ensure(
    areSlots(slots),
    'calendar.slots-wrong',
    `Working slots go forward through a day, unlike ${shown || 'none'}.`,
  );
}

function workingYear(year: number, { timezone, slots }: WorkingHours, table: HolidayTable): WorkingYear {
  const facts = table.years[year];
  const isWorked = facts ? workRuleOf(year, facts) : isWeekday;
  const first = dayNumber(`${year}-01-01`);
  const next = dayNumber(`${year + 1}-01-01`);
  const bounds = slotSpans(timezone, slots, [first, next], isWorked);
  const before = new Float64Array(bounds.length);
  let totalMillis = 0;
  bounds.forEach(({ from, to }, index) => {
    before[index] = totalMillis;
    totalMillis += to - from;
  });
  return {
    from: startOfLocalDay(dayText(first), timezone),
    to: startOfLocalDay(dayText(next), timezone),
    isLoaded: facts !== undefined,
    isWorked,
    starts: Float64Array.from(bounds, ({ from }) => from),
    ends: Float64Array.from(bounds, ({ to }) => to),
    before,
    totalMillis,
  };
}
