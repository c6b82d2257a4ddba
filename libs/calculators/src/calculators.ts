import { addWorkingDays, isDay, isoInZone, localDateOf, workingCalendar } from '@steward/calendar';
import type { PublishedYear } from '@steward/calendar';
import { ratio } from '@steward/money';
import { availabilityIn, deadlineAfter } from '@steward/terms';
import { at, type IntervalInput } from './fits';
import { AvailabilityQuestion, DeadlineQuestion, WorkingDaysQuestion } from './questions';

export type DeadlineAnswer = {
  /** With the zone's offset there and then; null while a pause is open. */
  readonly due: string | null;
  /** A year whose days off are not known yet took part. */
  readonly provisional: boolean;
};

/** When the seconds are used up: the end of a slot counts. S1, S2, S3, S5, S7. */
export function deadline(
  { calendar, slots, timezone, ...asked }: DeadlineQuestion,
  published?: readonly PublishedYear[],
): DeadlineAnswer {
  const hours =
    calendar === '24x7' ? null : workingCalendar({ id: calendar, timezone, slots: slots! }, published);
  const { dueAt, isProvisional } = deadlineAfter(
    hours,
    at(asked.start),
    asked.seconds,
    asked.pauses.map(spanOf),
  );
  return { due: dueAt === null ? null : isoInZone(dueAt, timezone), provisional: isProvisional };
}

/** Seconds are whole; the percentage is truncated to three decimals, never rounded up. */
export type AvailabilityAnswer = {
  readonly agreedSeconds: number;
  readonly plannedSeconds: number;
  readonly downSeconds: number;
  readonly met: boolean;
  readonly displayPercent: string;
};

/** Measures a period. Whether windows were told in time and within a quota is not asked. A1 to A8, A10. */
export function availability(asked: AvailabilityQuestion): AvailabilityAnswer {
  const { timezone, serviceHours, planned, outages, targetPerMille } = asked;
  const { agreedSeconds, plannedSeconds, downSeconds, isMet, displayPercent } = availabilityIn(
    { from: at(asked.from), to: at(asked.to) },
    {
      timezone,
      inForce: [{ from: -Infinity, to: Infinity }],
      serviceHours: serviceHours ?? null,
      noticeSeconds: 0,
      monthlyQuotaSeconds: Infinity,
      target: ratio(String(targetPerMille), 1000n),
    },
    {
      planned: planned.map((window) => {
        const span = spanOf(window);
        const endedAt = window[2] == null ? null : at(window[2]);
        return { ...span, endedAt, noticedAt: span.from, isApproved: true };
      }),
      outages: outages.map(spanOf),
      unknown: [],
    },
  );
  return { agreedSeconds, plannedSeconds, downSeconds, met: isMet, displayPercent };
}

export type WorkingDaysAnswer = { readonly lastDay: string };

/** Counts working days, make-up days included. Years without a notice go by the weekday rule. */
export function workingDays(
  { calendar, timezone, from, days }: WorkingDaysQuestion,
  published?: readonly PublishedYear[],
): WorkingDaysAnswer {
  const hours = workingCalendar({ id: calendar, timezone, slots: [['00:00', '24:00']] }, published);
  const day = isDay(from) ? from : localDateOf({ timezone }, at(from));
  return { lastDay: addWorkingDays(hours, day, days).date };
}

/** What may be asked, once it is checked by its class, and what answers it; by which published years. */
export type Calculator = {
  readonly input: new () => object;
  answer(question: object, published?: readonly PublishedYear[]): object;
};

/** The calculators by their kind. They keep nothing; every door answers a list by a list. */
export const CALCULATORS = {
  deadline: { input: DeadlineQuestion, answer: deadline },
  availability: { input: AvailabilityQuestion, answer: availability },
  workingDays: { input: WorkingDaysQuestion, answer: workingDays },
} as const satisfies Readonly<Record<string, Calculator>>;

const spanOf = ([from, to]: IntervalInput) => ({ from: at(from), to: to === null ? Infinity : at(to) });
