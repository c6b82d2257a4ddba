import { union, type Instant, type Span } from '@steward/calendar';
import type { SlaTarget } from './sla-terms';

/** A time in which the clock waits; `toAt` null: it waits still. */
export type Pause = { readonly reason: string; readonly fromAt: Instant; readonly toAt: Instant | null };

/** The clock's target at the start, or a change of it. */
export type TargetChange = {
  readonly at: Instant;
  readonly target: SlaTarget;
  /** True: the clock begins again at zero there (on-site). False: it keeps what it used (closure). */
  readonly restarts: boolean;
  /** The vendor had misclassified: the target counts from the clock's start, not from `at`. S10. */
  readonly isRetroactive?: boolean;
  /**
   * How many stops and reopenings had been recorded before this change; see `turnsMade`. Needed only where
   * one of them bears the same instant and came first: without it the change comes first. Import rule 3.
   */
  readonly turnsBefore?: number;
};

/** A stop; the gap [stoppedAt, reopenedAt) is excluded. S8. */
export type Stop = { readonly stoppedAt: Instant; readonly reopenedAt: Instant | null };

/** What happened to one clock, as facts; order within arrays is by time. D1. */
export type ClockHistory = {
  readonly startAt: Instant;
  /** The first is the target at the start, whatever its instant; there is at least one. */
  readonly targets: readonly TargetChange[];
  /** May overlap and stand in any order: what counts is their union. S7. */
  readonly pauses: readonly Pause[];
  readonly stops: readonly Stop[];
};

/** A stretch [from, to) of wall time and what the clock did in it. */
export type ClockSegment = {
  readonly from: Instant;
  readonly to: Instant;
  readonly kind: 'RUNNING' | 'PAUSED' | 'STOPPED';
};

/**
 * Accounts for all wall time from the start to `asOf`, in order and without a hole. In a working clock's
 * RUNNING stretch only working time is used. Where pause and gap overlap, it is a gap.
 */
export function clockSegments(history: ClockHistory, asOf: Instant): ClockSegment[] {
  const { startAt } = history;
  const clipped = (from: Instant, to: Instant | null): Span => ({
    from: Math.max(from, startAt),
    to: Math.min(to ?? asOf, asOf),
  });
  const gaps = union(history.stops.map(({ stoppedAt, reopenedAt }) => clipped(stoppedAt, reopenedAt)));
  const pauses = union(history.pauses.map(({ fromAt, toAt }) => clipped(fromAt, toAt)));

  const segments: ClockSegment[] = [];
  let next = 0;
  const fill = (from: Instant, to: Instant) => {
    let done = from;
    for (; next < pauses.length && pauses[next]!.from < to; next += 1) {
      const pause = { from: Math.max(pauses[next]!.from, done), to: Math.min(pauses[next]!.to, to) };
      if (done < pause.from) segments.push({ from: done, to: pause.from, kind: 'RUNNING' });
      if (pause.from < pause.to) segments.push({ ...pause, kind: 'PAUSED' });
      done = Math.max(done, pause.to);
      if (pauses[next]!.to > to) break;
    }
    if (done < to) segments.push({ from: done, to, kind: 'RUNNING' });
  };
  let done = startAt;
  for (const gap of gaps) {
    fill(done, gap.from);
    segments.push({ ...gap, kind: 'STOPPED' });
    done = gap.to;
  }
  fill(done, asOf);
  return segments;
}

/** What the clock does at an instant, as the facts up to and including it say. */
export function clockStateAt({ pauses, stops }: ClockHistory, at: Instant): ClockSegment['kind'] {
  const covers = (from: Instant, to: Instant | null) => from <= at && (to === null || at < to);
  if (stops.some(({ stoppedAt, reopenedAt }) => covers(stoppedAt, reopenedAt))) return 'STOPPED';
  return pauses.some(({ fromAt, toAt }) => covers(fromAt, toAt)) ? 'PAUSED' : 'RUNNING';
}

/** Counts the stops and reopenings on record, for `TargetChange.turnsBefore`. */
export const turnsMade = (stops: readonly Stop[]): number => turnsOf(stops).length;

/**
 * The targets made up to `asOf`, each at the instant from which it counts: its own, or where the clock stood
 * stopped, the reopening; of several made in one gap the last. Throws RangeError where there is no target.
 */
export function targetsInEffect({ startAt, targets, stops }: ClockHistory, asOf: Instant): TargetChange[] {
  const [first, ...changes] = targets;
  if (!first) throw new RangeError('A clock needs a target.');
  const turns = turnsOf(stops);
  const inEffect = [{ ...first, at: startAt }];
  let passed = 0;
  let pendingOn = -1;
  for (const change of changes) {
    if (change.at > asOf) break;
    while (passed < turns.length && turns[passed]! < change.at) passed += 1;
    const before = change.turnsBefore ?? passed;
    if (before % 2 === 0) {
      inEffect.push({ ...change, at: Math.max(change.at, startAt) });
      continue;
    }
    const reopenedAt = turns[before];
    if (reopenedAt === undefined || reopenedAt > asOf) continue;
    if (pendingOn === before) inEffect.pop();
    inEffect.push({ ...change, at: reopenedAt });
    pendingOn = before;
  }
  return inEffect;
}

/** Stop, reopening, stop …: at an odd count the clock stands stopped. */
const turnsOf = (stops: readonly Stop[]): Instant[] =>
  stops.flatMap(({ stoppedAt, reopenedAt }) => (reopenedAt === null ? [stoppedAt] : [stoppedAt, reopenedAt]));
