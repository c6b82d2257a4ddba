import { addMonthsClamped, type Instant } from './days';
import type { Span } from './spans';
import { localDateOf, startOfLocalDay } from './zones';

/** The month that an instant falls in, `2026-09`. Throws RangeError where the zone is none. */
export const monthOf = (at: Instant, timezone: string): string => localDateOf({ timezone }, at).slice(0, 7);

/** From a month's first local midnight to the next one's. Throws RangeError where month or zone are none. */
export const monthBounds = (month: string, timezone: string): Span => ({
  from: startOfLocalDay(`${month}-01`, timezone),
  to: startOfLocalDay(addMonthsClamped(`${month}-01`, 1), timezone),
});
