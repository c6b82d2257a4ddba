import {
  endOfLocalDay,
  isWorkingDay,
  localDateOf,
  nthWorkingDayOfMonth,
  type WorkingCalendar,
} from '@steward/calendar';

/** A local day; instants in epoch milliseconds, `endsAt` not within. */
export type Day = {
  readonly date: string;
  readonly month: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isWorked: boolean;
  /** The joint meetings are held on the month's twelfth working day. */
  readonly isMeetingDay: boolean;
};

const HOUR = 3_600_000;
/** A time of a day, as 9.5 for half past nine. */
export const clockTime = ({ startsAt }: Day, hour: number): Date => new Date(startsAt + hour * HOUR);

/** The local days from the one that `from` falls on to the one that ends at `to`. */
export function daysBetween(from: number, to: number, calendar: WorkingCalendar): Day[] {
  const days: Day[] = [];
  for (let startsAt = from; startsAt < to; startsAt = days.at(-1)!.endsAt) {
    const date = localDateOf(calendar, startsAt);
    const month = date.slice(0, 7);
    const isMeetingDay = nthWorkingDayOfMonth(calendar, month, 12).date === date;
    const isWorked = isWorkingDay(calendar, date);
    days.push({ date, month, startsAt, endsAt: endOfLocalDay(calendar, date), isWorked, isMeetingDay });
  }
  return days;
}
