import { workingCalendar, type Instant } from '@steward/calendar';
import fc from 'fast-check';
import { clockSegments, forecast, readClock, turnsMade } from './index';
import type { ClockHistory, SlaTarget } from './index';

const MINUTE = 60_000;
const slots = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const;
const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots });

/** Thursday 2026-10-08 in Beijing; worked are the 8th to the 10th and the 12th to the 14th. */
const ORIGIN = Date.parse('2026-10-08T00:00:00+08:00');
const instant = (minute: number): Instant => ORIGIN + minute * MINUTE;
function isWorking(minute: number): boolean {
  const day = 8 + Math.floor(minute / 1440);
  const hour = Math.floor(minute / 60) % 24;
  return day !== 11 && hour >= 9 && hour < 18 && hour !== 12;
}

/** What happened in order of recording, on whole minutes; several may share a minute. */
type Fact = { readonly minute: number } & (
  | { readonly kind: 'TARGET'; readonly target: SlaTarget; readonly restarts: boolean }
  | { readonly kind: 'PAUSE' | 'RESUME'; readonly reason: string }
  | { readonly kind: 'STOP' | 'REOPEN' }
);

/** Times on the hour and the half meet each other, the ends of slots and the clock's target often. */
const anyTarget: fc.Arbitrary<SlaTarget> = fc.record({
  durationSeconds: fc.oneof(
    fc.integer({ min: 1, max: 900 }).map((minutes) => minutes * 60),
    fc.integer({ min: 1, max: 8 }).map((halfHours) => halfHours * 1800),
  ),
  clock: fc.constantFrom('24x7', 'working'),
});
const anyStep = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 6 }).map((halfHours) => halfHours * 30),
  fc.integer({ min: 0, max: 600 }),
);
const anyFacts = fc
  .array(fc.tuple(anyStep, fc.integer({ min: 0, max: 5 }), anyTarget, fc.boolean()), { maxLength: 12 })
  .map(factsOf);

/** Turns random choices into a history that can have happened. */
function factsOf(
  choices: readonly [step: number, choice: number, target: SlaTarget, restarts: boolean][],
): Fact[] {
  const paused = new Set<string>();
  let isStopped = false;
  let minute = 540;
  return choices.map(([step, choice, target, restarts]): Fact => {
    minute += step;
    if (choice < 2) return { minute, kind: 'TARGET', target, restarts };
    if (choice < 4) {
      const reason = choice === 2 ? 'WAITING_CUSTOMER' : 'FORCE_MAJEURE';
      const kind = paused.has(reason) ? 'RESUME' : 'PAUSE';
      if (kind === 'PAUSE') paused.add(reason);
      else paused.delete(reason);
      return { minute, kind, reason };
    }
    isStopped = !isStopped;
    return { minute, kind: isStopped ? 'STOP' : 'REOPEN' };
  });
}

function historyOf(first: SlaTarget, facts: readonly Fact[]): ClockHistory {
  const targets = [{ at: instant(540), target: first, restarts: false }] as ClockHistory['targets'][number][];
  const pauses: { reason: string; fromAt: Instant; toAt: Instant | null }[] = [];
  const stops: { stoppedAt: Instant; reopenedAt: Instant | null }[] = [];
  for (const fact of facts) {
    const at = instant(fact.minute);
    if (fact.kind === 'TARGET') {
      const { target, restarts } = fact;
      targets.push({ at, target, restarts, turnsBefore: turnsMade(stops) });
    }
    if (fact.kind === 'PAUSE') pauses.push({ reason: fact.reason, fromAt: at, toAt: null });
    if (fact.kind === 'RESUME') {
      pauses.findLast(({ reason, toAt }) => reason === fact.reason && toAt === null)!.toAt = at;
    }
    if (fact.kind === 'STOP') stops.push({ stoppedAt: at, reopenedAt: null });
    if (fact.kind === 'REOPEN') stops.at(-1)!.reopenedAt = at;
  }
  return { startAt: instant(540), targets, pauses, stops };
}

/** Walks through the history minute by minute: slow, and with nothing in common with the clock under test. */
function walked(first: SlaTarget, facts: readonly Fact[], asOf: number) {
  let target = first;
  let pending: { target: SlaTarget; restarts: boolean } | null = null;
  const paused = new Set<string>();
  let stoppedAt: number | null = null;
  let used = 0;
  let breach: { minute: number; targetSeconds: number; used: number | null } | null = null;

  const apply = (change: { target: SlaTarget; restarts: boolean }, minute: number) => {
    if (change.restarts && breach) breach.used ??= used;
    if (change.restarts) used = 0;
    target = change.target;
    if (used > target.durationSeconds)
      breach ??= { minute, targetSeconds: target.durationSeconds, used: null };
  };
  const record = (fact: Fact) => {
    if (fact.kind === 'PAUSE') paused.add(fact.reason);
    if (fact.kind === 'RESUME') paused.delete(fact.reason);
    if (fact.kind === 'STOP') stoppedAt = fact.minute;
    if (fact.kind === 'REOPEN') {
      stoppedAt = null;
      if (pending) apply(pending, fact.minute);
      pending = null;
    }
    if (fact.kind === 'TARGET') {
      if (stoppedAt === null) apply(fact, fact.minute);
      else pending = fact;
    }
  };
  for (let minute = 540; minute <= asOf; minute += 1) {
    facts.filter((fact) => fact.minute === minute).forEach(record);
    const runs = stoppedAt === null && paused.size === 0 && (target.clock === '24x7' || isWorking(minute));
    if (minute === asOf || !runs) continue;
    if (used >= target.durationSeconds)
      breach ??= { minute, targetSeconds: target.durationSeconds, used: null };
    used += 60;
  }
  return {
    verdict: breach ? 'BREACHED' : stoppedAt === null ? 'OPEN' : 'MET',
    decidedAt: instant(breach ? breach.minute : (stoppedAt ?? asOf)),
    elapsedSeconds: breach?.used ?? used,
    targetSeconds: breach ? breach.targetSeconds : target.durationSeconds,
    state: stoppedAt === null ? (paused.size > 0 ? 'PAUSED' : 'RUNNING') : 'STOPPED',
    breachAt: breach ? instant(breach.minute) : null,
    isProvisional: false,
  };
}

