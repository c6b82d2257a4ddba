import { isHoliday, isWorkday } from 'chinese-days';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CN } from './cn';
import { dayNumber, dayText } from './days';
import { isLoaded, isWorkingDay, workingCalendar } from './index';

const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] });
const daysOf = (year: number) => {
  const days: string[] = [];
  for (let day = dayNumber(`${year}-01-01`); day < dayNumber(`${year + 1}-01-01`); day += 1)
    days.push(dayText(day));
  return days;
};

describe('the facts of mainland China', () => {
  it.each([2024, 2025, 2026])('agree with chinese-days on every day of %i', (year) => {
    const days = daysOf(year);
    expect(days.filter((day) => isWorkingDay(cn, day))).toEqual(days.filter((day) => isWorkday(day)));
    expect(days.filter((day) => !isWorkingDay(cn, day))).toEqual(days.filter((day) => isHoliday(day)));
  });

  it('2016: the spring festival and the national day moved six days of a weekend', () => {
    const madeUp = ['2016-02-06', '2016-02-14', '2016-06-12', '2016-09-18', '2016-10-08', '2016-10-09'];
    const off = [
      '2016-01-01',
      '2016-02-08',
      '2016-04-04',
      '2016-05-02',
      '2016-06-10',
      '2016-09-16',
      '2016-10-07',
    ];
    expect(madeUp.every((day) => isWorkingDay(cn, day))).toBe(true);
    expect(off.some((day) => isWorkingDay(cn, day))).toBe(false);
    // 261 weekdays, less 17 of them off (1+5+1+1+2+2+5), plus 6 made up.
    expect(daysOf(2016).filter((day) => isWorkingDay(cn, day))).toHaveLength(250);
  });

  it('agree day by day with the list of holidays-cn.json, where that file is at hand', () => {
    const file = join(__dirname, '../../../../shared/data/holidays-cn.json');
    if (!existsSync(file)) {
      console.warn('shared/data/holidays-cn.json is absent: 2016 is checked only against the figures above.');
      return;
    }
    type Listed = { readonly days: readonly { readonly date: string; readonly isOffDay: boolean }[] };
    const list = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      Listed & { readonly papers: string[] }
    >;
    for (const [year, { days, papers }] of Object.entries(list)) {
      const facts = CN.years[Number(year)]!;
      expect(papers).toContain(facts.notice);
      const expand = (spans: readonly string[]) =>
        daysOf(Number(year)).filter((day) =>
          spans.some((span) => {
            const [first = span, last = first] = span.split('..');
            return `${year}-${first}` <= day && day <= `${year}-${last}`;
          }),
        );
      const dated = (isOff: boolean) =>
        days.filter(({ isOffDay }) => isOffDay === isOff).map(({ date }) => date);
      expect(expand(facts.off)).toEqual(dated(true));
      expect(expand(facts.madeUp)).toEqual(dated(false));
    }
    expect(Object.keys(list)).toEqual(Object.keys(CN.years));
  });

  it('are known for four years', () => {
    expect([2015, 2016, 2017, 2023, 2024, 2025, 2026, 2027].filter((year) => isLoaded(cn, year))).toEqual([
      2016, 2024, 2025, 2026,
    ]);
  });
});

describe('making a calendar', () => {
  const hours = { id: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] as [string, string][] };
  const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

  it('gives the same one for the same hours, with the version of its facts', () => {
    expect(workingCalendar({ ...hours, slots: [['09:00', '18:00']] })).toBe(cn);
    expect(cn.version).toBe('2025-11-04');
  });

  it('refuses a calendar, a zone or slots that do not exist', () => {
    for (const id of ['US', 'toString']) {
      expect(() => workingCalendar({ ...hours, id })).toThrow(breaks('calendar.unknown'));
    }
    expect(() => workingCalendar({ ...hours, timezone: 'Mars/Base' })).toThrow(
      breaks('calendar.zone-unknown'),
    );
    const wrong: [string, string][][] = [
      [],
      [['09:00', '09:00']],
      [['9:00', '18:00']],
      [['18:00', '09:00']],
      [['24:00', '24:00']],
      [
        ['09:00', '13:00'],
        ['12:00', '18:00'],
      ],
    ];
    for (const slots of wrong) {
      expect(() => workingCalendar({ ...hours, slots })).toThrow(breaks('calendar.slots-wrong'));
    }
  });
});
