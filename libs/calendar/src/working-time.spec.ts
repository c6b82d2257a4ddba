import fc from 'fast-check';
import {
  addWorking,
  addWorkingMillis,
  isProvisionalBetween,
  nextWorkingInstant,
  workingCalendar,
  workingMillisBetween,
  workingSecondsBetween,
  type Instant,
} from './index';

const HOUR = 3600;
const slots = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const;
const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots });

/** Beijing time, as `2026-09-30 17:00`. */
const at = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}+08:00`);
const shown = (instant: Instant) =>
  new Date(instant + 8 * HOUR * 1000).toISOString().slice(0, 16).replace('T', ' ');
const due = (from: string, hours: number) => shown(addWorking(cn, at(from), hours * HOUR).dueAt);

describe('a deadline in working time', () => {
  it('S2: 16 hours from Wednesday 2026-09-30 17:00 end on Friday 2026-10-09 at 17:00', () => {
    expect(due('2026-09-30 17:00', 16)).toBe('2026-10-09 17:00');
  });

  it('S3: 8 hours from Friday 2026-10-09 17:00 end on the made-up Saturday 2026-10-10 at 17:00', () => {
    expect(due('2026-10-09 17:00', 8)).toBe('2026-10-10 17:00');
  });

  it('S5: 8 hours from Monday 2026-11-02 10:00 end on Tuesday at 10:00', () => {
    expect(due('2026-11-02 10:00', 8)).toBe('2026-11-03 10:00');
  });

  it('that falls on the end of a slot is that end, not the next morning', () => {
    expect(due('2026-11-02 09:00', 3)).toBe('2026-11-02 12:00');
    expect(due('2026-11-02 09:00', 8)).toBe('2026-11-02 18:00');
    expect(due('2026-11-02 18:00', 8)).toBe('2026-11-03 18:00');
  });

  it('counts from the next slot where it starts outside of one', () => {
    expect(due('2026-11-02 12:30', 1)).toBe('2026-11-02 14:00');
    expect(due('2026-10-01 23:10', 1)).toBe('2026-10-08 10:00');
  });

  it('S13: a site in Urumqi under a contract in Beijing time starts work at 09:00 in Beijing', () => {
    const reportedAt = Date.parse('2026-11-02T08:30:00+06:00'); // 10:30 in Beijing
    expect(shown(addWorking(cn, reportedAt, HOUR).dueAt)).toBe('2026-11-02 11:30');
    expect(shown(nextWorkingInstant(cn, Date.parse('2026-11-02T06:00:00+06:00')))).toBe('2026-11-02 09:00');
  });

  it('refuses a duration that is negative or not finite', () => {
    for (const seconds of [-1, Infinity, NaN]) expect(() => addWorking(cn, 0, seconds)).toThrow(RangeError);
    expect(() => addWorking(cn, NaN, 1)).toThrow(RangeError);
  });
});

describe('working seconds between two instants', () => {
  it('S5: Monday 15:00 to Tuesday 11:00 are 5 hours', () => {
    expect(workingSecondsBetween(cn, at('2026-11-02 15:00'), at('2026-11-03 11:00'))).toBe(5 * HOUR);
  });

  it('are half-open, and none backwards', () => {
    expect(workingSecondsBetween(cn, at('2026-11-02 12:00'), at('2026-11-02 13:00'))).toBe(0);
    expect(workingSecondsBetween(cn, at('2026-11-02 11:59'), at('2026-11-02 13:01'))).toBe(120);
    expect(workingSecondsBetween(cn, at('2026-11-03 10:00'), at('2026-11-02 10:00'))).toBe(0);
  });

  it('of all 2026 are those of 248 days', () => {
    // 261 weekdays, less 19 of them off (2+6+1+3+1+1+5), plus 6 made up.
    expect(workingSecondsBetween(cn, at('2026-01-01 00:00'), at('2027-01-01 00:00'))).toBe(248 * 8 * HOUR);
  });

  it('go on across the years', () => {
    // 2025-12-31 is a Wednesday, 2026-01-04 a made-up Sunday.
    expect(workingSecondsBetween(cn, at('2025-12-31 17:00'), at('2026-01-04 10:00'))).toBe(2 * HOUR);
    expect(due('2025-12-31 17:00', 2)).toBe('2026-01-04 10:00');
    const threeYears = workingMillisBetween(cn, at('2023-12-29 09:00'), at('2027-01-04 09:00'));
    expect(addWorkingMillis(cn, at('2023-12-29 09:00'), threeYears + 1).dueAt).toBe(
      at('2027-01-04 09:00') + 1,
    );
  });
});

describe('the next working instant', () => {
  it('is the instant itself inside a slot, whose end is outside', () => {
    expect(shown(nextWorkingInstant(cn, at('2026-11-02 09:00')))).toBe('2026-11-02 09:00');
    expect(shown(nextWorkingInstant(cn, at('2026-11-02 11:59')))).toBe('2026-11-02 11:59');
    expect(shown(nextWorkingInstant(cn, at('2026-11-02 12:00')))).toBe('2026-11-02 13:00');
    expect(shown(nextWorkingInstant(cn, at('2026-09-30 18:00')))).toBe('2026-10-08 09:00');
    expect(shown(nextWorkingInstant(cn, at('2025-12-31 18:00')))).toBe('2026-01-04 09:00');
  });

  it('is where a deadline of no duration falls', () => {
    expect(due('2026-09-30 18:00', 0)).toBe('2026-10-08 09:00');
  });
});

describe('a year without facts', () => {
  it('import rule 9: goes by the weekday rule, and whatever touched it is provisional', () => {
    const beyond = addWorking(cn, at('2026-12-31 17:00'), 2 * HOUR);
    expect([shown(beyond.dueAt), beyond.isProvisional]).toEqual(['2027-01-01 10:00', true]);
    expect(addWorking(cn, at('2026-12-31 17:00'), HOUR)).toEqual({
      dueAt: at('2026-12-31 18:00'),
      isProvisional: false,
    });
    expect(addWorking(cn, at('2023-12-29 17:00'), 2 * HOUR).isProvisional).toBe(true);
    expect(addWorking(cn, at('2026-12-31 18:00'), 0).isProvisional).toBe(true);
  });

  it('takes part in a stretch where any of it lies inside', () => {
    expect(isProvisionalBetween(cn, at('2026-12-31 23:00'), at('2027-01-01 00:00'))).toBe(false);
    expect(isProvisionalBetween(cn, at('2026-12-31 23:00'), at('2027-01-01 00:01'))).toBe(true);
    expect(isProvisionalBetween(cn, at('2023-12-31 23:59'), at('2024-02-01 00:00'))).toBe(true);
    expect(isProvisionalBetween(cn, at('2027-06-01 00:00'), at('2027-06-01 00:00'))).toBe(false);
  });
});

describe('clocks put forward and back', () => {
  // In Auckland 02:00 became 03:00 on 2025-09-28 and 03:00 became 02:00 on 2024-04-07, both made-up Sundays.
  const auckland = workingCalendar({ id: 'CN', timezone: 'Pacific/Auckland', slots: [['01:00', '05:00']] });

  it('make a slot as long as it really was', () => {
    const hours = (date: string) => {
      const noonBefore = Date.parse(`${date}T00:00:00Z`) - 12 * HOUR * 1000; // about local midnight
      return (
        workingSecondsBetween(auckland, noonBefore - 6 * HOUR * 1000, noonBefore + 12 * HOUR * 1000) / HOUR
      );
    };
    expect(hours('2025-09-28')).toBe(3);
    expect(hours('2024-04-07')).toBe(5);
    expect(hours('2026-11-03')).toBe(4);
  });
});

describe('properties of working time', () => {
  const anyInstant = fc.integer({ min: at('2024-01-01 00:00'), max: at('2026-12-01 00:00') });
  const anySeconds = fc.integer({ min: 1, max: 400 * 8 * HOUR });

  it('what was added lies between, and one millisecond less does not', () => {
    fc.assert(
      fc.property(anyInstant, anySeconds, (from, seconds) => {
        const { dueAt } = addWorking(cn, from, seconds);
        expect(workingSecondsBetween(cn, from, dueAt)).toBe(seconds);
        expect(workingMillisBetween(cn, from, dueAt - 1)).toBe(seconds * 1000 - 1);
      }),
    );
  });

  it('two stretches that meet add up', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, anyInstant, (...instants) => {
        const [a, b, c] = instants.sort((x, y) => x - y) as [number, number, number];
        const [first, second] = [workingMillisBetween(cn, a, b), workingMillisBetween(cn, b, c)];
        expect(first + second).toBe(workingMillisBetween(cn, a, c));
      }),
    );
  });

  it('two deadlines one after the other are one', () => {
    fc.assert(
      fc.property(anyInstant, anySeconds, anySeconds, (from, first, second) => {
        const middle = addWorking(cn, from, first).dueAt;
        expect(addWorking(cn, middle, second).dueAt).toBe(addWorking(cn, from, first + second).dueAt);
      }),
    );
  });

  it('agree with a walk minute by minute around the holidays of October 2026', () => {
    // Worked by hand from the notice: 28-30 September, 8-10 October (the 10th made up), 12-16 October.
    const worked = new Set('09-28 09-29 09-30 10-08 10-09 10-10 10-12 10-13 10-14 10-15 10-16'.split(' '));
    const isWorking = (minute: number) => {
      const local = new Date(minute * 60_000 + 8 * HOUR * 1000).toISOString();
      const hour = Number(local.slice(11, 13));
      return worked.has(local.slice(5, 10)) && hour >= 9 && hour < 18 && hour !== 12;
    };
    const start = at('2026-09-28 00:00') / 60_000;
    const anyMinute = fc.integer({ min: start, max: start + 18 * 1440 });
    fc.assert(
      fc.property(anyMinute, anyMinute, fc.integer({ min: 1, max: 480 }), (from, to, minutes) => {
        let walked = 0;
        for (let minute = from; minute < to; minute += 1) walked += isWorking(minute) ? 60 : 0;
        expect(workingSecondsBetween(cn, from * 60_000, to * 60_000)).toBe(walked);

        const isInside = from < start + 16 * 1440;
        if (!isInside) return;
        let last = from;
        for (let left = minutes; left > 0; last += 1) left -= isWorking(last) ? 1 : 0;
        expect(addWorking(cn, from * 60_000, minutes * 60).dueAt).toBe(last * 60_000);
      }),
    );
  });
});
