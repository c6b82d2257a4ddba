import { addWorking, ensureYear, isLoaded, isWorkingDay, workingCalendar, type PublishedYear } from './index';

const hours = { id: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] } as const;
/** Invented: the notice of 2027 is not out yet. */
const of2027: PublishedYear = {
  ...{ year: 2027, version: 1, notice: 'https://www.gov.cn/2027' },
  ...{ off: ['01-01..01-03', '02-05..02-11', '10-01..10-07'], madeUp: ['01-30', '02-20'] },
};
const at = (text: string) => Date.parse(`${text}:00+08:00`);
const breaks = (code: string, path: string) => expect.objectContaining({ code, path });

it('a year that was published is known, and what was made of it before stays as it was', () => {
  const before = workingCalendar(hours);
  const after = workingCalendar(hours, [of2027]);
  expect([isLoaded(before, 2027), isLoaded(after, 2027), isLoaded(after, 2028)]).toEqual([
    ...[false, true, false],
  ]);
  const days = ['2027-02-05', '2027-01-30', '2027-01-04'];
  expect(days.map((day) => isWorkingDay(before, day))).toEqual([true, false, true]);
  expect(days.map((day) => isWorkingDay(after, day))).toEqual([false, true, true]);
  // 9 hours from Thursday at noon: 6 of them on that day, and 3 on the first day after the festival.
  const due = (calendar: typeof after) => addWorking(calendar, at('2027-02-04T12:00'), 9 * 3600);
  expect(due(before)).toEqual({ dueAt: at('2027-02-05T12:00'), isProvisional: true });
  expect(due(after)).toEqual({ dueAt: at('2027-02-12T12:00'), isProvisional: false });
});

it('of several publications of a year the last one counts, also over what the house came with', () => {
  const moved = { ...of2027, version: 2, madeUp: ['02-20'] };
  const calendar = workingCalendar(hours, [moved, of2027]);
  expect(isWorkingDay(calendar, '2027-01-30')).toBe(false);
  const amended = { ...of2027, year: 2026, version: 3, off: ['01-01..01-03'], madeUp: [] };
  expect(isWorkingDay(workingCalendar(hours, [amended]), '2026-10-01')).toBe(true);
  expect(isWorkingDay(workingCalendar(hours), '2026-10-01')).toBe(false);
});

it('the same hours and publications are one calendar', () => {
  expect(workingCalendar(hours, [of2027])).toBe(workingCalendar(hours, [{ ...of2027 }]));
  expect(workingCalendar(hours, [of2027]).version).toBe('2025-11-04+1');
});

it.each<[string, Partial<PublishedYear>, string, string]>([
  ['no day off', { off: [] }, 'calendar.days-wrong', '/off'],
  ['a day that the year does not have', { off: ['02-29'] }, 'calendar.days-wrong', '/off/0'],
  ['a span that goes backwards', { off: ['01-01', '02-11..02-05'] }, 'calendar.days-wrong', '/off/1'],
  ['three ends of a span', { off: ['01-01..01-02..01-03'] }, 'calendar.days-wrong', '/off/0'],
  ['words', { madeUp: ['Saturday'] }, 'calendar.days-wrong', '/madeUp/0'],
  ['a day off twice', { off: ['01-01..01-03', '01-03'] }, 'calendar.day-twice', '/off/1'],
  ['a day off that is made up', { madeUp: ['01-02'] }, 'calendar.day-twice', '/madeUp/0'],
  ['a weekday made up', { madeUp: ['01-30', '03-01'] }, 'calendar.not-weekend', '/madeUp/1'],
])('a notice with %s is refused, and the day is named', (_, change, code, path) => {
  expect(() => ensureYear(2027, { ...of2027, ...change })).toThrow(breaks(code, path));
});

it('a notice that says what one says is taken', () => {
  expect(() => ensureYear(2027, of2027)).not.toThrow();
});
