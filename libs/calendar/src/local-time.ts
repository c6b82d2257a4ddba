import { DateTime, IANAZone } from 'luxon';
import { DAY_MILLIS, inZone, isDay, type Instant } from './days';
import type { WorkRule } from './holidays';
import { intersection, union, type Span } from './spans';

/** Times of day from and to, as `['09:00', '12:00']`; `24:00` ends a day. */
export type Slot = readonly [from: string, to: string];

/** Whether there is a time zone of that name. */
export const isTimezone = (name: string): boolean =>
  zones.has(name) || (IANAZone.isValidZone(name) && zones.add(name).has(name));
/** To find out takes as long as all else that is done with a zone. */
const zones = new Set<string>();

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
export const isoInZone = (at: Instant, timezone: string): string =>
  inZone(DateTime.fromMillis(at, { zone: timezone }), timezone)
    .toISO({ suppressMilliseconds: true })!
    .replace('Z', '+00:00');

type OffsetSpan = Span & { readonly offsetMillis: number };

/** In which stretches of a span the zone keeps one offset, in order. */
function offsetsIn(timezone: string, span: Span): OffsetSpan[] {
  const yearOf = (at: Instant) => new Date(at).getUTCFullYear();
  const found: OffsetSpan[] = [];
  for (let year = yearOf(span.from); year <= yearOf(span.to); year += 1) {
    for (const { offsetMillis, ...stretch } of offsetsOfYear(timezone, year)) {
      for (const part of intersection([stretch], [span])) found.push({ ...part, offsetMillis });
    }
  }
  return found;
}

/** To ask a zone is slow, and every calendar of the zone asks the same. */
const known = new Map<string, readonly OffsetSpan[]>();

/** The same of a year by UTC. */
function offsetsOfYear(timezone: string, year: number): readonly OffsetSpan[] {
  const key = `${timezone} ${year}`;
  let offsets = known.get(key);
  if (!offsets) known.set(key, (offsets = askForOffsets(timezone, year)));
  return offsets;
}

function askForOffsets(timezone: string, year: number): OffsetSpan[] {
  if (!isTimezone(timezone)) throw new RangeError(`There is no time zone ${timezone}.`);
  const zone = IANAZone.create(timezone);
  const offsetAt = (at: Instant) => zone.offset(at) * 60_000;
  const [begin, end] = [Date.UTC(year), Date.UTC(year + 1)];
  const found: OffsetSpan[] = [];
  let from = begin;
  let offsetMillis = offsetAt(begin);
  for (let at = begin; at < end; at += DAY_MILLIS) {
    const next = offsetAt(at + DAY_MILLIS);
    if (next === offsetMillis) continue;
    const to = turnIn(at, at + DAY_MILLIS, (instant) => offsetAt(instant) === next);
    found.push({ from, to, offsetMillis });
    [from, offsetMillis] = [to, next];
  }
  return [...found, { from, to: end, offsetMillis }].filter((stretch) => stretch.from < stretch.to);
}

/** The first instant in (before, after] at which it `hasTurned`. */
function turnIn(before: Instant, after: Instant, hasTurned: (at: Instant) => boolean): Instant {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (hasTurned(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function millisOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour! * 60 + minute!) * 60_000;
}
