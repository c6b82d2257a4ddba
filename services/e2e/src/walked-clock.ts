import { isWorkday } from 'chinese-days';

export type Target = { readonly minutes: number; readonly clock: '24x7' | 'working' };
/** What changes at a minute; what is not named stays as it is. Steps at one minute count in their order. */
export type Step = {
  readonly at: number;
  readonly target?: Target;
  readonly restarts?: boolean;
  readonly runs?: 'running' | 'paused' | 'stopped';
};
export type WalkedClock = { readonly startAt: number; readonly steps: Step[] };

const DAY = 24 * 60;
const workdays = new Map<number, boolean>();

/** Whether the minute that begins at `minute` is worked, by the package's own calendar. */
function isWorked(minute: number, slots: readonly (readonly [number, number])[]): boolean {
  const day = Math.floor(minute / DAY);
  let worked = workdays.get(day);
  if (worked === undefined) {
    worked = isWorkday(new Date(day * DAY * 60_000).toISOString().slice(0, 10));
    workdays.set(day, worked);
  }
  const time = minute - day * DAY;
  return worked && slots.some(([from, to]) => from <= time && time < to);
}

const minuteOfDay = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/**
 * Reads a clock by walking from minute to minute: in each, what has changed, then whether it counts. It is
 * breached in the first minute that it counts beyond its target, or at the change that makes the target too
 * short.
 */
export function readClockByWalking(
  { startAt, steps }: WalkedClock,
  slots: readonly (readonly [string, string])[],
  asOf: number,
): { verdict: 'met' | 'breached' | 'open'; decidedAt: number } {
  const worked = slots.map(([from, to]) => [minuteOfDay(from), minuteOfDay(to)] as const);
  let target = steps[0]!.target!;
  let runs: NonNullable<Step['runs']> = 'running';
  let used = 0;
  let stoppedAt = startAt;
  let next = 0;
  for (let minute = startAt; ; minute += 1) {
    for (; next < steps.length && steps[next]!.at === minute; next += 1) {
      const step = steps[next]!;
      if (step.restarts) used = 0;
      target = step.target ?? target;
      if (step.runs === 'stopped' && runs !== 'stopped') stoppedAt = minute;
      runs = step.runs ?? runs;
      if (used > target.minutes) return { verdict: 'breached', decidedAt: minute };
    }
    if (runs === 'stopped' && next === steps.length) return { verdict: 'met', decidedAt: stoppedAt };
    if (minute === asOf) return { verdict: 'open', decidedAt: asOf };
    const counts = runs === 'running' && (target.clock === '24x7' || isWorked(minute, worked));
    if (counts && used === target.minutes) return { verdict: 'breached', decidedAt: minute };
    if (counts) used += 1;
  }
}
