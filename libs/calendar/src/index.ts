export { addMonthsClamped, daysCounted, isDay, localDateOf, startOfLocalDay } from './days';
export type { Instant } from './days';
export { isQuarter, nextQuarter, previousQuarter, quarterBounds, quarterDays, quarterOf } from './quarter';
export type { Quarter } from './quarter';
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
