import { addWorkingDays, endOfLocalDay, isWorkingDay, nthWorkingDayOfMonth, workingCalendar } from './index';

const cn = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] });

describe('working days', () => {
  it('a make-up day is worked though it is a Saturday or Sunday', () => {
    for (const day of ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']) {
      expect(isWorkingDay(cn, `2026-${day}`)).toBe(true);
    }
    expect(isWorkingDay(cn, '2026-10-11')).toBe(false);
  });

  it('2026-10-01 to 10-07 are off, 10-08 and 10-09 are worked', () => {
    const worked = ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map((day) =>
      isWorkingDay(cn, `2026-10-${day}`),
    );
    expect(worked).toEqual([false, false, false, false, false, false, false, true, true]);
  });

  it('D6.3: ten working days after the notice of 2026-09-21 end on 2026-10-12', () => {
    expect(addWorkingDays(cn, '2026-09-21', 10)).toEqual({ date: '2026-10-12', isProvisional: false });
  });

  it('1.1.3b: the fifth working day of October 2026 is Tuesday the 13th', () => {
    expect(nthWorkingDayOfMonth(cn, '2026-10', 5)).toEqual({ date: '2026-10-13', isProvisional: false });
  });

  it('1.1.3b: the report of September 2026 is overdue from 2026-10-14T00:00 in Beijing', () => {
    expect(new Date(endOfLocalDay(cn, '2026-10-13')).toISOString()).toBe('2026-10-13T16:00:00.000Z');
  });

  it('a month has only so many working days', () => {
    // February 2026: 20 weekdays, six of them off (16-20, 23), and the 14th and the 28th made up.
    expect(nthWorkingDayOfMonth(cn, '2026-02', 16).date).toBe('2026-02-28');
    expect(() => nthWorkingDayOfMonth(cn, '2026-02', 17)).toThrow(RangeError);
  });

  it('import rule 9: in a year without facts they go by the weekday rule and are provisional', () => {
    expect(isWorkingDay(cn, '2027-10-01')).toBe(true);
    expect(addWorkingDays(cn, '2026-12-31', 1)).toEqual({ date: '2027-01-01', isProvisional: true });
    expect(nthWorkingDayOfMonth(cn, '2027-01', 5)).toEqual({ date: '2027-01-07', isProvisional: true });
    expect(nthWorkingDayOfMonth(cn, '2024-01', 1)).toEqual({ date: '2024-01-02', isProvisional: false });
  });

  it('refuses what is not a day, a month or a count', () => {
    for (const day of ['2026-02-30', '2026-13-01', '2026-1-1', '2026-10-01T00:00']) {
      expect(() => isWorkingDay(cn, day)).toThrow(RangeError);
    }
    expect(() => nthWorkingDayOfMonth(cn, '2026-13', 1)).toThrow(RangeError);
    for (const days of [0, -1, 1.5]) expect(() => addWorkingDays(cn, '2026-01-01', days)).toThrow(RangeError);
  });
});
