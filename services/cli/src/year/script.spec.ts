import { isWorkingDay, localDateOf, workingSecondsBetween } from '@steward/calendar';
import { CALENDAR, yearScript } from './script';
import { YEAR } from './vendors';

const stories = yearScript();
const in2025 = stories.filter(({ reportedAt }) => localDateOf(YEAR, reportedAt).startsWith('2025'));
const kinds = (kind: string) => stories.filter(({ acts }) => acts.some((act) => act.kind === kind)).length;

it('the year is the same each time, and another for another seed', () => {
  expect(yearScript()).toEqual(stories);
  expect(yearScript(7)).not.toEqual(stories);
});

it('twelve vendors of all tiers and categories have some 2,500 work orders', () => {
  expect(new Set(YEAR.vendors.map(({ tier }) => tier)).size).toBe(3);
  expect(new Set(stories.map(({ category }) => category)).size).toBe(4);
  expect(new Set(stories.map(({ vendor }) => vendor)).size).toBe(12);
  expect(in2025.length).toBeGreaterThan(2400);
  expect(in2025.length).toBeLessThan(2600);
});

it('there are pauses, reopened work orders, changed severities and resolutions that nobody answers', () => {
  for (const kind of ['PAUSE', 'REJECT', 'CHANGE_SEVERITY']) expect(kinds(kind)).toBeGreaterThan(80);
  expect(stories.filter(({ acts }) => acts.at(-1)!.kind === 'RESOLVE').length).toBeGreaterThan(400);
});

it('urgent faults come on holidays too, and work is reported on make-up days', () => {
  const on = (day: string) => stories.filter(({ reportedAt }) => localDateOf(YEAR, reportedAt) === day);
  const isUrgent = ({ severity }: { severity: number }) => severity <= 2;
  const nationalDay = ['2025-10-01', '2025-10-02', '2025-10-03'].flatMap(on);
  expect(nationalDay.length).toBeGreaterThan(0);
  expect(nationalDay.every(isUrgent)).toBe(true);
  expect(isWorkingDay(CALENDAR, '2025-10-11')).toBe(true); // a Saturday
  expect(on('2025-10-11').some((story) => !isUrgent(story))).toBe(true);
});

it('what is done to a work order is in order, in whole minutes, and some of it exactly when it is due', () => {
  for (const { reportedAt, acts } of stories) {
    const instants = acts.map(({ at }) => at);
    expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
    expect(instants[0]).toBeGreaterThanOrEqual(reportedAt);
    expect(instants.every((at) => at % 60_000 === 0)).toBe(true);
  }
  const exact = stories.filter(({ severity, vendor, reportedAt, acts }) => {
    const hours = YEAR.vendors.find(({ code }) => code === vendor)!.contract.slaTargets[severity].onSite;
    const arrivedAt = acts.find(({ kind }) => kind === 'ARRIVE')!.at;
    const used =
      hours.clock === '24x7'
        ? (arrivedAt - reportedAt) / 1000
        : workingSecondsBetween(CALENDAR, reportedAt, arrivedAt);
    return `PT${used / 3600}H` === hours.duration;
  });
  expect(exact.length).toBeGreaterThan(10);
});
