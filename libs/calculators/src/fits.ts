import { areSlots as goForward, instantOf, isDay, isTimezone, type Instant } from '@steward/calendar';
import { isCreditStep } from '@steward/terms';
import { ValidateBy, ValidateIf } from 'class-validator';

/** A start, an end, null while it has none, and when it was over in truth, as ISO 8601 with an offset. */
export type IntervalInput = readonly [from: string, to: string | null, endedAt?: string | null];

/** What is wrong with a value, to be read after the field's name: ` must be …`, `[1] must be …`; or null. */
type FaultIn = (value: unknown, question: Question) => string | null;
/** What else was asked, and may be wrong itself. */
type Question = Readonly<Record<string, unknown>>;

/** One check and one sentence a field; `rule` is the key of the sentence in Chinese. */
export const fits = (rule: string, faultIn: FaultIn): PropertyDecorator =>
  ValidateBy({
    name: rule,
    validator: {
      validate: (value: unknown, args) => faultIn(value, args!.object as Question) === null,
      defaultMessage: (args) => `$property${faultIn(args!.value, args!.object as Question)}`,
    },
  });

/** Absent is not the same as null: null is refused. */
export const IfGiven = () => ValidateIf((_, value) => value !== undefined);

/** An exact part of the time that a service is owed, above none. Clause 2.2.1c. */
export const IsCreditStep = () =>
  fits('isCreditStep', (value) =>
    typeof value === 'string' && isCreditStep(value) ? null : ' must be above 0 and at most 1, as "1/1000"',
  );

const LEVEL = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
/** Points from 0 to 1000 by the name of a level, 1 to 20 of them. */
export const ArePoints = () =>
  fits('arePoints', (value) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const levels = isObject ? Object.entries(value) : [];
    if (levels.length < 1 || levels.length > 20) return ' must name 1 to 20 levels with their points';
    const wrong = levels.find(
      ([level, points]) => !LEVEL.test(level) || !Number.isInteger(points) || points < 0 || points > 1000,
    );
    return wrong ? `/${wrong[0]} must be a level with points from 0 to 1000` : null;
  });

/** The first and the last instant that may be asked for: years that a calendar can be made for at once. */
const FIRST_AT = Date.UTC(1970);
const END_AT = Date.UTC(2100);

/** The instant of a text that `IsInstant` let through. */
export const at = (text: string): Instant => instantOf(text)!;

const isInstant = (value: unknown): value is string => {
  const instant = typeof value === 'string' ? instantOf(value) : null;
  return instant !== null && FIRST_AT <= instant && instant < END_AT;
};
const AN_INSTANT = 'must be an instant from 1970 to 2099 with an offset, as 2026-10-09T17:00:00+08:00';

export const IsInstant = () => fits('isInstant', (value) => (isInstant(value) ? null : ` ${AN_INSTANT}`));

export const IsTimezone = () =>
  fits('isTimeZone', (value) =>
    typeof value === 'string' && isTimezone(value) ? null : ' must be a time zone of IANA, as Asia/Shanghai',
  );

/** An instant after the one in another field, at most so many days of 24 hours. */
export const EndsPeriod = (since: string, days: number) =>
  fits('endsPeriod', (value, { [since]: from }) => {
    if (!isInstant(value)) return ` ${AN_INSTANT}`;
    if (!isInstant(from)) return null; // which its own check says
    const millis = at(value) - at(from);
    if (millis <= 0) return ` must come after ${since}`;
    return millis <= days * 86_400_000 ? null : ` must come at most ${days} days after ${since}`;
  });

/** A whole number. `limitFor` may lower the limit by what else is asked. */
export const IsWhole = (min: number, max: number, limitFor: (question: Question) => number = () => max) =>
  fits('isWhole', (value, question) => {
    const limit = Math.min(max, limitFor(question));
    const isIt = Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= limit;
    return isIt ? null : ` must be a whole number from ${min} to ${limit}`;
  });

/** A share in thousandths; three decimals at most, which a JSON number keeps exactly. */
export const IsPerMille = () =>
  fits('isPerMille', (value) => {
    const isIt = typeof value === 'number' && /^\d{1,4}(\.\d{1,3})?$/.test(String(value)) && value <= 1000;
    return isIt ? null : ' must be a number from 0 to 1000 with at most three decimals';
  });

/** A day, or an instant on it. */
export const IsDayOrInstant = () =>
  fits('isDayOrInstant', (value) => {
    const isIt =
      isInstant(value) || (typeof value === 'string' && isDay(value) && isInstant(`${value}T00:00Z`));
    return isIt ? null : ' must be a day from 1970 to 2099, as 2026-10-09, or an instant with an offset';
  });

/** Slots of a day, or what else `isRight`. */
export const AreSlots = (isRight: (value: unknown, question: Question) => boolean) =>
  fits('areSlots', (value, question) => (areSlots(value) || isRight(value, question) ? null : SLOTS_WRONG));
const SLOTS_WRONG =
  ' must be 1 to 24 pairs of times of day in order that do not overlap, as [["09:00","12:00"],["13:00","18:00"]]';

export const areSlots = (value: unknown): value is readonly (readonly [string, string])[] =>
  Array.isArray(value) && value.length <= 24 && value.every(isTexts) && goForward(value);

/** Intervals that do not end before they begin; a third instant, where there may be one, is never before. */
export const AreIntervals = (may: { readonly haveNoEnd?: boolean; readonly haveEnded?: boolean }) =>
  fits('areIntervals', (value) => {
    if (!Array.isArray(value)) return ' must be a list of intervals';
    for (const [index, interval] of value.entries()) {
      const fault = faultInInterval(interval, may);
      if (fault) return `[${index}]${fault}`;
    }
    return null;
  });

function faultInInterval(
  interval: unknown,
  { haveNoEnd = false, haveEnded = false }: Parameters<typeof AreIntervals>[0],
): string | null {
  const shape = haveEnded ? '[from, to] or [from, to, endedAt]' : '[from, to]';
  if (!Array.isArray(interval) || interval.length < 2 || interval.length > (haveEnded ? 3 : 2)) {
    return ` must be ${shape}`;
  }
  const [from, to, endedAt] = interval as readonly unknown[];
  if (!isInstant(from)) return `[0] ${AN_INSTANT}`;
  if (!isInstant(to) && !(haveNoEnd && to === null))
    return `[1] ${AN_INSTANT}${haveNoEnd ? ', or null' : ''}`;
  if (isInstant(to) && at(to) < at(from)) return ' ends before it begins';
  if (endedAt === undefined || endedAt === null) return null;
  if (!isInstant(endedAt)) return `[2] ${AN_INSTANT}`;
  return at(endedAt) < at(from) ? ' was over before it began' : null;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');
