import {
  addWorking,
  isWorkingDay,
  localDateOf,
  quarterOf,
  startOfLocalDay,
  workingCalendar,
  type WorkingCalendar,
} from '@steward/calendar';
import type { Severity } from '@steward/domain';
import { secondsOf } from '../profile/duration';
import type { TargetProfile, VendorProfile } from '../profile/profile';
import { Random } from '../sample/random';
import type { Act, Story } from './story';
import { ROLES, YEAR, type Pace, type VendorRole } from './vendors';

export const YEAR_SEED = 20250101;
/** Local days: contracts are made from the first, work is reported between the two others. */
export const PREPARED_FROM = '2024-12-02';
export const REPORTED_FROM = '2025-01-01';
export const PLAYED_UNTIL = '2026-01-20';

const MINUTE = 60_000;
const DAYS_OF_2025 = 365;
const DAYS_AFTER = 19;

/** Working time of the sample year's contracts. */
export const CALENDAR: WorkingCalendar = workingCalendar({
  ...{ id: YEAR.calendar, timezone: YEAR.timezone, slots: YEAR.slots },
});

/** What happens in the sample year, by the time of the reports: the same for a seed on every machine. */
export function yearScript(seed = YEAR_SEED): Story[] {
  const stories = ROLES.flatMap((role, n) => storiesOf(role, new Random(seed + n)));
  stories.sort((a, b) => a.reportedAt - b.reportedAt || (a.vendor < b.vendor ? -1 : 1));
  return stories.map((story, n) => ({ ...story, number: `W25-${String(n + 1).padStart(5, '0')}` }));
}

type Untold = Omit<Story, 'number'>;

function storiesOf(role: VendorRole, random: Random): Untold[] {
  const vendor = YEAR.vendors.find(({ code }) => code === role.code)!;
  const after = Math.ceil((role.workOrders * DAYS_AFTER) / DAYS_OF_2025);
  const days = [
    ...Array.from({ length: role.workOrders }, () => () => random.between(0, DAYS_OF_2025 - 1)),
    ...Array.from({ length: after }, () => () => DAYS_OF_2025 + random.between(0, DAYS_AFTER - 1)),
  ];
  return days.flatMap((day) => {
    const severity = random.pick([1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4] as const);
    const reportedAt = reportIn(random, day, severity);
    const quarter = quarterOf(reportedAt, YEAR.timezone);
    const pace = role.otherwise[quarter] === undefined ? role.usual : role.otherwise[quarter];
    return pace ? [storyOf(random, vendor, pace, severity, reportedAt)] : [];
  });
}

/** Urgent faults come at any time, the others while people work. */
function reportIn(random: Random, day: () => number, severity: Severity): number {
  const midnight = (n: number) => startOfLocalDay(REPORTED_FROM, YEAR.timezone) + n * 24 * 60 * MINUTE;
  if (severity <= 2) return midnight(day()) + random.between(0, 24 * 60 - 1) * MINUTE;
  for (;;) {
    const at = midnight(day());
    if (isWorkingDay(CALENDAR, localDateOf(YEAR, at)))
      return at + random.between(9 * 60, 18 * 60 - 1) * MINUTE;
  }
}

function storyOf(
  random: Random,
  vendor: VendorProfile,
  pace: Pace,
  severity: Severity,
  reportedAt: number,
): Untold {
  const { onSite, closure } = vendor.contract.slaTargets[severity];
  const acts: Act[] = [];
  let last = reportedAt;
  /** Never before what went before: a minute after it at least. */
  const add = (at: number, act: Omit<Act, 'at'>): number => {
    last = acts.length === 0 ? at : Math.max(at, last + MINUTE);
    acts.push({ ...act, at: last } as Act);
    return last;
  };
  const after = (least: number, most: number) => last + random.between(least, most) * MINUTE;

  const isPhoned = random.inHundred(8);
  add(isPhoned ? reportedAt + random.between(3, 20) * MINUTE : reportedAt, { kind: 'REPORT' });
  add(after(1, 6), { kind: 'DISPATCH' });
  add(after(1, 8), { kind: 'ACCEPT' });
  if (severity > 1 && random.inHundred(4)) {
    const cause = random.pick(['CUSTOMER', 'CUSTOMER', 'MISCLASSIFIED'] as const);
    add(after(5, 50), { kind: 'CHANGE_SEVERITY', severity: (severity - 1) as Severity, cause } as Act);
  }
  add(momentOf(random, onSite, reportedAt, random.inHundred(pace.lateOnSite)), { kind: 'ARRIVE' });
  if (random.inHundred(12)) {
    add(after(10, 90), { kind: 'PAUSE' });
    add(after(30, 1800), { kind: 'RESUME' });
  }
  const isLate = random.inHundred(pace.lateClosure);
  add(Math.max(after(10, 60), momentOf(random, closure, reportedAt, isLate)), { kind: 'RESOLVE' });
  if (random.inHundred(7)) {
    add(after(60, 1200), { kind: 'REJECT' });
    add(after(60, 900), { kind: 'RESOLVE' });
  }
  if (random.inHundred(75)) add(after(20, 1400), { kind: 'APPROVE' });
  const category = random.pick(vendor.categories as [VendorProfile['categories'][number]]);
  return { vendor: vendor.code, category, severity, reportedAt, acts };
}

/** A minute before or after the target's end; now and then exactly at it, or the next minute. */
function momentOf(random: Random, target: TargetProfile, from: number, isLate: boolean): number {
  const minutes = secondsOf(target.duration)! / 60;
  const isClose = random.inHundred(4);
  const share = isLate ? random.between(104, 190) : random.between(8, 92);
  const used = isClose ? minutes + (isLate ? 1 : 0) : Math.round((minutes * share) / 100);
  if (target.clock === '24x7') return from + used * MINUTE;
  return addWorking(CALENDAR, from, used * 60).dueAt;
}
