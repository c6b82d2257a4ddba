import {
  addWorkingMillis,
  isProvisionalBetween,
  union,
  workingMillisBetween,
  type Deadline,
  type Instant,
  type Span,
  type WorkingCalendar,
} from '@steward/calendar';

/** A deadline that pauses may put off; null while a pause without an end keeps it open. */
export type PausedDeadline = Omit<Deadline, 'dueAt'> & { readonly dueAt: Instant | null };

/**
 * The instant at which `seconds` after `startAt` are used up, by a calendar's working time or, without one,
 * around the clock. In a pause nothing is used up; pauses may overlap and stand in any order. Where the
 * seconds are used up at the end of a slot, or at the beginning of a pause, that is the instant. Throws
 * RangeError where `seconds` is negative or not finite. D1, S2, S3, S5, S7.
 */
export function deadlineAfter(
  calendar: WorkingCalendar | null,
  startAt: Instant,
  seconds: number,
  pauses: readonly Span[],
): PausedDeadline {
  if (!(seconds >= 0 && seconds < Infinity)) throw new RangeError(`${seconds} s cannot be added.`);
  let from = startAt;
  let left = seconds * 1000;
  let isProvisional = false;
  for (const pause of union(pauses)) {
    if (pause.to <= from) continue;
    const ran = calendar ? workingMillisBetween(calendar, from, pause.from) : Math.max(0, pause.from - from);
    if (ran > 0 && left <= ran) break;
    left -= ran;
    isProvisional ||= calendar !== null && isProvisionalBetween(calendar, from, pause.from);
    if (pause.to === Infinity) return { dueAt: null, isProvisional };
    from = pause.to;
  }
  const last = calendar ? addWorkingMillis(calendar, from, left) : around(from, left);
  return { dueAt: last.dueAt, isProvisional: isProvisional || last.isProvisional };
}

const around = (from: Instant, millis: number): Deadline => ({ dueAt: from + millis, isProvisional: false });
