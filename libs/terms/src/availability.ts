import {
  dayNumber,
  difference,
  intersection,
  localDateOf,
  monthBounds,
  monthOf,
  slotSpans,
  totalMillis,
  union,
  type Instant,
  type Slot,
  type Span,
} from '@steward/calendar';
import { decimalString, ratio, roundToInteger, type Ratio } from '@steward/money';

/** Work that was planned for [from, to). */
export type PlannedWindow = Span & {
  /** When the work ended, where that was told; after `to` it is an overrun. */
  readonly endedAt: Instant | null;
  /** When the customer was told of it; null where nobody was. */
  readonly noticedAt: Instant | null;
  readonly isApproved: boolean;
};

/** A stretch in which the service was not there; Infinity as `to` where it is not there still. */
export type Outage = Span & {
  /** The affected part of all, from 0 to 1; without it, all were affected. */
  readonly weight?: Ratio;
};

/** What a contract promises of one service. Clause 2.2.1c. */
export type AvailabilityTarget = {
  /** The enterprise's own code of the service, unique within the contract. */
  readonly service: string;
  readonly name: string;
  /** 999 for 99.9 %. */
  readonly targetPerMille: number;
  /** The hours of each day in which the service is owed; null: around the clock. */
  readonly serviceHours: readonly Slot[] | null;
  /** How long before its beginning a planned window has to be told. */
  readonly noticeSeconds: number;
  /** How much planned work a month may hold. */
  readonly monthlyQuotaSeconds: number;
};

/** What a service's availability is measured by. Clause 2.2.1c. */
export type AvailabilityTerms = {
  readonly timezone: string;
  /** When the service is promised; what a contract leaves out for a while makes several spans. */
  readonly inForce: readonly Span[];
  /** The hours of each day in which the service is owed; null: around the clock. */
  readonly serviceHours: readonly Slot[] | null;
  /** How long before its beginning a planned window has to be told. */
  readonly noticeSeconds: number;
  /** How much planned work a month of the zone may hold; Infinity where nothing limits it. */
  readonly monthlyQuotaSeconds: number;
  /** The least part of the agreed time, from 0 to 1. */
  readonly target: Ratio;
};

export type AvailabilityFacts = {
  readonly planned: readonly PlannedWindow[];
  readonly outages: readonly Outage[];
  /** Stretches for which monitoring has no data. */
  readonly unknown: readonly Span[];
};

/** Planned time that is not left out of the reckoning, and why. */
export type PlannedNotCounted = Span & { readonly reason: 'NOT_APPROVED' | 'LATE_NOTICE' | 'OVER_QUOTA' };

/** What a service's availability was in a period. Seconds are whole, rounded down; what decides is exact. */
export type Availability = {
  /** T: the time in which the service was owed. */
  readonly agreedSeconds: number;
  /** M: what of it was planned work that counts as such. */
  readonly plannedSeconds: number;
  /** D: what of the rest it was not there, by weight. */
  readonly downSeconds: number;
  readonly isMet: boolean;
  /** Truncated to three decimals: what is missed is never shown as met. */
  readonly displayPercent: string;
  readonly notCounted: readonly PlannedNotCounted[];
  /** What nobody knows, planned work and outages left out; it counts as up. */
  readonly unknown: readonly Span[];
  readonly unknownSeconds: number;
  /** PROVISIONAL while something is unknown. */
  readonly status: 'COMPLETE' | 'PROVISIONAL';
  /** More is unknown than may count as up without somebody's decision. */
  readonly needsDecision: boolean;
};

/** The part of T, in per cent, that may be unknown and count as up. A9. */
const UNKNOWN_LIMIT_PERCENT = 1;

/**
 * Availability in a period: (T − M − D) / (T − M) against the target, as whole numbers, the bound included;
 * met where nothing was owed. What overlaps counts once; planned work is left out before anything is counted
 * as down, and every overrun is down. Throws RangeError where the zone does not exist. Clause 2.2.1c, D2.
 */
