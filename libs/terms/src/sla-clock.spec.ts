import { workingCalendar, type Instant } from '@steward/calendar';
import { clockSegments, readClock, type ClockHistory, type SlaTarget, type TargetChange } from './index';

const slots = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const;
const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots });

/** Beijing time, as `2026-10-01 23:10` or with seconds. */
const at = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}+08:00`);
const target = (hours: number, clock: SlaTarget['clock']): SlaTarget => ({
  durationSeconds: hours * 3600,
  clock,
});
const begin = (startAt: Instant, first: SlaTarget, rest: Partial<ClockHistory> = {}): ClockHistory => ({
  startAt,
  pauses: [],
  stops: [],
  ...rest,
  targets: [{ at: startAt, target: first, restarts: false }, ...(rest.targets ?? [])],
});
const stopped = (text: string, reopened: string | null = null) => ({
  stoppedAt: at(text),
  reopenedAt: reopened === null ? null : at(reopened),
});
const pause = (from: string, to: string | null, reason = 'WAITING_CUSTOMER') => ({
  reason,
  fromAt: at(from),
  toAt: to === null ? null : at(to),
});
const customer = (
  text: string,
  to: SlaTarget,
  restarts: boolean,
  rest: Partial<TargetChange> = {},
): TargetChange => ({
  ...{ at: at(text), target: to, restarts },
  ...rest,
});

describe('a clock around the clock', () => {
  const l1 = target(2, '24x7');
  const reported = at('2026-10-01 23:10');
  const arriving = (text: string) =>
    readClock(begin(reported, l1, { stops: [stopped(text)] }), cn, at('2026-10-05 00:00'));

  it('S1: a fault reported on a holiday at 23:10 is due on site at 01:10, closed three days later', () => {
    expect(readClock(begin(reported, l1), cn, reported).dueAt).toBe(at('2026-10-02 01:10'));
    expect(readClock(begin(reported, target(72, '24x7')), cn, reported).dueAt).toBe(at('2026-10-04 23:10'));
  });

  it('2.2.1a: arriving exactly two hours after the report is met', () => {
    expect(arriving('2026-10-02 01:10:00')).toEqual({
      verdict: 'MET',
      decidedAt: at('2026-10-02 01:10'),
      elapsedSeconds: 7200,
      targetSeconds: 7200,
      state: 'STOPPED',
      dueAt: null,
      breachAt: null,
      isProvisional: false,
    });
  });

  it('2.2.1a: arriving one second later is a breach by one second, made at the due instant', () => {
    expect(arriving('2026-10-02 01:10:01')).toMatchObject({
      verdict: 'BREACHED',
      decidedAt: at('2026-10-02 01:10'),
      breachAt: at('2026-10-02 01:10'),
      elapsedSeconds: 7201,
    });
  });

  it('2.2.1b: closure is met at 72 hours and breached a second later', () => {
    const closing = (text: string) =>
      readClock(begin(reported, target(72, '24x7'), { stops: [stopped(text)] }), cn, at('2026-10-09 00:00'));
    expect(closing('2026-10-04 23:10:00').verdict).toBe('MET');
    expect(closing('2026-10-04 23:10:01').verdict).toBe('BREACHED');
  });

  it('import rule 8: without a stop it is open up to its due instant and breached after it', () => {
    const asOf = (text: string) => readClock(begin(reported, l1), cn, at(text));
    expect(asOf('2026-10-02 01:10:00')).toMatchObject({ verdict: 'OPEN', decidedAt: at('2026-10-02 01:10') });
    expect(asOf('2026-10-02 01:10:01')).toMatchObject({
      verdict: 'BREACHED',
      decidedAt: at('2026-10-02 01:10'),
    });
  });

  it('import rule 8: facts after the reading are not known yet', () => {
    const later = begin(reported, l1, {
      targets: [customer('2026-10-02 00:30', target(4, '24x7'), true)],
      pauses: [pause('2026-10-02 00:00', '2026-10-02 00:20')],
      stops: [stopped('2026-10-02 00:40')],
    });
    const reading = readClock(later, cn, at('2026-10-01 23:50'));
    expect(reading).toEqual(readClock(begin(reported, l1), cn, at('2026-10-01 23:50')));
    expect(readClock(later, cn, at('2026-10-02 00:10'))).toMatchObject({ state: 'PAUSED', dueAt: null });
  });

  it('has no target, so there is nothing to read', () => {
    expect(() => readClock({ ...begin(reported, l1), targets: [] }, cn, reported)).toThrow(RangeError);
  });
});

describe('a clock in working time', () => {
  const eight = target(8, 'working');
  const monday = at('2026-11-02 10:00');

  it('S2, S3: is due after the holidays and on the made-up Saturday', () => {
    const s2 = begin(at('2026-09-30 17:00'), target(16, 'working'));
    expect(readClock(s2, cn, s2.startAt).dueAt).toBe(at('2026-10-09 17:00'));
    const s3 = begin(at('2026-10-09 17:00'), eight);
    expect(readClock(s3, cn, s3.startAt).dueAt).toBe(at('2026-10-10 17:00'));
  });

  it('S13: the zone is the contract’s, not the site’s in Urumqi', () => {
    const urumqi = begin(Date.parse('2026-11-02T07:00:00+06:00'), target(1, 'working')); // 09:00 in Beijing
    expect(readClock(urumqi, cn, urumqi.startAt).dueAt).toBe(at('2026-11-02 10:00'));
  });

  it('S5: a pause of five working hours moves the due instant by five working hours', () => {
    const paused = begin(monday, eight, { pauses: [pause('2026-11-02 15:00', '2026-11-03 11:00')] });
    expect(readClock(begin(monday, eight), cn, monday).dueAt).toBe(at('2026-11-03 10:00'));
    expect(readClock(paused, cn, at('2026-11-02 20:00'))).toMatchObject({
      state: 'PAUSED',
      elapsedSeconds: 4 * 3600,
    });
    expect(readClock(paused, cn, at('2026-11-03 11:00')).dueAt).toBe(at('2026-11-03 16:00'));
  });

  it('import rule 8: a target that ends with a slot is due then and breached at the next slot', () => {
    const day = begin(at('2026-11-02 09:00'), eight);
    const closing = (text: string) =>
      readClock({ ...day, stops: [stopped(text)] }, cn, at('2026-11-05 00:00'));
    expect(readClock(day, cn, at('2026-11-02 18:00'))).toMatchObject({
      verdict: 'OPEN',
      dueAt: at('2026-11-02 18:00'),
    });
    expect(readClock(day, cn, at('2026-11-02 22:00'))).toMatchObject({
      verdict: 'OPEN',
      dueAt: at('2026-11-02 18:00'),
    });
    expect(closing('2026-11-03 09:00')).toMatchObject({ verdict: 'MET', decidedAt: at('2026-11-03 09:00') });
    expect(closing('2026-11-03 09:01')).toMatchObject({
      verdict: 'BREACHED',
      breachAt: at('2026-11-03 09:00'),
    });
    expect(readClock(day, cn, at('2026-11-03 10:00'))).toMatchObject({
      ...{ verdict: 'BREACHED', breachAt: at('2026-11-03 09:00') },
      ...{ dueAt: at('2026-11-02 18:00'), elapsedSeconds: 9 * 3600 },
    });
  });

  it('import rule 9: a deadline in a year without facts is provisional, a stop before it is not', () => {
    const open = begin(at('2026-12-31 17:00'), eight);
    expect(readClock(open, cn, at('2026-12-31 17:30'))).toMatchObject({
      ...{ dueAt: at('2027-01-01 17:00'), isProvisional: true },
    });
    const met = { ...open, stops: [stopped('2026-12-31 17:30')] };
    expect(readClock(met, cn, at('2027-02-01 00:00'))).toMatchObject({
      verdict: 'MET',
      isProvisional: false,
    });
    const late = { ...open, stops: [stopped('2027-01-01 11:00')] };
    expect(readClock(late, cn, at('2027-02-01 00:00'))).toMatchObject({
      verdict: 'MET',
      isProvisional: true,
    });
    const wall = begin(at('2026-12-31 17:00'), target(48, '24x7'));
    expect(readClock(wall, cn, at('2027-01-01 17:00')).isProvisional).toBe(false);
  });
});

describe('pauses and gaps', () => {
  const start = at('2026-11-02 09:00');
  const hours3 = target(3, '24x7');

  it('S7: overlapping pauses for two reasons count once', () => {
    const history = begin(start, hours3, {
      pauses: [
        pause('2026-11-02 10:00', '2026-11-02 11:00'),
        pause('2026-11-02 10:30', '2026-11-02 11:30', 'FORCE_MAJEURE'),
      ],
    });
    expect(readClock(history, cn, at('2026-11-02 12:00'))).toMatchObject({
      ...{ elapsedSeconds: 90 * 60, dueAt: at('2026-11-02 13:30') },
    });
    const paused = clockSegments(history, at('2026-11-02 12:00')).filter(({ kind }) => kind === 'PAUSED');
    expect(paused).toEqual([{ from: at('2026-11-02 10:00'), to: at('2026-11-02 11:30'), kind: 'PAUSED' }]);
  });

  it('import rule 8: a clock that is paused exactly when due is breached at the resume', () => {
    const history = begin(start, hours3, { pauses: [pause('2026-11-02 12:00', '2026-11-02 15:00')] });
    expect(readClock(history, cn, at('2026-11-02 14:00'))).toMatchObject({
      verdict: 'OPEN',
      state: 'PAUSED',
    });
    expect(readClock(history, cn, at('2026-11-02 15:00'))).toMatchObject({
      verdict: 'OPEN',
      dueAt: at('2026-11-02 12:00'),
    });
    expect(readClock(history, cn, at('2026-11-02 15:01'))).toMatchObject({
      ...{ verdict: 'BREACHED', breachAt: at('2026-11-02 15:00'), elapsedSeconds: 3 * 3600 + 60 },
    });
  });

  it('import rule 8: paused at the end of target and slot, it is breached in the slot after it', () => {
    const history = begin(at('2026-11-02 15:00'), target(3, 'working'), {
      pauses: [pause('2026-11-02 18:00', '2026-11-03 12:30')],
    });
    expect(readClock(history, cn, at('2026-11-03 13:00')).verdict).toBe('OPEN');
    expect(readClock(history, cn, at('2026-11-03 13:01'))).toMatchObject({
      breachAt: at('2026-11-03 13:00'),
    });
  });

  it('S8: reopened after 24 hours the clock goes on at 70 hours; three more are one too many', () => {
    const history = begin(at('2026-11-02 00:00'), target(72, '24x7'), {
      stops: [stopped('2026-11-04 22:00', '2026-11-05 22:00'), stopped('2026-11-06 01:00')],
    });
    expect(readClock(history, cn, at('2026-11-05 00:00'))).toMatchObject({
      verdict: 'MET',
      decidedAt: at('2026-11-04 22:00'),
    });
    expect(readClock(history, cn, at('2026-11-05 22:00'))).toMatchObject({
      ...{ verdict: 'OPEN', state: 'RUNNING', dueAt: at('2026-11-06 00:00') },
    });
    expect(readClock(history, cn, at('2026-11-09 00:00'))).toMatchObject({
      ...{
        verdict: 'BREACHED',
        elapsedSeconds: 73 * 3600,
        breachAt: at('2026-11-06 00:00'),
        state: 'STOPPED',
      },
    });
  });

  it('import rule 6: however long the gap is, it is excluded', () => {
    const history = begin(at('2026-11-02 00:00'), target(72, '24x7'), {
      stops: [stopped('2026-11-02 01:00', '2026-11-20 00:00'), stopped('2026-11-22 23:00')],
    });
    expect(readClock(history, cn, at('2026-12-01 00:00'))).toMatchObject({
      verdict: 'MET',
      elapsedSeconds: 72 * 3600,
    });
  });

  it('import rule 5: a pause that began before the stop goes on after the reopening', () => {
    const history = begin(start, hours3, {
      pauses: [pause('2026-11-02 10:00', '2026-11-02 14:00')],
      stops: [stopped('2026-11-02 11:00', '2026-11-02 13:00')],
    });
    const reading = readClock(history, cn, at('2026-11-02 13:30'));
    expect(reading).toMatchObject({ state: 'PAUSED', elapsedSeconds: 3600 });
    expect(clockSegments(history, at('2026-11-02 15:00')).map(({ kind }) => kind)).toEqual([
      ...['RUNNING', 'PAUSED', 'STOPPED', 'PAUSED', 'RUNNING'],
    ]);
  });

  it('a stop before the report met the target at the report', () => {
    const history = begin(start, hours3, { stops: [stopped('2026-11-02 08:00')] });
    expect(readClock(history, cn, at('2026-11-03 00:00'))).toMatchObject({
      ...{ verdict: 'MET', decidedAt: start, elapsedSeconds: 0 },
    });
  });
});
