import {
  addWorkingMillis,
  isProvisionalBetween,
  nextWorkingInstant,
  workingMillisBetween,
  type Instant,
  type WorkingCalendar,
} from '@steward/calendar';
import {
  clockSegments,
  clockStateAt,
  targetsInEffect,
  type ClockHistory,
  type ClockSegment,
  type TargetChange,
} from './clock-history';
import type { SlaTarget } from './sla-terms';

/** What a clock shows at an instant. D1. */
export type ClockReading = {
  readonly verdict: 'MET' | 'BREACHED' | 'OPEN';
  /** The stop if MET, the breach instant if BREACHED, the instant of the reading if OPEN. D3. */
  readonly decidedAt: Instant;
  /** Whole seconds, each stretch counted by the clock that ran in it. */
  readonly elapsedSeconds: number;
  /** BREACHED: the target that was breached, and `elapsedSeconds` is of the clock that breached it. */
  readonly targetSeconds: number;
  readonly state: ClockSegment['kind'];
  /** While RUNNING: when the target is used up if nothing else happens, or was. The end of a slot counts. */
  readonly dueAt: Instant | null;
  /** From when on the clock read more than its target; null where it never did. */
  readonly breachAt: Instant | null;
  /** A year whose days off are not known took part in a figure. Import rule 9. */
  readonly isProvisional: boolean;
};

/**
 * Reads a clock as of an instant; facts after it are ignored. A milestone is MET where the clock reads no
 * more than its target at the stop, the due instant included, to the millisecond. A breach once made stands:
 * no later change of target, restart, pause or stop undoes it. Throws RangeError where there is no target.
 * Clauses 2.2.1a and 2.2.1b, D1, S5, S7, S8, S10, import rules 3, 5, 6 and 8.
 */
export function readClock(history: ClockHistory, calendar: WorkingCalendar, asOf: Instant): ClockReading {
  const { run, breach } = replay(history, calendar, asOf);
  const state = clockStateAt(history, asOf);
  const due = state === 'RUNNING' ? upcoming(run, breach, calendar, Math.max(asOf, history.startAt)) : null;
  const facts = {
    state,
    dueAt: due?.dueAt ?? null,
    breachAt: breach?.at ?? null,
    isProvisional: run.isProvisional || (due?.isProvisional ?? false),
  };
  if (breach) {
    const elapsedSeconds = wholeSeconds(breach.usedMillis ?? run.usedMillis);
    const targetSeconds = breach.target.durationSeconds;
    return { verdict: 'BREACHED', decidedAt: breach.at, elapsedSeconds, targetSeconds, ...facts };
  }
  const elapsed = {
    elapsedSeconds: wholeSeconds(run.usedMillis),
    targetSeconds: run.target.durationSeconds,
  };
  if (state !== 'STOPPED') return { verdict: 'OPEN', decidedAt: asOf, ...elapsed, ...facts };
  return { verdict: 'MET', decidedAt: lastStop(history, asOf), ...elapsed, ...facts };
}

/** What a running clock comes to if nothing more happens. D1. */
export type Forecast = {
  /** When the clock that runs now began: at the report, or where a change of target began it again. */
  readonly startedAt: Instant;
  /**
   * From when on it reads more than its target, or since when. A stop at exactly this instant still meets the
   * target, so that a timer must look after it, not at it. Import rule 8.
   */
  readonly breachAt: Instant;
  /** When so many per cent of the target are used; where they were before, the last fact. As asked for. */
  readonly marks: readonly { readonly percent: number; readonly at: Instant }[];
};

/**
 * Looks ahead from the last fact; null while the clock is paused or stopped. `percents` are whole per cents
 * of the target, above 100 too. D1: warnings at 50, 75 and 90 %, a breach repeated at 150 and 200 %.
 */
export function forecast(
  history: ClockHistory,
  calendar: WorkingCalendar,
  percents: readonly number[],
): Forecast | null {
  const { startAt, targets, pauses, stops } = history;
  const lastFactAt = Math.max(
    startAt,
    ...targets.map(({ at }) => at),
    ...pauses.map(({ fromAt, toAt }) => toAt ?? fromAt),
    ...stops.map(({ stoppedAt, reopenedAt }) => reopenedAt ?? stoppedAt),
  );
  if (clockStateAt(history, lastFactAt) !== 'RUNNING') return null;
  const { run, breach } = replay(history, calendar, lastFactAt);
  const usedUp = (percent: number): Instant => {
    const left = run.target.durationSeconds * 10 * percent - run.usedMillis;
    return left > 0 ? dueAfter(run.target, calendar, lastFactAt, left).dueAt : lastFactAt;
  };
  return {
    startedAt: run.startedAt,
    breachAt: breach?.at ?? firstRunning(run.target, calendar, usedUp(100)),
    marks: percents.map((percent) => ({ percent, at: usedUp(percent) })),
  };
}

type Breach = {
  readonly at: Instant;
  readonly dueAt: Instant;
  readonly target: SlaTarget;
  /** What the clock had used when it was begun again; null: it is the clock that still runs. */
  readonly usedMillis: number | null;
};

