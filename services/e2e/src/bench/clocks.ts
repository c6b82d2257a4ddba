import { workingCalendar } from '@steward/calendar';
import { readClock, type ClockHistory } from '@steward/terms';
import { readClockByWalking, type WalkedClock } from '../walked-clock';
import { perSecond, sideBySide, type Benchmark } from './figure';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Shanghai keeps no summer time; the walk goes by its wall clock. */
const OFFSET = 8 * HOUR;
const SLOTS = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const;
const calendar = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots: SLOTS });
const TARGET = { durationSeconds: 16 * 3600, clock: 'working' as const };

/** Reported at every third hour of 2026, paused twice, resolved, reopened and resolved again. */
const CLOCKS = Array.from({ length: 2900 }, (_, n) => {
  const at = (hours: number) => Date.UTC(2026, 0, 1) - OFFSET + (3 * n + hours) * HOUR;
  return {
    reportedAt: at(0),
    pauses: [
      [at(4), at(9)],
      [at(26), at(30)],
    ] as const,
    stops: [
      [at(50), at(55)],
      [at(70), null],
    ] as const,
  };
});
type Clock = (typeof CLOCKS)[number];
const NEVER = Number.MAX_SAFE_INTEGER;

const histories = CLOCKS.map(({ reportedAt, pauses, stops }): ClockHistory => ({
  startAt: reportedAt,
  targets: [{ at: reportedAt, target: TARGET, restarts: false }],
  pauses: pauses.map(([fromAt, toAt]) => ({ reason: 'WAITING_CUSTOMER', fromAt, toAt })),
  stops: stops.map(([stoppedAt, reopenedAt]) => ({ stoppedAt, reopenedAt })),
}));
const walks = CLOCKS.map(({ reportedAt, pauses, stops }: Clock): WalkedClock => {
  const minute = (at: number) => (at + OFFSET) / MINUTE;
  const turns = (spans: readonly (readonly [number, number | null])[], runs: 'paused' | 'stopped') =>
    spans.flatMap(([from, to]) => [
      { at: minute(from), runs },
      ...(to === null ? [] : [{ at: minute(to), runs: 'running' as const }]),
    ]);
  const start = { at: minute(reportedAt), target: { minutes: 16 * 60, clock: 'working' as const } };
  const steps = [...turns(pauses, 'paused'), ...turns(stops, 'stopped')].sort((a, b) => a.at - b.at);
  return { startAt: start.at, steps: [start, ...steps] };
});

/** What a clock comes to; `decidedAt` of both sides is the same instant. */
const read = (n: number): number => readClock(histories[n]!, calendar, NEVER).decidedAt;
const walked = (n: number): number =>
  readClockByWalking(walks[n]!, SLOTS, Infinity).decidedAt * MINUTE - OFFSET;

/** How many histories a second are read to their verdict. D1. */
export const clocks: Benchmark = async () => {
  const differs = CLOCKS.findIndex((_, n) => read(n) !== walked(n));
  if (differs >= 0) throw new Error(`The two disagree on the clock of ${CLOCKS[differs]!.reportedAt}.`);
  const found = await sideBySide(
    () => perSecond(20 * CLOCKS.length, () => sum(read, 20)),
    () => perSecond(CLOCKS.length, () => sum(walked, 1)),
  );
  return [
    {
      ...{ what: 'SLA clocks read (16 working hours, two pauses, a reopening)', ...found },
      against: 'a minute walk on chinese-days',
    },
  ];
};

/** Uses every result, so that none is left out. */
function sum(decidedAt: (n: number) => number, times: number): number {
  let total = 0;
  for (let round = 0; round < times; round += 1)
    for (let n = 0; n < CLOCKS.length; n += 1) total += decidedAt(n);
  return total;
}
