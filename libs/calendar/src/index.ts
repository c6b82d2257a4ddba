export { addMonthsClamped, dayNumber, daysCounted, dayText, isDay } from './days';
export type { Instant } from './days';
export { areSlots, instantOf, instantOfLocal, isoInZone, slotSpans } from './local-time';
export type { Slot } from './local-time';
export { monthBounds, monthOf } from './month';
export {
  isQuarter,
  nextQuarter,
  previousQuarter,
  quarterBounds,
  quarterDays,
  quarterOf,
  quarterOfMonth,
} from './quarter';
export type { Quarter } from './quarter';
export { ensureYear } from './published-year';
export type { PublishedYear } from './published-year';
export { difference, intersection, totalMillis, union } from './spans';
export type { Span } from './spans';
export { isLoaded, workingCalendar } from './working-calendar';
export type { WorkingCalendar, WorkingHours } from './working-calendar';
export { addWorkingDays, endOfLocalDay, isWorkingDay, nthWorkingDayOfMonth } from './working-days';
export type { WorkingDay } from './working-days';
export {
  addWorking,
  addWorkingMillis,
  isProvisionalBetween,
  nextWorkingInstant,
  workingMillisBetween,
  workingSecondsBetween,
} from './working-time';
export type { Deadline } from './working-time';
export { isTimezone, localDateOf, startOfLocalDay } from './zones';
