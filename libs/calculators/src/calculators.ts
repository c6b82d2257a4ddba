import { addWorkingDays, isDay, isoInZone, localDateOf, workingCalendar } from '@steward/calendar';
import type { PublishedYear } from '@steward/calendar';
import { allocate as split, decimalString, money, ratio } from '@steward/money';
import { availabilityIn, deadlineAfter, scoreOf, settleQuarter } from '@steward/terms';
import { exactOf } from './exact';
import { at, type IntervalInput } from './fits';
import { AllocateQuestion, AvailabilityQuestion, DeadlineQuestion } from './questions';
import { PayQuestion, ScoreQuestion, WorkingDaysQuestion } from './questions';

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

/** `raw` is exact, as `266/3`; `score` is published, HALF_UP to two decimals. Both null where not rated. */
export type ScoreAnswer = { readonly raw: string | null; readonly score: string | null };

/** The base score. The weight of what has no value goes to the others in proportion. P1 to P3, P5. */
export function score({ dimensions }: ScoreQuestion): ScoreAnswer {
  const scored = scoreOf(
    dimensions.map(({ name, weight, floor, target, value }) => ({
      ...{ name, weight: exactOf(weight), floor: exactOf(floor), target: exactOf(target) },
      value: value === null ? null : exactOf(value),
    })),
  );
  if (!scored) return { raw: null, score: null };
  return { raw: `${scored.raw.n}/${scored.raw.d}`, score: scored.score };
}

/** In minor units. */
export type PayAnswer = {
  readonly base: string;
  readonly pool: string;
  readonly performancePay: string;
  readonly total: string;
};

/** A quarter's pay: what the pool does not earn is not owed, and no penalty. M2, M4, D4. */
export function pay({ fee, shareBps, curve, score, rounding }: PayQuestion): PayAnswer {
  const { base, pool, performancePay, total } = settleQuarter({
    amount: money(BigInt(fee), NO_CURRENCY),
    performanceShareBps: Number(exactOf(shareBps).n),
    curve,
    score: score === null ? null : decimalString(exactOf(score), 2, 'HALF_UP'),
    rounding: rounding ?? 'HALF_UP',
  });
  return {
    base: base.amountMinor.toString(),
    pool: pool.amountMinor.toString(),
    performancePay: performancePay.amountMinor.toString(),
    total: total.amountMinor.toString(),
  };
}

/** In minor units, in the order of the weights. */
export type AllocateAnswer = { readonly parts: readonly string[] };

/** By largest remainder, ties to the earlier: the parts make up the amount. M1, M3. */
export function allocate({ amount, weights }: AllocateQuestion): AllocateAnswer {
  const parts = split(
    money(BigInt(amount), NO_CURRENCY),
    weights.map((weight) => exactOf(weight).n),
  );
  return { parts: parts.map(({ amountMinor }) => amountMinor.toString()) };
}

/** The code of ISO 4217 where no currency is concerned: the rules are the same in each. */
const NO_CURRENCY = 'XXX';

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
  score: { input: ScoreQuestion, answer: score },
  pay: { input: PayQuestion, answer: pay },
  allocate: { input: AllocateQuestion, answer: allocate },
} as const satisfies Readonly<Record<string, Calculator>>;

const spanOf = ([from, to]: IntervalInput) => ({ from: at(from), to: to === null ? Infinity : at(to) });
