import {
  endOfLocalDay,
  localDateOf,
  nthWorkingDayOfMonth,
  previousQuarter,
  quarterBounds,
  quarterOf,
  type WorkingCalendar,
} from '@steward/calendar';
import { importedId } from '@steward/domain';
import { periodClosed, type PeriodClosed } from '@steward/events';
import type { ContractVersion } from './terms';

type Verdicts = { readonly met: number; readonly breached: number; readonly open: number };
/** What a contract's quarter comes to. `workOrders` are those with a MET or BREACHED milestone in it. */
export type Counts = {
  readonly onSite: Verdicts;
  readonly closure: Verdicts;
  /** Absent where nothing of the kind was decided. */
  readonly response?: Verdicts;
  readonly workOrders: number;
  /** Months of services that were measured, and how many kept their target; absent where none was. 2.2.1c. */
  readonly availability?: { readonly met: number; readonly months: number };
  /** Surveys answered before the cut-off; absent where none was. Clause 1.3.1. */
  readonly satisfaction?: { readonly answers: number; readonly scoreSum: number };
};
export type Period = {
  readonly contractId: string;
  readonly quarter: string;
  readonly vendorId: string;
  readonly revision: number;
  readonly counts: Counts;
};

/**
 * Closes a quarter of a contract, again where its counts have changed since. Null where they have not:
 * readers have been told. D3.
 */
export function close(
  before: Period | undefined,
  now: Omit<Period, 'revision'>,
): { readonly state: Period; readonly event: (closedAt: Date) => PeriodClosed } | null {
  if (before && isSame(before.counts, now.counts)) return null;
  const state = { ...now, revision: (before?.revision ?? 0) + 1 };
  const { contractId, quarter, vendorId, revision, counts } = state;
  const periodId = importedId('period', `${contractId}:${quarter}`);
  return {
    state,
    event: (closedAt) =>
      periodClosed({ periodId, contractId, vendorId, quarter, revision, ...counts, closedAt }),
  };
}

const NONE: Verdicts = { met: 0, breached: 0, open: 0 };

function isSame(a: Counts, b: Counts): boolean {
  const isAlike = (x: Verdicts, y: Verdicts) =>
    x.met === y.met && x.breached === y.breached && x.open === y.open;
  return (
    isAlike(a.onSite, b.onSite) &&
    isAlike(a.closure, b.closure) &&
    isAlike(a.response ?? NONE, b.response ?? NONE) &&
    a.workOrders === b.workOrders &&
    a.availability?.met === b.availability?.met &&
    a.availability?.months === b.availability?.months &&
    a.satisfaction?.answers === b.satisfaction?.answers &&
    a.satisfaction?.scoreSum === b.satisfaction?.scoreSum
  );
}

export type PeriodKey = Pick<Period, 'contractId' | 'vendorId' | 'quarter'>;
/** A period to count; what customers answered later does not count in it. */
export type DuePeriod = PeriodKey & { readonly cutOffAt: Date };

/**
 * The periods that are to have been closed at `now`: the quarter before this one of every contract that lived
 * in it, once the cut-off (that working day of the new quarter) has passed. Clause 1.3.1.
 */
export function periodsDue(
  contracts: readonly ContractVersion[],
  cutOffWorkingDay: number,
  now: number,
): readonly PeriodKey[] {
  return contracts.flatMap(({ contractId, vendorId, calendar, startOn, endOn }) => {
    const { timezone } = calendar;
    const quarter = previousQuarter(quarterOf(now, timezone));
    const { from, to } = quarterBounds(quarter, timezone);
    const isPast = cutOffOf(calendar, quarter, cutOffWorkingDay) <= now;
    const lived = startOn <= localDateOf(calendar, to - 1) && endOn >= localDateOf(calendar, from);
    return isPast && lived ? [{ contractId, vendorId, quarter }] : [];
  });
}

/** The periods to count: those due that were not closed yet, and those that have changed since. D3. */
export function periodsToCount(
  contracts: readonly ContractVersion[],
  { due, closed, stale }: Readonly<Record<'due' | 'closed' | 'stale', readonly PeriodKey[]>>,
  cutOffWorkingDay: number,
): readonly DuePeriod[] {
  const isClosed = new Set(closed.map(keyOf));
  const calendars = new Map(contracts.map(({ contractId, calendar }) => [contractId, calendar]));
  return [...due.filter((period) => !isClosed.has(keyOf(period))), ...stale].map((period) => {
    const { contractId, vendorId, quarter } = period;
    const cutOffAt = new Date(cutOffOf(calendars.get(contractId)!, quarter, cutOffWorkingDay));
    return { contractId, vendorId, quarter, cutOffAt };
  });
}

/** The end of the n-th working day after the quarter. D3. */
function cutOffOf(calendar: WorkingCalendar, quarter: string, workingDay: number): number {
  const next = localDateOf(calendar, quarterBounds(quarter, calendar.timezone).to).slice(0, 7);
  return endOfLocalDay(calendar, nthWorkingDayOfMonth(calendar, next, workingDay).date);
}

/** Closes what was counted, where it changed. */
export function closeAll(
  closed: readonly Period[],
  counted: readonly (PeriodKey & { readonly counts: Counts })[],
): readonly NonNullable<ReturnType<typeof close>>[] {
  const before = new Map(closed.map((period) => [keyOf(period), period]));
  return counted.flatMap((period) => close(before.get(keyOf(period)), period) ?? []);
}

const keyOf = ({ contractId, quarter }: PeriodKey): string => `${contractId}:${quarter}`;
