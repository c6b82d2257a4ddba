import { difference, type Span } from '@steward/calendar';
import { ensure, importedId } from '@steward/domain';
import { availabilityComputed, type AvailabilityComputed } from '@steward/events';
import { ratio } from '@steward/money';
import { availabilityIn, type Availability, type AvailabilityTarget } from '@steward/terms';
import type { Affects, Standing } from './outage';
import { promiseIn, type PromisedService, type PromisingVersion } from './promise';

/** A service's month, `2026-09`, in the contract's zone. */
export type MonthKey = PromisedService & { readonly month: string };

/** Planned work that was not cancelled, as it stands. */
export type WindowFact = Span & {
  readonly windowId: string;
  readonly noticedAt: number;
  readonly isApproved: boolean;
  readonly endedAt: number | null;
};
/** What of an outage that was not withdrawn lies in the month: split at its midnights. A10. */
export type OutageFact = Span &
  Pick<Standing, 'share'> & { readonly outageId: string; readonly affects: Affects };
/** What the enterprise made of unknown time. A9. */
export type UnknownDecision = {
  readonly countsAs: 'UP' | 'DOWN';
  /** The stretches that were decided; what turns out to be unknown later is not among them. */
  readonly spans: readonly Span[];
  readonly reason: string;
  readonly decidedBy: string;
};
/** What a month rests on; it is kept beside the figures, instants as epoch milliseconds. */
export type Basis = {
  readonly target: AvailabilityTarget;
  readonly inForce: readonly Span[];
  readonly windows: readonly WindowFact[];
  readonly outages: readonly OutageFact[];
  readonly decisions: readonly UnknownDecision[];
};
export type ReckonedMonth = MonthKey & {
  readonly id: string;
  readonly revision: number;
  readonly basis: Basis;
  readonly availability: Availability;
};

/** The same month has the same id, whoever asks. */
export const monthIdOf = ({ contractId, service, month }: Omit<MonthKey, 'vendorId'>): string =>
  importedId('availability', `${contractId}:${service}:${month}`);

/**
 * Measures a month by what is known now; null where nothing was promised or nothing has changed since it was
 * measured last. Clause 2.2.1c, D2, A1 to A10.
 */
export function reckon(
  before: ReckonedMonth | undefined,
  key: MonthKey,
  versions: readonly PromisingVersion[],
  facts: Pick<Basis, 'windows' | 'outages' | 'decisions'>,
): ReckonedMonth | null {
  const promise = promiseIn(versions, key.service, key.month);
  if (!promise) return null;
  const { period, timezone, target, inForce } = promise;
  const basis: Basis = { target, inForce, ...facts };
  if (before && JSON.stringify(before.basis) === JSON.stringify(basis)) return null;
  const { service: _, name: __, targetPerMille, ...terms } = target;
  const availability = availabilityIn(
    period,
    { ...terms, timezone, inForce, target: ratio(BigInt(targetPerMille), 1000n) },
    measured(facts),
  );
  return { ...key, id: monthIdOf(key), revision: (before?.revision ?? 0) + 1, basis, availability };
}

/** The facts as the rule takes them: decided time is unknown no more. */
function measured({ windows, outages, decisions }: Pick<Basis, 'windows' | 'outages' | 'decisions'>) {
  const dark = outages.filter(({ affects }) => affects === 'MONITORING');
  const decidedAs = (countsAs: UnknownDecision['countsAs']) =>
    decisions.filter((decision) => decision.countsAs === countsAs).flatMap(({ spans }) => spans);
  return {
    planned: windows,
    outages: [
      ...outages
        .filter(({ affects }) => affects === 'SERVICE')
        .map(({ from, to, share }) => ({
          ...{ from, to },
          ...(share && { weight: ratio(BigInt(share.affected), BigInt(share.total)) }),
        })),
      ...decidedAs('DOWN'),
    ],
    unknown: difference(dark, [...decidedAs('UP'), ...decidedAs('DOWN')]),
  };
}

/**
 * The enterprise decides what the unknown time of a month counts as, all that it sees of it. Breaks
 * `availability.revised` and `availability.nothing-to-decide`. A9.
 */
export function decide(
  { availability, revision }: ReckonedMonth,
  seenRevision: number,
  decision: Omit<UnknownDecision, 'spans'>,
): UnknownDecision {
  ensure(
    revision === seenRevision,
    'availability.revised',
    `The month was measured anew: revision ${revision}.`,
  );
  ensure(
    availability.needsDecision,
    'availability.nothing-to-decide',
    'No more is unknown than may count as up.',
  );
  return { ...decision, spans: availability.unknown };
}

export function announce(reckoned: ReckonedMonth, computedAt: Date): AvailabilityComputed {
  const { id, contractId, vendorId, service, month, revision, basis, availability } = reckoned;
  const { notCounted: _, unknown: __, ...figures } = availability;
  const { targetPerMille } = basis.target;
  return availabilityComputed({
    ...{ availabilityId: id, contractId, vendorId, service, month, revision, targetPerMille },
    ...{ ...figures, computedAt },
  });
}