export function availabilityIn(
  period: Span,
  terms: AvailabilityTerms,
  { planned, outages, unknown }: AvailabilityFacts,
): Availability {
  const agreed = agreedTime(period, terms);
  const { counted, notCounted } = plannedTime(agreed, planned, terms);
  const overruns = planned.map(({ to, endedAt }) => ({ from: to, to: endedAt ?? to }));
  const { covered, downMillis } = downTime(agreed, counted, [...overruns, ...outages]);
  const unknownTime = difference(intersection(unknown, agreed), covered);

  const [agreedMillis, plannedMillis, unknownMillis] = [agreed, counted, unknownTime].map(totalMillis);
  const owed = ratio(BigInt(agreedMillis! - plannedMillis!));
  const up = owed.sub(downMillis);
  return {
    agreedSeconds: wholeSeconds(agreedMillis!),
    plannedSeconds: wholeSeconds(plannedMillis!),
    downSeconds: Number(roundToInteger(downMillis.div(1000n), 'DOWN')),
    isMet: up.gte(owed.mul(terms.target)),
    displayPercent: decimalString(owed.equals(0n) ? ratio(100n) : up.mul(100n).div(owed), 3, 'DOWN'),
    notCounted,
    unknown: unknownTime,
    unknownSeconds: wholeSeconds(unknownMillis!),
    status: unknownMillis! > 0 ? 'PROVISIONAL' : 'COMPLETE',
    needsDecision: unknownMillis! * 100 > agreedMillis! * UNKNOWN_LIMIT_PERCENT,
  };
}

/** T: not shrunk to what was measured. A7, A8. */
function agreedTime(period: Span, { inForce, serviceHours, timezone }: AvailabilityTerms): Span[] {
  const lived = intersection([period], inForce);
  const [first, last] = [lived[0], lived.at(-1)];
  if (serviceHours === null || !first || !last) return lived;
  const dayOf = (at: Instant) => dayNumber(localDateOf({ timezone }, at));
  return intersection(lived, slotSpans(timezone, serviceHours, [dayOf(first.from), dayOf(last.to) + 1]));
}

/** M: approved, told early enough, and within the quota; and what is not. */
function plannedTime(
  agreed: readonly Span[],
  planned: readonly PlannedWindow[],
  { timezone, noticeSeconds, monthlyQuotaSeconds }: AvailabilityTerms,
): { counted: Span[]; notCounted: PlannedNotCounted[] } {
  const asked: Span[] = [];
  const notCounted: PlannedNotCounted[] = [];
  for (const { from, to, noticedAt, isApproved } of planned) {
    const isEarly = noticedAt !== null && from - noticedAt >= noticeSeconds * 1000;
    if (isApproved && isEarly) asked.push({ from, to });
    else notCounted.push({ from, to, reason: isApproved ? 'LATE_NOTICE' : 'NOT_APPROVED' });
  }
  const inTime = intersection(asked, agreed);
  if (monthlyQuotaSeconds === Infinity) return { counted: inTime, notCounted };
  const { counted, over } = withinQuota(inTime, monthlyQuotaSeconds * 1000, timezone);
  return { counted, notCounted: [...notCounted, ...over] };
}

/** What comes first in a month counts, for as long as the quota lasts. */
function withinQuota(
  asked: readonly Span[],
  quotaMillis: number,
  timezone: string,
): { counted: Span[]; over: PlannedNotCounted[] } {
  const counted: Span[] = [];
  const over: PlannedNotCounted[] = [];
  const end = asked.at(-1)?.to ?? -Infinity;
  for (let at = asked[0]?.from ?? end; at < end;) {
    const month = monthBounds(monthOf(at, timezone), timezone);
    let left = quotaMillis;
    for (const { from, to } of intersection(asked, [month])) {
      const until = Math.min(to, from + left);
      left -= until - from;
      if (from < until) counted.push({ from, to: until });
      if (until < to) over.push({ from: until, to, reason: 'OVER_QUOTA' });
    }
    at = month.to;
  }
  return { counted, over };
}

/** D in milliseconds; where outages overlap, the one that affected most counts. A4, A5. */
function downTime(
  agreed: readonly Span[],
  counted: readonly Span[],
  outages: readonly Outage[],
): { covered: Span[]; downMillis: Ratio } {
  const byWeight = new Map<string, { weight: Ratio; spans: Span[] }>();
  for (const outage of outages) {
    const weight = outage.weight ?? ALL;
    const alike = byWeight.get(weight.toFraction());
    if (alike) alike.spans.push(outage);
    else byWeight.set(weight.toFraction(), { weight, spans: [outage] });
  }
  let covered = union(counted);
  let downMillis = ratio(0n);
  for (const { weight, spans } of [...byWeight.values()].sort((a, b) => b.weight.compare(a.weight))) {
    const fresh = difference(intersection(spans, agreed), covered);
    downMillis = downMillis.add(weight.mul(BigInt(totalMillis(fresh))));
    covered = union([...covered, ...fresh]);
  }
  return { covered, downMillis };
}

const ALL = ratio(1n);
const wholeSeconds = (millis: number): number => Math.floor(millis / 1000);
