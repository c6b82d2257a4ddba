import { addMonthsClamped, endOfLocalDay, monthBounds, startOfLocalDay, type Span } from '@steward/calendar';
import { ensure, type Severity } from '@steward/domain';
import type { MilestoneKind } from '@steward/terms';
import type { Fact } from './facts';
import { decidedOf, readingsOf, type Reading } from './milestones';
import type { ContractVersion } from './terms';

/** Milestones of a kind and a severity by their verdict. */
export type Counted = {
  readonly kind: MilestoneKind;
  readonly severity: Severity;
  readonly met: number;
  readonly breached: number;
  readonly open: number;
};

/** What a verdict is compared by: to the millisecond. */
export type Recorded = Pick<Reading, 'kind' | 'verdict' | 'decidedAt' | 'targetSeconds'>;

/** A work order for which a vendor answered, with what was recorded of it. */
export type PastWorkOrder = {
  readonly workOrderId: string;
  readonly contractId: string;
  readonly contractVersion: number;
  /** One of a log is judged without the customer's word, as of the end of its import. */
  readonly isOfLog: boolean;
  readonly facts: readonly Fact[];
  readonly asOf: number;
  readonly recorded: readonly Recorded[];
};

/** The first and the last day that are asked about, in each contract's zone. */
export type Range = { readonly fromOn: string; readonly toOn: string };
/** A month, or what of it is asked about. */
export type AskedMonth = Span & {
  /** `2026-09`. */
  readonly month: string;
  /** All of it is asked about, and over: only then are credits and pay worked out. */
  readonly isWhole: boolean;
};

const MOST_MONTHS = 60;

/** The months of a range. Breaks `what-if.range-reversed` and `what-if.range-too-long`. */
export function monthsIn({ fromOn, toOn }: Range, timezone: string, now: number): readonly AskedMonth[] {
  ensure(fromOn <= toOn, 'what-if.range-reversed', `${toOn} is before ${fromOn}.`, '/toOn');
  const from = startOfLocalDay(fromOn, timezone);
  const to = endOfLocalDay({ timezone }, toOn);
  const months: AskedMonth[] = [];
  for (let firstOn = `${fromOn.slice(0, 7)}-01`; firstOn <= toOn; firstOn = addMonthsClamped(firstOn, 1)) {
    ensure(
      months.length < MOST_MONTHS,
      'what-if.range-too-long',
      `At most ${MOST_MONTHS} months are worked out at once.`,
      '/toOn',
    );
    const month = firstOn.slice(0, 7);
    const whole = monthBounds(month, timezone);
    const isWhole = from <= whole.from && whole.to <= to && whole.to <= now;
    months.push({ month, isWhole, from: Math.max(from, whole.from), to: Math.min(to, whole.to) });
  }
  return months;
}

/**
 * The milestones of a past work order under other terms. A live closure is met once the customer accepted it;
 * what is not decided is OPEN. Clauses 2.2.1a and 2.2.1b, S9.
 */
export function judgedUnder(
  { facts, isOfLog, asOf }: PastWorkOrder,
  terms: Pick<ContractVersion, 'slaTargets' | 'calendar'>,
): readonly Reading[] {
  const readings = readingsOf(facts, terms, asOf);
  if (isOfLog) return readings;
  const decided = decidedOf(readings, facts);
  return readings.map((reading) =>
    decided.includes(reading) ? reading : { ...reading, verdict: 'OPEN', decidedAt: asOf },
  );
}

/** Of which kinds the record says something else than the terms that were signed give now. */
export function differences(
  { recorded }: Pick<PastWorkOrder, 'recorded'>,
  readings: readonly Reading[],
): readonly MilestoneKind[] {
  const fields = ['verdict', 'decidedAt', 'targetSeconds'] as const;
  return readings
    .filter((reading) => {
      const known = recorded.find(({ kind }) => kind === reading.kind);
      if (!known || known.verdict === 'OPEN') return reading.verdict !== 'OPEN';
      return fields.some((field) => known[field] !== reading[field]);
    })
    .map(({ kind }) => kind);
}

/** `lateStepSeconds` is null where late arrivals are not credited. */
type TalliedMonth = AskedMonth & { readonly lateStepSeconds: number | null };
type Cell = { met: number; breached: number; open: number };
/** What a contract's work orders come to, month by month: as large as the months are many. */
export type Tally = {
  readonly months: readonly TalliedMonth[];
  readonly cells: Map<string, Cell>;
  /** By month and severity, the steps late on site that were started. D5, C2. */
  readonly lateSteps: Map<string, number>;
};
export const newTally = (months: readonly TalliedMonth[]): Tally => ({
  ...{ months, cells: new Map(), lateSteps: new Map() },
});

/** Counts what was decided in the months that are asked about, D3; gives whether anything was. */
export function count(tally: Tally, readings: readonly Reading[]): boolean {
  let isCounted = false;
  for (const { kind, severity, verdict, decidedAt, elapsedSeconds, targetSeconds } of readings) {
    const found = tally.months.find(({ from, to }) => from <= decidedAt && decidedAt < to);
    if (!found) continue;
    const { month, lateStepSeconds } = found;
    isCounted = true;
    const key = `${month} ${kind} ${severity}`;
    const cell = tally.cells.get(key) ?? { met: 0, breached: 0, open: 0 };
    cell[verdict === 'MET' ? 'met' : verdict === 'OPEN' ? 'open' : 'breached'] += 1;
    tally.cells.set(key, cell);
    if (kind !== 'ON_SITE' || verdict !== 'BREACHED' || lateStepSeconds === null) continue;
    // Less than a second late is late.
    const steps = Math.ceil(Math.max(1, elapsedSeconds - targetSeconds) / lateStepSeconds);
    const late = `${month} ${severity}`;
    tally.lateSteps.set(late, (tally.lateSteps.get(late) ?? 0) + steps);
  }
  return isCounted;
}

/** What was counted in a month, in the order of kinds and severities. */
export function countedIn({ cells }: Tally, month: string): readonly Counted[] {
  return [...cells]
    .filter(([key]) => key.startsWith(`${month} `))
    .map(([key, cell]) => {
      const [, kind, severity] = key.split(' ') as [string, MilestoneKind, string];
      return { kind, severity: Number(severity) as Severity, ...cell };
    });
}
