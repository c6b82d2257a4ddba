import type { Instant } from './days';
import { yearAt, type WorkingCalendar, type WorkingYear } from './working-calendar';

/** An instant reached by counting working time. */
export type Deadline = {
  readonly dueAt: Instant;
  /** A year whose days off are not known took part. Import rule 9. */
  readonly isProvisional: boolean;
};

/** Whole working seconds in [from, to); 0 where `to` does not come after `from`. D1. */
export const workingSecondsBetween = (calendar: WorkingCalendar, from: Instant, to: Instant): number =>
  Math.floor(workingMillisBetween(calendar, from, to) / 1000);

/** The same to the millisecond, for stretches that are added up before they are rounded. */
export function workingMillisBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  if (from >= to) return 0;
  const first = yearAt(calendar, from);
  const last = yearAt(calendar, to);
  let millis = millisBefore(calendar.year(last), to) - millisBefore(calendar.year(first), from);
  for (let year = first; year < last; year += 1) millis += calendar.year(year).totalMillis;
  return millis;
}

/**
 * The instant at which `seconds` of working time after `from` are used up. Where that is the end of a slot,
 * it is that end, not the next slot's start. Nought gives the next working instant. Throws RangeError where
 * `seconds` is negative or not finite. D1, S2, S3.
 */
export const addWorking = (calendar: WorkingCalendar, from: Instant, seconds: number): Deadline =>
  addWorkingMillis(calendar, from, seconds * 1000);

/** The same to the millisecond. */
export function addWorkingMillis(calendar: WorkingCalendar, from: Instant, millis: number): Deadline {
  if (!(millis >= 0 && millis < Infinity)) throw new RangeError(`${millis} ms cannot be added.`);
  if (millis === 0) {
    const dueAt = nextWorkingInstant(calendar, from);
    return { dueAt, isProvisional: isProvisionalBetween(calendar, from, dueAt + 1) };
  }
  let number = yearAt(calendar, from);
  let year = calendar.year(number);
  let isProvisional = !year.isLoaded;
  let left = millisBefore(year, from) + millis;
  while (left > year.totalMillis) {
    left -= year.totalMillis;
    number += 1;
    year = calendar.year(number);
    isProvisional ||= !year.isLoaded;
  }
  const slot = countBelow(year.before, left) - 1;
  return { dueAt: year.starts[slot]! + (left - year.before[slot]!), isProvisional };
}

/** `at` itself inside a slot [start, end), else the start of the next slot. */
export function nextWorkingInstant(calendar: WorkingCalendar, at: Instant): Instant {
  for (let number = yearAt(calendar, at); ; number += 1) {
    const { starts, ends } = calendar.year(number);
    const slot = countUpTo(ends, at);
    if (slot < ends.length) return Math.max(at, starts[slot]!);
  }
}

/** Whether a year whose days off are not known has a part in [from, to). */
export function isProvisionalBetween(calendar: WorkingCalendar, from: Instant, to: Instant): boolean {
  if (from >= to) return false;
  const last = yearAt(calendar, to - 1);
  for (let year = yearAt(calendar, from); year <= last; year += 1) {
    if (!calendar.year(year).isLoaded) return true;
  }
  return false;
}

/** Working milliseconds of the year before `at`. */
function millisBefore({ starts, ends, before }: WorkingYear, at: Instant): number {
  const slot = countUpTo(starts, at) - 1;
  return slot < 0 ? 0 : before[slot]! + Math.min(at, ends[slot]!) - starts[slot]!;
}

/** How many of the ascending values are less than `limit`. */
function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending values, each there once, are at most `limit`. */
function countUpTo(ascending: Float64Array, limit: number): number {
  const below = countBelow(ascending, limit);
  return ascending[below] === limit ? below + 1 : below;
}
