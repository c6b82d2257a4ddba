import { DateTime } from 'luxon';
import { DAY_MILLIS, isDay, type Instant } from './days';
import type { WorkRule } from './holidays';
import { union, type Span } from './spans';
import { offsetAt, offsetsIn } from './zones';

/** Times of day from and to, as `['09:00', '12:00']`; `24:00` ends a day. */
export type Slot = readonly [from: string, to: string];

/** Whether slots go forward through a day: none empty, overlapping, out of order or misspelt. */
export function areSlots(slots: readonly (readonly string[])[]): slots is readonly Slot[] {
  const isForward = slots.flat().every((bound, index, bounds) => {
    const last = bounds[index - 1] ?? '';
    // Within a slot time must pass; from one slot to the next it need not.
    return TIME_OF_DAY.test(bound) && (index % 2 === 1 ? last < bound : last <= bound);
  });
  return isForward && slots.length > 0 && slots.every((slot) => slot.length === 2);
}
const TIME_OF_DAY = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/**
 * The time in which a zone's clocks show a day that is worked, of [firstDay, endDay) counted from 1970-01-01,
 * and a time within a slot. Where clocks are put forward what they skip is not there; where they are put back
 * what they show twice is there twice. Throws RangeError where there is no such zone.
 */
export function slotSpans(
  timezone: string,
  slots: readonly Slot[],
  [firstDay, endDay]: readonly [number, number],
  isWorked: WorkRule = () => true,
): Span[] {
  const bounds = slots.map((slot) => slot.map(millisOf) as [number, number]);
  const found: Span[] = [];
  // No zone is more than a day away from UTC.
  const around = { from: (firstDay - 1) * DAY_MILLIS, to: (endDay + 1) * DAY_MILLIS };
  for (const { from, to, offsetMillis } of offsetsIn(timezone, around)) {
    const first = Math.max(firstDay, Math.floor((from + offsetMillis) / DAY_MILLIS));
    const end = Math.min(endDay, Math.ceil((to + offsetMillis) / DAY_MILLIS));
    for (let day = first; day < end; day += 1) {
      if (!isWorked(day)) continue;
      const midnight = day * DAY_MILLIS - offsetMillis;
      for (const [start, stop] of bounds) {
        found.push({ from: Math.max(from, midnight + start), to: Math.min(to, midnight + stop) });
      }
    }
  }
  return union(found);
}

/**
 * The instant that ISO 8601 text names, `2026-10-09T17:00:00+08:00`; null where it is none, names no offset
 * or is finer than a millisecond.
 */
export function instantOf(text: string): Instant | null {
  const at = ISO_INSTANT.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : at;
}
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * The instant at which the clocks of a zone show `2026-10-09T17:00:00`, the first where they show it twice;
 * null where they never do.
 */
export function instantOfLocal(text: string, timezone: string): Instant | null {
  const read = DateTime.fromISO(text, { zone: timezone });
  if (!read.isValid || read.toFormat("yyyy-MM-dd'T'HH:mm:ss") !== text) return null;
  return read.getPossibleOffsets()[0]!.toMillis();
}

/** `2026-10-09T17:00:00+08:00`: with the offset of the zone there and then. Throws RangeError. */
export function isoInZone(at: Instant, timezone: string): string {
  offsetAt(timezone, at); // luxon marks what is impossible and goes on
  const shown = DateTime.fromMillis(at, { zone: timezone }).toISO({ suppressMilliseconds: true })!;
  return shown.replace('Z', '+00:00');
}

function millisOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour! * 60 + minute!) * 60_000;
}
