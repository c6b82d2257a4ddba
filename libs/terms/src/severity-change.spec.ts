import { workingCalendar, type Instant } from '@steward/calendar';
import {
  forecast,
  readClock,
  turnsMade,
  type ClockHistory,
  type SlaTarget,
  type TargetChange,
} from './index';

const slots = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const;
const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots });

/** On Monday 2026-11-02 in Beijing. */
const at = (time: string): Instant => Date.parse(`2026-11-02T${time}+08:00`);
const hours = (count: number, clock: SlaTarget['clock'] = '24x7'): SlaTarget => ({
  durationSeconds: count * 3600,
  clock,
});
const changed = (time: string, target: SlaTarget, more: Partial<TargetChange> = {}): TargetChange => ({
  ...{ at: at(time), target, restarts: false },
  ...more,
});
const clock = (start: string, first: SlaTarget, more: Partial<ClockHistory> = {}): ClockHistory => ({
  ...{ startAt: at(start), pauses: [], stops: [] },
  ...more,
  targets: [changed(start, first), ...(more.targets ?? [])],
});
const stop = (time: string, reopened: string | null = null) => ({
  ...{ stoppedAt: at(time), reopenedAt: reopened === null ? null : at(reopened) },
});
const restarts = { restarts: true };
const breachInstant = (history: ClockHistory, calendar: typeof cn) =>
  forecast(history, calendar, [])?.breachAt ?? null;
const read = (history: ClockHistory, time: string) => readClock(history, cn, at(time));

describe('a change of severity by the customer', () => {
  it('S10: the on-site clock begins again, from 11:00 two hours are due at 13:00', () => {
    const onSite = clock('08:00', hours(8, 'working'), { targets: [changed('11:00', hours(2), restarts)] });
    expect(read(onSite, '11:00')).toMatchObject({ verdict: 'OPEN', dueAt: at('13:00'), elapsedSeconds: 0 });
    expect(breachInstant(onSite, cn)).toBe(at('13:00'));
  });

  it('S10: the closure clock keeps what the old clock counted and goes on by the new one', () => {
    // 09:00 to 11:00 are two working hours; 70 hours around the clock are left from 11:00.
    const closure = clock('08:00', hours(40, 'working'), { targets: [changed('11:00', hours(72))] });
    expect(read(closure, '11:00')).toMatchObject({
      ...{
        elapsedSeconds: 2 * 3600,
        targetSeconds: 72 * 3600,
        dueAt: Date.parse('2026-11-05T09:00:00+08:00'),
      },
    });
  });

  it('import rule 3: a stricter target already exceeded is breached at the change', () => {
    const closure = clock('00:00', hours(72), { targets: [changed('10:00', hours(9))] });
    expect(read(closure, '10:00')).toMatchObject({
      verdict: 'BREACHED',
      decidedAt: at('10:00'),
      dueAt: at('10:00'),
    });
  });

  it('import rule 3: a stricter target used up to the second is not exceeded until the clock runs on', () => {
    const closure = clock('00:00', hours(72), { targets: [changed('10:00', hours(10))] });
    expect(read(closure, '10:00')).toMatchObject({ verdict: 'OPEN', dueAt: at('10:00') });
    expect(read(closure, '10:01')).toMatchObject({ verdict: 'BREACHED', breachAt: at('10:00') });
    expect(read({ ...closure, stops: [stop('10:00')] }, '12:00').verdict).toBe('MET');
  });

  it('import rule 3: it is breached at the change also while paused', () => {
    const closure = clock('00:00', hours(72), {
      targets: [changed('10:00', hours(4))],
      pauses: [{ reason: 'WAITING_CUSTOMER', fromAt: at('05:00'), toAt: null }],
    });
    expect(read(closure, '11:00')).toMatchObject({
      verdict: 'BREACHED',
      decidedAt: at('10:00'),
      state: 'PAUSED',
    });
  });

  it('import rule 3: while resolved it takes effect at the reopening, the last of several', () => {
    const targets = [changed('06:00', hours(1)), changed('07:00', hours(4))];
    const resolved = clock('00:00', hours(72), { targets, stops: [stop('05:00')] });
    expect(read(resolved, '09:00')).toMatchObject({ verdict: 'MET', targetSeconds: 72 * 3600 });

    const reopened = { ...resolved, stops: [stop('05:00', '08:00')] };
    expect(read(reopened, '09:00')).toMatchObject({
      ...{ verdict: 'BREACHED', decidedAt: at('08:00'), targetSeconds: 4 * 3600 },
    });
  });

  it('import rule 3: at one instant the change comes before the stop', () => {
    const both = clock('00:00', hours(72), { targets: [changed('05:00', hours(4))], stops: [stop('05:00')] });
    expect(read(both, '09:00')).toMatchObject({ verdict: 'BREACHED', decidedAt: at('05:00') });
    const onSite = clock('00:00', hours(8), {
      targets: [changed('05:00', hours(4), restarts)],
      stops: [stop('05:00')],
    });
    expect(read(onSite, '09:00')).toMatchObject({
      verdict: 'MET',
      elapsedSeconds: 0,
      targetSeconds: 4 * 3600,
    });
  });

  it('import rule 3: recorded after the stop of the same minute it waits for the reopening', () => {
    const stops = [stop('05:00')];
    const after = clock('00:00', hours(72), {
      targets: [changed('05:00', hours(4), { turnsBefore: turnsMade(stops) })],
      stops,
    });
    expect(read(after, '09:00')).toMatchObject({ verdict: 'MET', targetSeconds: 72 * 3600 });
    expect(read({ ...after, stops: [stop('05:00', '08:00')] }, '09:00')).toMatchObject({
      ...{ verdict: 'BREACHED', decidedAt: at('08:00') },
    });
  });

  it('import rule 3: after the reopening of the same minute it does not replace the one before', () => {
    const stops = [stop('05:00', '08:00')];
    const strict = changed('06:00', hours(4));
    const loose = changed('08:00', hours(72), { turnsBefore: turnsMade(stops) });
    const history = clock('00:00', hours(72), { targets: [strict, loose], stops });
    expect(read(history, '09:00')).toMatchObject({ verdict: 'BREACHED', decidedAt: at('08:00') });
    const inOneRow = { ...loose, turnsBefore: 1 };
    expect(read({ ...history, targets: [...history.targets.slice(0, 2), inOneRow] }, '09:00').verdict).toBe(
      'OPEN',
    );
  });
});