/** The clock in the middle of its history. */
type Run = {
  target: SlaTarget;
  startedAt: Instant;
  usedMillis: number;
  /** When the target was used up without being exceeded. */
  reachedAt: Instant | null;
  isProvisional: boolean;
};
type Replay = { readonly run: Run; readonly breach: Breach | null };

/** A target that counts from the start runs the history anew; what was breached until it came stands. S10. */
function replay(history: ClockHistory, calendar: WorkingCalendar, asOf: Instant): Replay {
  const { startAt, targets } = history;
  const index = targets.findLastIndex(
    ({ at, isRetroactive }, i) => i > 0 && isRetroactive === true && at <= asOf,
  );
  const anew = targets[index];
  if (!anew) return walk(history, calendar, asOf);

  const before = replay({ ...history, targets: targets.slice(0, index) }, calendar, anew.at);
  const since = walk(
    { ...history, targets: [{ ...anew, at: startAt }, ...targets.slice(index + 1)] },
    calendar,
    asOf,
  );
  if (!before.breach || (since.breach && since.breach.at <= before.breach.at)) return since;
  const isProvisional = since.run.isProvisional || before.run.isProvisional;
  const usedMillis = before.breach.usedMillis ?? before.run.usedMillis;
  return { run: { ...since.run, isProvisional }, breach: { ...before.breach, usedMillis } };
}

function walk(history: ClockHistory, calendar: WorkingCalendar, asOf: Instant): Replay {
  const targets = targetsInEffect(history, asOf);
  const stretches = clockSegments(history, asOf).filter(({ kind }) => kind === 'RUNNING');
  const { target } = targets[0]!;
  const begun = { target, startedAt: history.startAt, usedMillis: 0 };
  const run: Run = { ...begun, reachedAt: null, isProvisional: false };
  let breach: Breach | null = null;
  let next = 0;
  for (const [index, change] of targets.entries()) {
    if (index > 0) breach = changeTarget(run, breach, change);
    const until = targets[index + 1]?.at ?? Infinity;
    for (; next < stretches.length && stretches[next]!.from < until; next += 1) {
      const { from, to } = stretches[next]!;
      breach = advance(run, breach, calendar, Math.max(from, change.at), Math.min(to, until));
      if (to > until) break;
    }
  }
  return { run, breach };
}

/** A target that is already exceeded is breached where it comes. Import rule 3. */
function changeTarget(
  run: Run,
  breach: Breach | null,
  { at, target, restarts }: TargetChange,
): Breach | null {
  const kept = breach && restarts ? { ...breach, usedMillis: breach.usedMillis ?? run.usedMillis } : breach;
  run.target = target;
  if (restarts) Object.assign(run, { startedAt: at, usedMillis: 0 });
  const left = millisLeft(run);
  run.reachedAt = left === 0 ? at : null;
  return kept ?? (left < 0 ? { at, dueAt: at, target, usedMillis: null } : null);
}

/** Runs the clock through a stretch without pause, gap or change. */
function advance(
  run: Run,
  breach: Breach | null,
  calendar: WorkingCalendar,
  from: Instant,
  to: Instant,
): Breach | null {
  if (from >= to) return breach;
  const { target } = run;
  const left = millisLeft(run);
  const ran = target.clock === '24x7' ? to - from : workingMillisBetween(calendar, from, to);
  run.usedMillis += ran;
  if (target.clock === 'working') run.isProvisional ||= isProvisionalBetween(calendar, from, to);
  if (breach || ran < left) return breach;

  const dueAt = left > 0 ? dueAfter(target, calendar, from, left).dueAt : (run.reachedAt ?? from);
  run.reachedAt = dueAt;
  if (ran === left) return null;
  return { at: firstRunning(target, calendar, Math.max(dueAt, from)), dueAt, target, usedMillis: null };
}

function upcoming(run: Run, breach: Breach | null, calendar: WorkingCalendar, from: Instant): Due {
  if (breach) return { dueAt: breach.dueAt, isProvisional: false };
  const left = millisLeft(run);
  if (left > 0) return dueAfter(run.target, calendar, from, left);
  return { dueAt: run.reachedAt ?? from, isProvisional: false };
}

type Due = { readonly dueAt: Instant; readonly isProvisional: boolean };

const dueAfter = ({ clock }: SlaTarget, calendar: WorkingCalendar, from: Instant, millis: number): Due =>
  clock === '24x7'
    ? { dueAt: from + millis, isProvisional: false }
    : addWorkingMillis(calendar, from, millis);

/** Where a clock that has used up its target begins to read more than it. */
const firstRunning = ({ clock }: SlaTarget, calendar: WorkingCalendar, from: Instant): Instant =>
  clock === '24x7' ? from : nextWorkingInstant(calendar, from);

const millisLeft = ({ target, usedMillis }: Run): number => target.durationSeconds * 1000 - usedMillis;
const wholeSeconds = (millis: number): number => Math.floor(millis / 1000);

function lastStop({ startAt, stops }: ClockHistory, asOf: Instant): Instant {
  const stop = stops.findLast(({ stoppedAt }) => stoppedAt <= asOf);
  return Math.max(stop?.stoppedAt ?? startAt, startAt);
}
