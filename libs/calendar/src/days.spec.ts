import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addMonthsClamped,
  daysCounted,
  isDay,
  isQuarter,
  localDateOf,
  nextQuarter,
  previousQuarter,
  quarterBounds,
  quarterDays,
  quarterOf,
  startOfLocalDay,
} from './index';

const BEIJING = 'Asia/Shanghai';

describe('days', () => {
  it('D7: three months on, the last day of a shorter month stands in', () => {
    expect(addMonthsClamped('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonthsClamped('2026-09-30', 3)).toBe('2026-12-30');
    expect(addMonthsClamped('2026-12-31', 3)).toBe('2027-03-31');
    expect(addMonthsClamped('2027-02-28', -12)).toBe('2026-02-28');
  });

  it('are counted with both ends', () => {
    expect(daysCounted('2026-11-01', '2026-11-30')).toBe(30);
    expect(daysCounted('2026-11-01', '2026-11-01')).toBe(1);
    expect(daysCounted('2026-11-02', '2026-11-01')).toBe(0);
    expect(daysCounted('2024-02-01', '2024-03-01')).toBe(30);
  });

  it('begin and end in their zone', () => {
    expect(new Date(startOfLocalDay('2026-10-01', BEIJING)).toISOString()).toBe('2026-09-30T16:00:00.000Z');
    expect(localDateOf({ timezone: BEIJING }, Date.parse('2026-09-30T15:59:59.999Z'))).toBe('2026-09-30');
    expect(localDateOf({ timezone: BEIJING }, Date.parse('2026-09-30T16:00:00Z'))).toBe('2026-10-01');
  });

  it('are those that luxon shows, in zones that skip midnight, repeat it or leave out a day', () => {
    const zone = fc.constantFrom(
      ...['America/Sao_Paulo', 'America/Havana', 'Asia/Beirut', 'Pacific/Apia', 'Asia/Shanghai'],
      ...['Europe/London', 'Africa/Casablanca', 'Australia/Lord_Howe', 'UTC'],
    );
    const instant = fc.integer({ min: Date.UTC(1990), max: Date.UTC(2040) });
    fc.assert(
      fc.property(zone, instant, (timezone, at) => {
        const shown = DateTime.fromMillis(at, { zone: timezone });
        const date = localDateOf({ timezone }, at);
        expect(date).toBe(shown.toISODate());
        const start = startOfLocalDay(date, timezone);
        expect(start).toBeLessThanOrEqual(at);
        expect(DateTime.fromMillis(start, { zone: timezone }).toISODate()).toBe(date);
        expect(DateTime.fromMillis(start - 1, { zone: timezone }).toISODate()! < date).toBe(true);
      }),
      { numRuns: 2000 },
    );
    // In São Paulo the clocks went from 00:00 to 01:00; Samoa had no 30th of December 2011.
    const startOf = (date: string, timezone: string) =>
      new Date(startOfLocalDay(date, timezone)).toISOString();
    expect(startOf('2017-10-15', 'America/Sao_Paulo')).toBe('2017-10-15T03:00:00.000Z');
    expect(startOf('2011-12-30', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
    expect(startOf('2011-12-31', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
  });

  it('exist or not', () => {
    expect(['2024-02-29', '2026-02-29', '2026-04-31', '2026-4-1', 'tomorrow', ''].map(isDay)).toEqual([
      ...[true, false, false, false, false, false],
    ]);
    expect(() => startOfLocalDay('2026-02-29', BEIJING)).toThrow(RangeError);
    expect(() => startOfLocalDay('2026-02-28', 'Mars/Base')).toThrow(RangeError);
    expect(() => localDateOf({ timezone: 'Mars/Base' }, 0)).toThrow(RangeError);
  });
});

describe('quarters', () => {
  it('D3: are those of the contract’s zone', () => {
    expect(quarterOf(Date.parse('2026-09-30T15:59:59.999Z'), BEIJING)).toBe('2026Q3');
    expect(quarterOf(Date.parse('2026-09-30T16:00:00Z'), BEIJING)).toBe('2026Q4');
    expect(quarterOf(Date.parse('2026-09-30T16:00:00Z'), 'UTC')).toBe('2026Q3');
  });

  it('reach from their first instant to the next one’s first', () => {
    const { from, to } = quarterBounds('2026Q4', BEIJING);
    expect(new Date(from).toISOString()).toBe('2026-09-30T16:00:00.000Z');
    expect(new Date(to).toISOString()).toBe('2026-12-31T16:00:00.000Z');
    expect(quarterDays('2026Q4')).toEqual({ firstOn: '2026-10-01', lastOn: '2026-12-31' });
    expect(quarterDays('2024Q1')).toEqual({ firstOn: '2024-01-01', lastOn: '2024-03-31' });
  });

  it('follow each other', () => {
    expect([nextQuarter('2026Q3'), nextQuarter('2026Q4')]).toEqual(['2026Q4', '2027Q1']);
    expect([previousQuarter('2026Q2'), previousQuarter('2026Q1')]).toEqual(['2026Q1', '2025Q4']);
  });

  it('refuse what is not a quarter', () => {
    expect(['2026Q1', '2026Q0', '2026Q5', '26Q1', '2026q1', '2026Q11'].map(isQuarter)).toEqual([
      ...[true, false, false, false, false, false],
    ]);
    expect(() => nextQuarter('2026Q5')).toThrow(RangeError);
    expect(() => quarterBounds('2026', BEIJING)).toThrow(RangeError);
    expect(() => quarterOf(0, 'Mars/Base')).toThrow(RangeError);
  });

  it('hold every instant that is said to be theirs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2100-01-01') }),
        fc.constantFrom(BEIJING, 'UTC', 'America/New_York', 'Pacific/Auckland'),
        (at, zone) => {
          const { from, to } = quarterBounds(quarterOf(at, zone), zone);
          expect(from <= at && at < to).toBe(true);
        },
      ),
    );
  });
});