describe('a breach once made', () => {
  it('S10: stands when the target is loosened', () => {
    const closure = clock('00:00', hours(4), {
      targets: [changed('05:00', hours(72))],
      stops: [stop('06:00')],
    });
    expect(read(closure, '09:00')).toMatchObject({
      ...{ verdict: 'BREACHED', decidedAt: at('04:00'), elapsedSeconds: 6 * 3600, targetSeconds: 4 * 3600 },
    });
  });

  it('S10: stands when the on-site clock begins again', () => {
    const onSite = clock('00:00', hours(4), {
      targets: [changed('05:00', hours(8), restarts), changed('06:00', hours(8), restarts)],
      stops: [stop('06:30')],
    });
    expect(read(onSite, '09:00')).toMatchObject({
      ...{ verdict: 'BREACHED', decidedAt: at('04:00'), elapsedSeconds: 5 * 3600, targetSeconds: 4 * 3600 },
    });
  });

  it('S10: is not made by a clock that begins again exactly when due', () => {
    const onSite = clock('00:00', hours(4), {
      targets: [changed('04:00', hours(2), restarts)],
      stops: [stop('06:00')],
    });
    expect(read(onSite, '09:00')).toMatchObject({ verdict: 'MET', elapsedSeconds: 2 * 3600 });
  });
});

describe('a severity that the vendor had misclassified', () => {
  const found = { isRetroactive: true };

  it('S10: the on-site clock reads as if it had been right from 08:00: due at 10:00, breached then', () => {
    const onSite = clock('08:00', hours(8, 'working'), { targets: [changed('11:00', hours(2), found)] });
    expect(read(onSite, '10:59').verdict).toBe('OPEN');
    expect(read(onSite, '11:00')).toMatchObject({
      verdict: 'BREACHED',
      decidedAt: at('10:00'),
      dueAt: at('10:00'),
    });
    expect(breachInstant(onSite, cn)).toBe(at('10:00'));
  });

  it('S10: the closure clock counts from 08:00 by the new clock', () => {
    const closure = clock('08:00', hours(40, 'working'), { targets: [changed('11:00', hours(72), found)] });
    expect(read(closure, '11:00')).toMatchObject({
      ...{ elapsedSeconds: 3 * 3600, dueAt: Date.parse('2026-11-05T08:00:00+08:00') },
    });
  });

  it('S10: a breach made before it was found stands, and later changes follow', () => {
    const closure = clock('00:00', hours(4), {
      targets: [changed('05:00', hours(72), found), changed('06:00', hours(80))],
    });
    expect(read(closure, '05:00')).toMatchObject({
      ...{ verdict: 'BREACHED', decidedAt: at('04:00'), elapsedSeconds: 5 * 3600, targetSeconds: 4 * 3600 },
    });
    const inTime = { ...closure, targets: [changed('00:00', hours(6)), ...closure.targets.slice(1)] };
    expect(read(inTime, '07:00')).toMatchObject({
      verdict: 'OPEN',
      elapsedSeconds: 7 * 3600,
      targetSeconds: 80 * 3600,
    });
  });
});

describe('the instant at which a timer is due', () => {
  const paused = (fromAt: Instant, toAt: Instant | null) => ({
    pauses: [{ reason: 'WAITING_CUSTOMER', fromAt, toAt }],
  });

  it('is the breach instant: the due instant, or the next slot’s start', () => {
    expect(breachInstant(clock('09:00', hours(2)), cn)).toBe(at('11:00'));
    expect(breachInstant(clock('09:00', hours(2, 'working')), cn)).toBe(at('11:00'));
    expect(breachInstant(clock('09:00', hours(3, 'working')), cn)).toBe(at('13:00'));
  });

  it('is none while the clock is paused or stopped', () => {
    expect(breachInstant(clock('09:00', hours(2), paused(at('10:00'), null)), cn)).toBeNull();
    expect(breachInstant(clock('09:00', hours(2), { stops: [stop('10:00')] }), cn)).toBeNull();
    expect(breachInstant(clock('09:00', hours(2), paused(at('10:00'), at('12:00'))), cn)).toBe(at('13:00'));
    expect(breachInstant(clock('09:00', hours(2), { stops: [stop('10:00', '12:00')] }), cn)).toBe(
      at('13:00'),
    );
  });

  it('is the resume where the clock was paused exactly when due', () => {
    expect(breachInstant(clock('09:00', hours(2), paused(at('11:00'), at('12:30'))), cn)).toBe(at('12:30'));
    expect(breachInstant(clock('09:00', hours(3, 'working'), paused(at('12:00'), at('12:30'))), cn)).toBe(
      at('13:00'),
    );
  });

  it('lies in the past where the target was breached before the last fact', () => {
    expect(breachInstant(clock('09:00', hours(2), paused(at('12:00'), at('12:30'))), cn)).toBe(at('11:00'));
  });
});