const anyAsOf = fc.oneof(
  fc.integer({ min: 540, max: 6 * 1440 }),
  fc.integer({ min: 18, max: 6 * 48 }).map((halfHours) => halfHours * 30),
);

describe('properties of an SLA clock', () => {
  it('agrees with a walk minute by minute, whatever was changed, paused, stopped and reopened', () => {
    fc.assert(
      fc.property(anyTarget, anyFacts, anyAsOf, (first, facts, asOf) => {
        const { dueAt, ...reading } = readClock(historyOf(first, facts), cn, instant(asOf));
        expect(reading).toEqual(walked(first, facts, asOf));
        expect(dueAt !== null).toBe(reading.state === 'RUNNING');
      }),
      { numRuns: 2000 },
    );
  });

  it('D1: running, paused and gaps make up the wall time, without a hole', () => {
    fc.assert(
      fc.property(anyTarget, anyFacts, anyAsOf, (first, facts, asOf) => {
        const segments = clockSegments(historyOf(first, facts), instant(asOf));
        let at = instant(540);
        for (const { from, to } of segments) {
          expect([from, from < to]).toEqual([at, true]);
          at = to;
        }
        expect(at).toBe(instant(asOf));
      }),
    );
  });

  it('D1: around the clock, what elapsed is what ran', () => {
    const wall = anyTarget.map((target) => ({ ...target, clock: '24x7' as const }));
    const withoutChange = anyFacts.map((facts) => facts.filter(({ kind }) => kind !== 'TARGET'));
    fc.assert(
      fc.property(wall, withoutChange, anyAsOf, (first, facts, asOf) => {
        const history = historyOf(first, facts);
        const total = { RUNNING: 0, PAUSED: 0, STOPPED: 0 };
        for (const { from, to, kind } of clockSegments(history, instant(asOf)))
          total[kind] += (to - from) / 1000;
        expect(readClock(history, cn, instant(asOf)).elapsedSeconds).toBe(total.RUNNING);
        expect(total.RUNNING + total.PAUSED + total.STOPPED).toBe((asOf - 540) * 60);
      }),
    );
  });

  it('S7: the order of pauses does not matter, and overlapping pauses are their union', () => {
    const anyPause = fc
      .tuple(fc.integer({ min: 540, max: 4000 }), fc.integer({ min: 1, max: 600 }))
      .map(([from, minutes]) => ({ reason: 'X', fromAt: instant(from), toAt: instant(from + minutes) }));
    const anyPauses = fc.array(anyPause, { maxLength: 8 });
    fc.assert(
      fc.property(
        anyTarget,
        anyPauses.chain((pauses) =>
          fc.tuple(fc.constant(pauses), fc.shuffledSubarray(pauses, { minLength: pauses.length })),
        ),
        anyAsOf,
        (first, [pauses, shuffled], asOf) => {
          const read = (list: typeof pauses) =>
            readClock({ ...historyOf(first, []), pauses: list }, cn, instant(asOf));
          const covered: typeof pauses = [];
          for (let minute = 540; minute < 4600; minute += 1) {
            const isPaused = pauses.some(
              ({ fromAt, toAt }) => fromAt <= instant(minute) && instant(minute) < toAt,
            );
            if (isPaused) covered.push({ reason: 'Y', fromAt: instant(minute), toAt: instant(minute + 1) });
          }
          expect(read(shuffled)).toEqual(read(pauses));
          expect(read(covered)).toEqual(read(pauses));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('a history kept as JSON and read again gives the same reading', () => {
    fc.assert(
      fc.property(anyTarget, anyFacts, anyAsOf, (first, facts, asOf) => {
        const history = historyOf(first, facts);
        const kept = JSON.parse(JSON.stringify(history)) as ClockHistory;
        expect(readClock(kept, cn, instant(asOf))).toEqual(readClock(history, cn, instant(asOf)));
      }),
    );
  });

  it('a breach never goes away as time and facts go on', () => {
    fc.assert(
      fc.property(anyTarget, anyFacts, anyAsOf, anyAsOf, (first, facts, ...asOf) => {
        const history = historyOf(first, facts);
        const [early, late] = asOf
          .sort((a, b) => a - b)
          .map((minute) => readClock(history, cn, instant(minute)));
        if (early!.verdict === 'BREACHED') expect(late).toMatchObject({ breachAt: early!.breachAt });
      }),
    );
  });

  it('import rule 8: at the timer’s instant the target is kept, a millisecond later it is breached', () => {
    fc.assert(
      fc.property(anyTarget, anyFacts, (first, facts) => {
        const history = historyOf(first, facts);
        const at = forecast(history, cn, [])?.breachAt ?? null;
        if (at === null) return;
        expect(readClock(history, cn, Math.max(at, instant(6 * 1440)) + 1)).toMatchObject({ breachAt: at });
        const lastFact = Math.max(instant(540), ...facts.map(({ minute }) => instant(minute)));
        if (at > lastFact) {
          expect(readClock(history, cn, at).verdict).toBe('OPEN');
          expect(readClock(history, cn, at + 1)).toMatchObject({ verdict: 'BREACHED', breachAt: at });
        }
      }),
    );
  });
});
