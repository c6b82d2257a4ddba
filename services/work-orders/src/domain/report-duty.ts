import {
  addMonthsClamped,
  endOfLocalDay,
  isQuarter,
  localDateOf,
  monthBounds,
  monthOf,
  nthWorkingDayOfMonth,
  quarterBounds,
  quarterDays,
  type Span,
} from '@steward/calendar';
import { ensure, importedId, type Decision } from '@steward/domain';
import { reportOverdue, reportSubmitted, type ReportOverdue, type ReportSubmitted } from '@steward/events';
import type { ContractVersion } from './terms';

/** A service report that a vendor owes of a contract's month or quarter. Clause 1.1.3b. */
export type ReportDuty = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** `2026-09` or `2026Q3`, in the contract's zone. */
  readonly period: string;
  /** 24:00 of the working day by which it is due. */
  readonly dueAt: Date;
  readonly overdueAt: Date | null;
  readonly submission: Submission | null;
};
export type Submission = {
  readonly contentHash: string;
  /** What was recorded later is not in it. */
  readonly asOf: Date;
  readonly remarks: string | null;
  readonly submittedBy: string;
};
/** Whose report it is: any version of the contract, since parties and zone do not change. */
type Owed = Pick<ContractVersion, 'contractId' | 'vendorId' | 'calendar' | 'startOn' | 'endOn'>;

/** A month `2026-09` or a quarter `2026Q3`. */
export const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])|Q[1-4])$/;

/** From the period's first local midnight to the next one's first. Throws RangeError. */
export const spanOf = (period: string, timezone: string): Span =>
  isQuarter(period) ? quarterBounds(period, timezone) : monthBounds(period, timezone);

/** The months of a period. Throws RangeError. */
export function monthsOf(period: string): readonly string[] {
  if (!isQuarter(period)) return [period];
  const first = quarterDays(period).firstOn.slice(0, 7);
  return [0, 1, 2].map((count) => addMonths(first, count));
}

/**
 * What is owed of a period: due at the end of the n-th working day after it. Breaks `report.not-owed` where
 * the contract did not live in it. Clause 1.1.3b.
 */
export function dutyOf(
  { contractId, vendorId, calendar, startOn, endOn }: Owed,
  period: string,
  dueWorkingDay: number,
): ReportDuty {
  const { from, to } = spanOf(period, calendar.timezone);
  const [firstOn, lastOn] = [localDateOf(calendar, from), localDateOf(calendar, to - 1)];
  ensure(
    startOn <= lastOn && firstOn <= endOn,
    'report.not-owed',
    `The contract runs from ${startOn} to ${endOn}; there is nothing to report of ${period}.`,
    '/period',
  );
  const dueOn = nthWorkingDayOfMonth(calendar, monthOf(to, calendar.timezone), dueWorkingDay);
  return {
    id: importedId('report', `${contractId}:${period}`),
    ...{ contractId, vendorId, period, dueAt: new Date(endOfLocalDay(calendar, dueOn.date)) },
    ...{ overdueAt: null, submission: null },
  };
}

/**
 * The monthly reports that have come to be owed by `now`: of the month before, and of those since the last
 * one that was put down. Clause 1.1.3b.
 */
export function dutiesOpened(
  contracts: readonly Owed[],
  lastMonthOf: ReadonlyMap<string, string>,
  dueWorkingDay: number,
  now: Date,
): readonly ReportDuty[] {
  return contracts.flatMap((contract) => {
    const { calendar, contractId, startOn, endOn } = contract;
    const before = addMonths(monthOf(now.getTime(), calendar.timezone), -1);
    const known = lastMonthOf.get(contractId);
    const months = [];
    for (let month = known ? addMonths(known, 1) : before; month <= before; month = addMonths(month, 1)) {
      if (startOn.slice(0, 7) <= month && month <= endOn.slice(0, 7)) months.push(month);
    }
    return months.map((month) => dutyOf(contract, month, dueWorkingDay));
  });
}

const addMonths = (month: string, count: number): string =>
  addMonthsClamped(`${month}-01`, count).slice(0, 7);

/** Announces once, at the instant it was due, that a report is missing. Clause 1.1.3b. */
export function findOverdue(duty: ReportDuty): Decision<ReportDuty, ReportOverdue> {
  if (duty.submission || duty.overdueAt) return { state: duty, events: [] };
  return { state: { ...duty, overdueAt: duty.dueAt }, events: [reportOverdue(named(duty))] };
}

/** Takes a report, once. Breaks `report.period-open` and `report.submitted-already`. Clause 1.1.3b. */
export function submit(
  duty: ReportDuty,
  submission: Submission,
  timezone: string,
  now: Date,
): Decision<ReportDuty, ReportSubmitted> {
  const { period, dueAt } = duty;
  ensure(
    spanOf(period, timezone).to <= now.getTime(),
    'report.period-open',
    `${period} is not over yet.`,
    '/period',
  );
  ensure(!duty.submission, 'report.submitted-already', `The report of ${period} was submitted before.`);
  const { contentHash, asOf } = submission;
  const isLate = now > dueAt;
  return {
    state: { ...duty, submission },
    events: [reportSubmitted({ ...named(duty), contentHash, asOf, isLate, submittedAt: now })],
  };
}

const named = ({ id: reportId, contractId, vendorId, period, dueAt }: ReportDuty) => ({
  ...{ reportId, contractId, vendorId, period, dueAt },
});
