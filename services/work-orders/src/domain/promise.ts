import {
  endOfLocalDay,
  intersection,
  monthBounds,
  monthOf,
  startOfLocalDay,
  type Instant,
  type Span,
} from '@steward/calendar';
import { ensure } from '@steward/domain';
import type { AvailabilityTarget } from '@steward/terms';

/** A version of a contract, as far as it promises that services are there. Clause 2.2.1c. */
export type PromisingVersion = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly effectiveAt: Date;
  /** First and last day, in the zone. */
  readonly startOn: string;
  readonly endOn: string;
  readonly timezone: string;
  readonly availability: readonly AvailabilityTarget[];
};

/** A service that a contract promises, or promised once: what windows and outages are about. */
export type PromisedService = {
  readonly contractId: string;
  readonly vendorId: string;
  /** The enterprise's code of it. */
  readonly service: string;
};

/**
 * Breaks `availability.service-unknown` where no version of the contract promises it; `path` is where
 * it was named.
 */
export function promised(
  versions: readonly PromisingVersion[],
  service: string,
  path: `/${string}` = '/service',
): PromisedService {
  const found = versions.find(({ availability }) =>
    availability.some((target) => target.service === service),
  );
  ensure(
    found !== undefined,
    'availability.service-unknown',
    `The contract promises no service ${service}.`,
    path,
  );
  return { contractId: found.contractId, vendorId: found.vendorId, service };
}

/** What a contract promises of a service in a month of its zone. */
export type MonthlyPromise = {
  readonly timezone: string;
  readonly period: Span;
  /** As of the beginning, or where the service was added since, as of then. */
  readonly target: AvailabilityTarget;
  /** When the service was owed: the contract lived, and its version promised it. A7. */
  readonly inForce: readonly Span[];
};

/** Null where nothing is promised in that month. What began under a version keeps its target, as in S11. */
export function promiseIn(
  versions: readonly PromisingVersion[],
  service: string,
  month: string,
): MonthlyPromise | null {
  const timezone = zoneOf(versions);
  const period = periodOf(versions, month);
  const lived = stretchesOf(versions, service).flatMap(({ span, target }) =>
    intersection([span], [period]).map((part) => ({ span: part, target })),
  );
  const [first] = lived;
  return first ? { timezone, period, target: first.target, inForce: lived.map(({ span }) => span) } : null;
}

/** The first month, not before that of `from`, in which the service is promised; null: in none. */
export function firstMonth(
  versions: readonly PromisingVersion[],
  service: string,
  from: Instant,
): string | null {
  const timezone = zoneOf(versions);
  const since = monthBounds(monthOf(from, timezone), timezone).from;
  const [next] = stretchesOf(versions, service).filter(({ span }) => span.to > since);
  return next ? monthOf(Math.max(next.span.from, since), timezone) : null;
}

/** From a month's first midnight to the next one's, in the contract's zone. */
export const periodOf = (versions: readonly PromisingVersion[], month: string): Span =>
  monthBounds(month, zoneOf(versions));

/** A month is of the zone in which the contract was concluded: an amendment does not move past midnights. */
const zoneOf = (versions: readonly PromisingVersion[]): string => versions[0]!.timezone;

/** When each version that promises the service was in force, in order, none empty. */
function stretchesOf(
  versions: readonly PromisingVersion[],
  service: string,
): readonly { readonly span: Span; readonly target: AvailabilityTarget }[] {
  return versions.flatMap(({ effectiveAt, startOn, endOn, timezone, availability }, n) => {
    const span = {
      from: Math.max(effectiveAt.getTime(), startOfLocalDay(startOn, timezone)),
      to: Math.min(versions[n + 1]?.effectiveAt.getTime() ?? Infinity, endOfLocalDay({ timezone }, endOn)),
    };
    const target = availability.find((each) => each.service === service);
    return target && span.from < span.to ? [{ span, target }] : [];
  });
}
