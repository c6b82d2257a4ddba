import { workingCalendar, type Instant } from '@steward/calendar';
import { forecast, type ClockHistory, type SlaTarget } from './index';

const slots = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const;
const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots });
const PERCENTS = [50, 75, 90, 150, 200];

/** On Monday 2026-11-02 in Beijing, and the days after. */
const at = (time: string, day = 2): Instant => Date.parse(`2026-11-0${day}T${time}+08:00`);
const hours = (count: number, clock: SlaTarget['clock'] = '24x7'): SlaTarget => ({
  ...{ durationSeconds: count * 3600, clock },
});
const begun = (target: SlaTarget, rest: Partial<ClockHistory> = {}): ClockHistory => ({
  ...{ startAt: at('10:00'), pauses: [], stops: [] },
  ...rest,
  targets: [{ at: at('10:00'), target, restarts: false }, ...(rest.targets ?? [])],
});
const marksOf = (history: ClockHistory) =>
  forecast(history, cn, PERCENTS)?.marks.map(({ at: instant }) => instant);

it('D1: two hours from 10:00 warn at 11:00, 11:30 and 11:48 and repeat the breach at 13:00 and 14:00', () => {
  expect(forecast(begun(hours(2)), cn, PERCENTS)).toEqual({
    ...{ startedAt: at('10:00'), breachAt: at('12:00') },
    marks: [
      { percent: 50, at: at('11:00') },
      { percent: 75, at: at('11:30') },
      { percent: 90, at: at('11:48') },
      { percent: 150, at: at('13:00') },
      { percent: 200, at: at('14:00') },
    ],
  });
});

it('D1: 75 % of 72 hours are 54 hours', () => {
  expect(forecast(begun(hours(72)), cn, [75])?.marks[0]!.at).toBe(at('10:00') + 54 * 3_600_000);
});

it('S5: what is left after a pause is counted in working time', () => {
  // Five of eight working hours are used at 16:00; three are left from 11:00 the next day.
  const pauses = [{ reason: 'WAITING_CUSTOMER', fromAt: at('16:00'), toAt: at('11:00', 3) }];
  const history = begun(hours(8, 'working'), { pauses });
  expect(marksOf(history)).toEqual([
    at('11:00', 3), // 4 h: before the pause; known at the last fact
    at('12:00', 3), // a slot's end
    at('14:12', 3),
    at('10:00', 4),
    at('15:00', 4),
  ]);
});

it('S8: a reopened clock goes on where it stood', () => {
  const stops = [{ stoppedAt: at('11:36'), reopenedAt: at('18:00') }];
  expect(marksOf(begun(hours(2), { stops }))?.slice(2)).toEqual([at('18:12'), at('19:24'), at('20:24')]);
});

it('S10: a clock that the customer begins again has its marks from there', () => {
  const targets = [{ at: at('12:00'), target: hours(1), restarts: true }];
  expect(forecast(begun(hours(8), { targets }), cn, [50])).toEqual({
    ...{ startedAt: at('12:00'), breachAt: at('13:00'), marks: [{ percent: 50, at: at('12:30') }] },
  });
});

it('S10: a change to a target that is exceeded passes its marks where it comes', () => {
  const targets = [{ at: at('16:00'), target: hours(5), restarts: false }];
  const seen = forecast(begun(hours(72), { targets }), cn, [50, 150]);
  expect(seen).toMatchObject({ breachAt: at('16:00') });
  expect(seen?.marks.map(({ at: instant }) => instant)).toEqual([at('16:00'), at('17:30')]);
});

it.each<[string, Partial<ClockHistory>]>([
  ['is paused', { pauses: [{ reason: 'FORCE_MAJEURE', fromAt: at('11:00'), toAt: null }] }],
  ['is stopped', { stops: [{ stoppedAt: at('11:00'), reopenedAt: null }] }],
])('a clock that %s comes to nothing', (_, rest) => {
  expect(forecast(begun(hours(2), rest), cn, PERCENTS)).toBeNull();
});
