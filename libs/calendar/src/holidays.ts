import { dayNumber } from './days';

/** What one notice says of one year. Days are `MM-DD`, spans `MM-DD..MM-DD` with both ends. */
export type HolidayYear = {
  /** Where the notice is published. */
  readonly notice: string;
  readonly off: readonly string[];
  /** Days of a weekend that are worked in exchange for a day off. */
  readonly madeUp: readonly string[];
};
export type HolidayTable = {
  readonly version: string;
  readonly years: Readonly<Record<number, HolidayYear>>;
};

/** Tells of a day, counted from 1970-01-01, whether it is worked. */
export type WorkRule = (day: number) => boolean;

/** Monday to Friday; alone it is the rule of a year without a notice. 1970-01-01 was a Thursday. */
export const isWeekday: WorkRule = (day) => ((day % 7) + 10) % 7 < 5;

/** The rule of a year with a notice. */
export function workRuleOf(year: number, { off, madeUp }: HolidayYear): WorkRule {
  const daysOff = daysOf(year, off);
  const daysMadeUp = daysOf(year, madeUp);
  return (day) => (isWeekday(day) ? !daysOff.has(day) : daysMadeUp.has(day));
}

function daysOf(year: number, spans: readonly string[]): ReadonlySet<number> {
  const days = new Set<number>();
  for (const span of spans) {
    const [first = span, last = first] = span.split('..');
    const end = dayNumber(`${year}-${last}`);
    for (let day = dayNumber(`${year}-${first}`); day <= end; day += 1) days.add(day);
  }
  return days;
}
