import { IANAZone } from 'luxon';
import { DAY_MILLIS, dayNumber, dayText, type Instant } from './days';
import { intersection, type Span } from './spans';

/** Whether there is a time zone of that name. */
export const isTimezone = (name: string): boolean =>
  zones.has(name) || (IANAZone.isValidZone(name) && zones.add(name).has(name));
/** To find out takes as long as all else that is done with a zone. */
const zones = new Set<string>();

/** The day that an instant falls on in a zone, `2026-09-30`. Throws RangeError where the zone is none. */
export const localDateOf = ({ timezone }: { readonly timezone: string }, at: Instant): string =>
  dayText(Math.floor((at + offsetAt(timezone, at)) / DAY_MILLIS));

/**
 * The first instant of a day in a zone: where clocks skip midnight, the one to which they skip. Throws
 * RangeError where day or zone do not exist.
 */
export function startOfLocalDay(date: string, timezone: string): Instant {
  const midnight = dayNumber(date) * DAY_MILLIS;
  // No zone is more than a day away from UTC.
  const around = { from: midnight - DAY_MILLIS, to: midnight + 2 * DAY_MILLIS };
  for (const { from, to, offsetMillis } of offsetsIn(timezone, around)) {
    const start = Math.max(from, midnight - offsetMillis);
    if (start < to) return start;
  }
  throw new RangeError(`${date} does not begin in ${timezone}.`);
}

export type OffsetSpan = Span & { readonly offsetMillis: number };

/** How far the clocks of a zone are ahead of UTC, in milliseconds. Throws RangeError. */
export function offsetAt(timezone: string, at: Instant): number {
  const span = offsetsOfYear(timezone, yearOf(at)).find(({ to }) => at < to);
  if (!span) throw new RangeError(`${at} is no instant.`);
  return span.offsetMillis;
}

/** In which stretches of a span the zone keeps one offset, in order. Throws RangeError. */
export function offsetsIn(timezone: string, span: Span): OffsetSpan[] {
  const found: OffsetSpan[] = [];
  for (let year = yearOf(span.from); year <= yearOf(span.to); year += 1) {
    for (const { offsetMillis, ...stretch } of offsetsOfYear(timezone, year)) {
      for (const part of intersection([stretch], [span])) found.push({ ...part, offsetMillis });
    }
  }
  return found;
}

const yearOf = (at: Instant): number => new Date(at).getUTCFullYear();

/** To ask a zone is slow, and all who ask, ask for the same few years. */
const known = new Map<string, readonly OffsetSpan[]>();
const KNOWN_AT_MOST = 1000;

/** The same of a year by UTC. */
function offsetsOfYear(timezone: string, year: number): readonly OffsetSpan[] {
  const key = `${timezone} ${year}`;
  let offsets = known.get(key);
  if (offsets) return offsets;
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(key, (offsets = askForOffsets(timezone, year)));
  return offsets;
}

function askForOffsets(timezone: string, year: number): OffsetSpan[] {
  if (!isTimezone(timezone)) throw new RangeError(`There is no time zone ${timezone}.`);
  const zone = IANAZone.create(timezone);
  const asked = (at: Instant) => zone.offset(at) * 60_000;
  const [begin, end] = [Date.UTC(year), Date.UTC(year + 1)];
  const found: OffsetSpan[] = [];
  let from = begin;
  let offsetMillis = asked(begin);
  for (let at = begin; at < end; at += DAY_MILLIS) {
    const next = asked(at + DAY_MILLIS);
    if (next === offsetMillis) continue;
    const to = turnIn(at, at + DAY_MILLIS, (instant) => asked(instant) === next);
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
