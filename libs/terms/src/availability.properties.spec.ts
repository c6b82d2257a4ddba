import type { Span } from '@steward/calendar';
import { ratio } from '@steward/money';
import fc from 'fast-check';
import { availabilityIn } from './index';
import type { AvailabilityFacts, AvailabilityTerms } from './index';

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
/** Two days before the local end of September in Beijing, so that the fourth day is October's second. */
const ORIGIN = Date.parse('2026-09-29T00:00:00+08:00');
const DAYS = 4;
const NOTICE = 2 * HOUR;

/** Minutes since the origin. */
type Stretch = { readonly from: number; readonly to: number };
type Case = {
  readonly period: Stretch;
  readonly inForce: Stretch;
  readonly hours: readonly [number, number] | null;
  readonly quota: number | null;
  readonly planned: readonly (Stretch & {
    readonly endedAfter: number | null;
    readonly notice: number | null;
    readonly isApproved: boolean;
  })[];
  readonly outages: readonly (Stretch & { readonly affected: number })[];
  readonly unknown: readonly Stretch[];
  readonly target: { readonly num: number; readonly den: number };
};

const anyMinute = fc.integer({ min: -DAY, max: (DAYS + 1) * DAY });
const anyStretch = fc
  .tuple(anyMinute, fc.oneof(fc.nat(90), fc.nat(2 * DAY)))
  .map(([from, length]) => ({ from, to: from + length }));
const anyHour = fc.nat(24);
const anyCase: fc.Arbitrary<Case> = fc.record({
  period: fc.constantFrom({ from: 0, to: DAYS * DAY }, { from: 100, to: 3 * DAY + 17 }),
  inForce: fc.constantFrom(
    { from: -99 * DAY, to: 99 * DAY },
    { from: DAY, to: 99 * DAY },
    { from: 0, to: 3 * DAY - 1 },
  ),
  hours: fc.option(
    fc
      .tuple(anyHour, anyHour)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  ),
  quota: fc.option(fc.nat(300)),
  planned: fc.array(
    fc
      .tuple(
        anyStretch,
        fc.record({
          endedAfter: fc.option(fc.integer({ min: -30, max: 200 })),
          notice: fc.option(fc.constantFrom(NOTICE - 1, NOTICE, NOTICE + 1)),
          isApproved: fc.boolean(),
        }),
      )
      .map(([stretch, rest]) => ({ ...stretch, ...rest })),
    { maxLength: 5 },
  ),
  outages: fc.array(
    fc
      .tuple(anyStretch, fc.integer({ min: 0, max: 4 }))
      .map(([stretch, affected]) => ({ ...stretch, affected })),
    { maxLength: 6 },
  ),
  unknown: fc.array(anyStretch, { maxLength: 3 }),
  target: fc.constantFrom(
    { num: 999, den: 1000 },
    { num: 1, den: 2 },
    { num: 1, den: 1 },
    { num: 0, den: 7 },
  ),
});

/** Goes from minute to minute and asks of each what it was: slow, and with nothing in common with spans. */
function walked({ period, inForce, hours, quota, planned, outages, unknown, target }: Case) {
  const covers = ({ from, to }: Stretch, minute: number) => from <= minute && minute < to;
  const valid = planned.filter(({ notice, isApproved }) => isApproved && notice !== null && notice >= NOTICE);
  const left = { september: quota ?? Infinity, october: quota ?? Infinity };
  const sum = { agreed: 0, planned: 0, over: 0, downQuarters: 0, unknown: 0 };
  for (let minute = period.from; minute < period.to; minute += 1) {
    const hour = (((minute % DAY) + DAY) % DAY) / HOUR;
    if (!covers(inForce, minute) || (hours && (hour < hours[0] || hour >= hours[1]))) continue;
    sum.agreed += 1;
    const month = minute < 2 * DAY ? 'september' : 'october';
    if (valid.some((window) => covers(window, minute))) {
      left[month] -= 1;
      if (left[month] >= 0) {
        sum.planned += 1;
        continue;
      }
      sum.over += 1;
    }
    const isOverrun = planned.some(
      ({ to, endedAfter }) => endedAfter !== null && covers({ from: to, to: to + endedAfter }, minute),
    );
    const affected = outages.filter((outage) => covers(outage, minute)).map((outage) => outage.affected);
    const worst = Math.max(isOverrun ? 4 : 0, ...affected);
    sum.downQuarters += worst;
    const isKnown = isOverrun || affected.length > 0;
    if (!isKnown && unknown.some((stretch) => covers(stretch, minute))) sum.unknown += 1;
  }
  const owedQuarters = (sum.agreed - sum.planned) * 4;
  const upQuarters = owedQuarters - sum.downQuarters;
  return {
    agreedSeconds: sum.agreed * 60,
    plannedSeconds: sum.planned * 60,
    downSeconds: sum.downQuarters * 15,
    isMet: target.den * upQuarters >= target.num * owedQuarters,
    thousandths: owedQuarters === 0 ? 100_000 : Math.floor((upQuarters * 100_000) / owedQuarters),
    overSeconds: sum.over * 60,
    unknownSeconds: sum.unknown * 60,
    status: sum.unknown > 0 ? 'PROVISIONAL' : 'COMPLETE',
    needsDecision: sum.unknown * 100 > sum.agreed,
  };
}

const instants = ({ from, to }: Stretch): Span => ({
  from: ORIGIN + from * MINUTE,
  to: ORIGIN + to * MINUTE,
});

function reckoned({ period, inForce, hours, quota, planned, outages, unknown, target }: Case) {
  const shown = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  const terms: AvailabilityTerms = {
    timezone: 'Asia/Shanghai',
    inForce: [instants(inForce)],
    serviceHours: hours && [[shown(hours[0]), shown(hours[1])]],
    noticeSeconds: NOTICE * 60,
    monthlyQuotaSeconds: quota === null ? Infinity : quota * 60,
    target: ratio(BigInt(target.num), BigInt(target.den)),
  };
  const facts: AvailabilityFacts = {
    planned: planned.map(({ endedAfter, notice, isApproved, ...stretch }) => {
      const { from, to } = instants(stretch);
      const endedAt = endedAfter === null ? null : to + endedAfter * MINUTE;
      return { from, to, endedAt, noticedAt: notice === null ? null : from - notice * MINUTE, isApproved };
    }),
    outages: outages.map(({ affected, ...stretch }) => ({
      ...instants(stretch),
      ...(affected < 4 && { weight: ratio(BigInt(affected), 4n) }),
    })),
    unknown: unknown.map(instants),
  };
  const {
    displayPercent,
    notCounted,
    unknown: listed,
    ...rest
  } = availabilityIn(instants(period), terms, facts);
  const over = notCounted.filter(({ reason }) => reason === 'OVER_QUOTA');
  expect(listed.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(rest.unknownSeconds * 1000);
  return {
    ...rest,
    thousandths: Number(displayPercent.replace('.', '')),
    overSeconds: over.reduce((sum, { from, to }) => sum + to - from, 0) / 1000,
  };
}

describe('properties of availability', () => {
  it('2.2.1c: agrees with a walk minute by minute, whatever was planned, out and unknown', () => {
    fc.assert(
      fc.property(anyCase, (some) => {
        expect(reckoned(some)).toEqual(walked(some));
      }),
      { numRuns: 1000 },
    );
  });
});
