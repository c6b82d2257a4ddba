import { workingCalendar, type Instant, type Span } from '@steward/calendar';
import { isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { deadlineAfter } from './index';

const HOUR = 3600;
const slots = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const;
const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots });

/** Beijing time, as `2026-10-01 23:10` or with seconds. */
const at = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}+08:00`);
const pause = (from: string, to: string | null): Span => ({
  from: at(from),
  to: to === null ? Infinity : at(to),
});
const due = (start: string, hours: number, ...pauses: Span[]) =>
  deadlineAfter(cn, at(start), hours * HOUR, pauses);
const certain = (text: string | null) => ({
  dueAt: text === null ? null : at(text),
  isProvisional: false,
});

describe('a deadline', () => {
  it('S1: around the clock, nothing but pauses puts it off', () => {
    const after = (hours: number, ...pauses: Span[]) =>
      deadlineAfter(null, at('2026-10-01 23:10'), hours * HOUR, pauses);
    expect(after(2)).toEqual(certain('2026-10-02 01:10'));
    expect(after(72)).toEqual(certain('2026-10-04 23:10'));
    expect(after(72, pause('2026-10-02 00:00', '2026-10-02 06:30'))).toEqual(certain('2026-10-05 05:40'));
  });

  it('S2, S3: in working time passes over holidays and works on make-up days', () => {
    expect(due('2026-09-30 17:00', 16)).toEqual(certain('2026-10-09 17:00'));
    expect(due('2026-10-09 17:00', 8)).toEqual(certain('2026-10-10 17:00'));
  });

  it('S5: a pause of 5 working hours puts it off by 5 working hours, not by 20', () => {
    const paused = pause('2026-11-02 15:00', '2026-11-03 11:00');
    expect(due('2026-11-02 10:00', 8)).toEqual(certain('2026-11-03 10:00'));
    expect(due('2026-11-02 10:00', 8, paused)).toEqual(certain('2026-11-03 16:00'));
  });

  it('S7: overlapping pauses put it off by 90 minutes, not 120, in whatever order', () => {
    const [one, other] = [
      pause('2026-11-02 10:00', '2026-11-02 11:00'),
      pause('2026-11-02 10:30', '2026-11-02 11:30'),
    ];
    expect(due('2026-11-02 09:00', 2, one, other)).toEqual(certain('2026-11-02 13:30'));
    expect(due('2026-11-02 09:00', 2, other, one)).toEqual(certain('2026-11-02 13:30'));
  });

  it('is not known while a pause is open, but stands where it came before', () => {
    const open = pause('2026-11-02 15:00', null);
    expect(due('2026-11-02 10:00', 8, open)).toEqual(certain(null));
    expect(due('2026-11-02 10:00', 4, open)).toEqual(certain('2026-11-02 15:00'));
    expect(due('2026-11-02 10:00', 8, pause('2026-11-01 00:00', null))).toEqual(certain(null));
  });

  it('of no seconds is the first instant that counts', () => {
    expect(due('2026-11-02 12:00', 0)).toEqual(certain('2026-11-02 13:00'));
    const lunch = pause('2026-11-02 12:00', '2026-11-02 14:00');
    expect(due('2026-11-02 11:00', 0, lunch)).toEqual(certain('2026-11-02 11:00'));
    expect(due('2026-11-02 12:30', 0, lunch)).toEqual(certain('2026-11-02 14:00'));
  });

  it('a pause that is over before the start, or lies in the night, changes nothing', () => {
    const over = pause('2026-11-01 10:00', '2026-11-02 09:30');
    const night = pause('2026-11-02 18:00', '2026-11-03 09:00');
    expect(due('2026-11-02 10:00', 8, over, night)).toEqual(certain('2026-11-03 10:00'));
  });

  it('import rule 9: is provisional where a year without a calendar took part, also before a pause', () => {
    expect(due('2026-12-31 17:00', 2)).toEqual({ dueAt: at('2027-01-01 10:00'), isProvisional: true });
    expect(due('2026-12-31 17:00', 1)).toEqual(certain('2026-12-31 18:00'));
    const open = pause('2027-01-04 10:00', null);
    expect(due('2026-12-31 17:00', 20, open)).toEqual({ dueAt: null, isProvisional: true });
    expect(deadlineAfter(null, at('2026-12-31 17:00'), HOUR * 9, []).isProvisional).toBe(false);
  });

  it('refuses a duration that is none', () => {
    for (const seconds of [-1, NaN, Infinity]) {
      expect(() => deadlineAfter(cn, 0, seconds, [])).toThrow(RangeError);
      expect(() => deadlineAfter(null, 0, seconds, [])).toThrow(RangeError);
    }
  });
});

describe('properties of a deadline', () => {
  const DAYS = 10;
  /** Stretches around holidays with make-up days, and around days on which a zone’s clocks are set. */
  const places = [
    ['Asia/Shanghai', '2026-10-06'],
    ['America/New_York', '2026-10-29'],
    ['Pacific/Auckland', '2025-09-25'],
    ['Australia/Lord_Howe', '2024-04-03'],
  ].map(([timezone, day]) => placeOf(timezone!, day!));
  const allSlots = [
    slots,
    [['00:00', '24:00']],
    [['01:15', '02:45']],
    [
      ['22:00', '23:30'],
      ['23:30', '24:00'],
    ],
  ] as const;

  /** What the clocks of a zone show, minute by minute, and whether chinese-days has the day worked. */
  function placeOf(timezone: string, day: string) {
    const begin = DateTime.fromISO(day, { zone: timezone }).toMillis();
    const minutes = Array.from({ length: DAYS * 1440 }, (_, minute) => {
      const local = DateTime.fromMillis(begin + minute * 60_000, { zone: timezone });
      return { time: local.toFormat('HH:mm'), isWorked: isWorkday(local.toFormat('yyyy-MM-dd')) };
    });
    return { timezone, minutes, instant: (minute: number): Instant => begin + minute * 60_000 };
  }

  const anyMinute = fc.oneof(
    fc.nat(5 * 1440),
    fc.nat(5 * 24).map((hour) => hour * 60),
  );
  const anyPause = fc.tuple(anyMinute, fc.option(fc.nat(900), { freq: 9 })).map(([from, length]) => ({
    ...{ from, to: length === null ? Infinity : from + length },
  }));

  it('agrees with a walk minute by minute by chinese-days, in any zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.option(fc.constantFrom(...allSlots), { freq: 4 }),
        anyMinute,
        fc.oneof(
          fc.nat(900),
          fc.nat(15).map((hours) => hours * 60),
        ),
        fc.array(anyPause, { maxLength: 4 }),
        ({ timezone, minutes, instant }, hours, start, needed, pauses) => {
          const counts = (minute: number) => {
            const { time, isWorked } = minutes[minute]!;
            const isInSlot = !hours || (isWorked && hours.some(([from, to]) => from <= time && time < to));
            return isInSlot && !pauses.some(({ from, to }) => from <= minute && minute < to);
          };
          let minute = start;
          if (needed === 0) while (minute < minutes.length && !counts(minute)) minute += 1;
          for (let left = needed; left > 0 && minute < minutes.length; minute += 1)
            left -= counts(minute) ? 1 : 0;
          const isOpen = pauses.some(({ to }) => to === Infinity);
          const calendar = hours && workingCalendar({ id: 'CN', timezone, slots: hours });
          const spans = pauses.map(({ from, to }) => ({ from: instant(from), to: instant(to) }));
          const { dueAt } = deadlineAfter(calendar, instant(start), needed * 60, spans);
          if (minute < minutes.length) expect(dueAt).toBe(instant(minute));
          else if (isOpen) expect(dueAt).toBeNull();
          else expect(dueAt).toBeGreaterThanOrEqual(instant(minutes.length));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('to the second: later by as much as it is given more, as long as it stays in a slot', () => {
    const anySecond = fc.integer({ min: 1, max: 3 * HOUR });
    fc.assert(
      fc.property(anySecond, fc.nat(3 * HOUR), (seconds, start) => {
        const begin = at('2026-11-02 13:00') + start * 1000;
        const isWithin = start + seconds <= 5 * HOUR;
        const expected = isWithin
          ? begin + seconds * 1000
          : at('2026-11-03 09:00') + (start + seconds - 5 * HOUR) * 1000;
        expect(deadlineAfter(cn, begin, seconds, []).dueAt).toBe(expected);
      }),
    );
  });
});
