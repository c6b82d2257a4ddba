import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  areSlots,
  dayNumber,
  instantOf,
  instantOfLocal,
  isoInZone,
  isTimezone,
  monthBounds,
  monthOf,
  slotSpans,
  totalMillis,
} from './index';

const hoursOf = (zone: string, day: string, ...slots: [string, string][]) =>
  totalMillis(slotSpans(zone, slots, [dayNumber(day), dayNumber(day) + 1])) / 3_600_000;

describe('times of day in a zone', () => {
  it('last as long as the zone’s clocks show them', () => {
    expect(hoursOf('America/New_York', '2026-07-01', ['09:00', '17:00'])).toBe(8);
    // Put forward on 2026-03-08 from 02:00 to 03:00, back on 2026-11-01 from 02:00 to 01:00.
    expect(hoursOf('America/New_York', '2026-03-08', ['00:00', '24:00'])).toBe(23);
    expect(hoursOf('America/New_York', '2026-11-01', ['00:00', '24:00'])).toBe(25);
  });

  it('that the clocks skip are not there, and that they show twice are there twice', () => {
    expect(hoursOf('America/New_York', '2026-03-08', ['02:00', '02:30'])).toBe(0);
    expect(hoursOf('America/New_York', '2026-03-08', ['01:00', '02:30'], ['03:00', '04:00'])).toBe(2);
    expect(hoursOf('America/New_York', '2026-11-01', ['01:00', '02:00'])).toBe(2);
    expect(hoursOf('America/New_York', '2026-11-01', ['00:30', '01:30'])).toBe(1.5);
  });

  it('a day that a zone left out has no time', () => {
    expect(hoursOf('Pacific/Apia', '2011-12-30', ['00:00', '24:00'])).toBe(0);
    expect(hoursOf('Pacific/Apia', '2011-12-31', ['00:00', '24:00'])).toBe(24);
  });

  it('need a zone that exists', () => {
    expect(['Asia/Shanghai', 'UTC', 'Mars/Base', '', 'local'].map(isTimezone)).toEqual([
      ...[true, true, false, false, false],
    ]);
    expect(() => hoursOf('Mars/Base', '2026-01-01', ['00:00', '24:00'])).toThrow(RangeError);
  });

  it('are slots where they go forward through a day', () => {
    expect(
      areSlots([
        ['09:00', '12:00'],
        ['12:00', '24:00'],
      ]),
    ).toBe(true);
    for (const wrong of [[], [['09:00']], [['12:00', '09:00']], [['9:00', '10:00']], [['23:00', '24:30']]]) {
      expect(areSlots(wrong)).toBe(false);
    }
  });

  it('agree with luxon’s clock minute by minute, whatever the zone', () => {
    const anyTime = fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15);
    const shown = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    // Days on which a zone’s clocks were set, and the days before.
    const anyPlace = fc.constantFrom(
      ...([
        ['America/New_York', '2026-03-07'],
        ['America/New_York', '2026-10-31'],
        ['Australia/Lord_Howe', '2026-04-04'],
        ['America/Havana', '2026-03-07'],
        ['Africa/Casablanca', '2026-02-14'],
        ['Pacific/Chatham', '2026-09-26'],
        ['Asia/Shanghai', '2026-12-31'],
      ] as const),
    );
    fc.assert(
      fc.property(anyPlace, fc.uniqueArray(anyTime, { minLength: 2, maxLength: 6 }), ([zone, day], times) => {
        const bounds = times.sort((a, b) => a - b).slice(0, times.length & ~1);
        const slots = bounds.flatMap((from, n) =>
          n % 2 === 0 ? [[shown(from), shown(bounds[n + 1]!)] as const] : [],
        );
        const first = dayNumber(day);
        const spans = slotSpans(zone, slots, [first, first + 3]);
        const begin = (first - 1) * 86_400_000;
        for (let at = begin; at < begin + 6 * 86_400_000; at += 15 * 60_000) {
          const local = DateTime.fromMillis(at, { zone });
          const date = dayNumber(local.toFormat('yyyy-MM-dd'));
          const time = local.toFormat('HH:mm');
          const isInside =
            first <= date && date < first + 3 && slots.some(([from, to]) => from <= time && time < to);
          expect(spans.some(({ from, to }) => from <= at && at < to)).toBe(isInside);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('instants as text', () => {
  it('are read with their offset, and without one not at all', () => {
    expect(instantOf('2026-10-09T17:00:00+08:00')).toBe(Date.UTC(2026, 9, 9, 9));
    expect(instantOf('2026-10-09T09:00Z')).toBe(Date.UTC(2026, 9, 9, 9));
    expect(instantOf('2026-10-09T09:00:00.250Z')).toBe(Date.UTC(2026, 9, 9, 9, 0, 0, 250));
    const wrong = [
      '2026-10-09T17:00:00',
      '2026-10-09',
      '2026-02-30T00:00:00Z',
      '2026-10-09T25:00:00Z',
      'now',
    ];
    for (const text of [...wrong, '2026-10-09T09:00:00.0001Z']) expect(instantOf(text)).toBeNull();
  });

  it('are written with the offset of the zone there and then', () => {
    const at = Date.UTC(2026, 9, 31, 9);
    expect(isoInZone(at, 'Asia/Shanghai')).toBe('2026-10-31T17:00:00+08:00');
    expect(isoInZone(at, 'America/New_York')).toBe('2026-10-31T05:00:00-04:00');
    expect(isoInZone(at + 86_400_000, 'America/New_York')).toBe('2026-11-01T04:00:00-05:00');
    expect(isoInZone(at + 250, 'UTC')).toBe('2026-10-31T09:00:00.250+00:00');
    expect(() => isoInZone(at, 'Mars/Base')).toThrow(RangeError);
  });
});

it('a month reaches from its first local midnight to the next one’s', () => {
  expect(monthBounds('2026-12', 'Asia/Shanghai')).toEqual({
    from: Date.parse('2026-12-01T00:00:00+08:00'),
    to: Date.parse('2027-01-01T00:00:00+08:00'),
  });
  expect(monthOf(Date.parse('2026-09-30T15:59:59Z'), 'Asia/Shanghai')).toBe('2026-09');
  expect(monthOf(Date.parse('2026-09-30T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-10');
});

describe('what a clock on the wall shows', () => {
  it.each([
    ['2026-10-09T17:00:00', 'Asia/Shanghai', '2026-10-09T09:00:00.000Z'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'], // shown twice: the first
    ['2026-03-29T02:30:00', 'Europe/Berlin', null], // never shown
    ['2026-02-30T00:00:00', 'Asia/Shanghai', null],
    ['2026-10-09T17:00:00Z', 'Asia/Shanghai', null],
    ['2026-10-09', 'Asia/Shanghai', null],
  ])('%s in %s is %s', (text, zone, iso) => {
    expect(instantOfLocal(text, zone)).toBe(iso === null ? null : Date.parse(iso));
  });
});
