import { addMonthsClamped, isQuarter, quarterDays, quarterOfMonth } from '@steward/calendar';
import type { Tier } from '@steward/domain';

/** Milestones of one kind by their verdict. */
export type Verdicts = { readonly met: number; readonly breached: number; readonly open: number };
export type Counts = { readonly onSite: Verdicts; readonly closure: Verdicts };

/** What is measured beside milestones; absent where nothing was. */
export type Measured = {
  /** Milestones of responses, where the contract promises them. Clause 2.2.1a. */
  readonly response?: Verdicts;
  /** Months of services that were measured, and how many kept their target. Clause 2.2.1c. */
  readonly availability?: { readonly met: number; readonly months: number };
  /** Surveys that were answered in time, and the sum of their marks from 1 to 5. Clause 1.3.1. */
  readonly satisfaction?: { readonly answers: number; readonly scoreSum: number };
};

/** What work-orders says that the quarter consists of; the highest revision counts. */
export type Closing = Counts & Measured & { readonly revision: number; readonly workOrders: number };

/** A contract's quarter as far as its facts have come. */
export type QuarterInputs = {
  readonly contractId: string;
  readonly vendorId: string;
  /** `2026Q3`, in the contract's zone. */
  readonly quarter: string;
  /** What the milestones held here add up to. */
  readonly held: Counts;
  readonly closing: Closing | null;
  /** The closing that was frozen last; 0 where none was. */
  readonly frozenRevision: number;
};

/** True where the quarter was closed and every milestone that its last closing counts is held. D3. */
export function isComplete(inputs: QuarterInputs): inputs is QuarterInputs & { readonly closing: Closing } {
  const { held, closing } = inputs;
  if (!closing) return false;
  return isSame(held.onSite, closing.onSite) && isSame(held.closure, closing.closure);
}

function isSame(one: Verdicts, other: Verdicts): boolean {
  return one.met === other.met && one.breached === other.breached && one.open === other.open;
}

export type MilestoneKind = 'ON_SITE' | 'CLOSURE';
export type Verdict = 'MET' | 'BREACHED' | 'OPEN';
/** A milestone by its last verdict. Clauses 2.2.1a and 2.2.1b. */
export type Milestone = {
  readonly milestoneId: string;
  readonly kind: MilestoneKind;
  readonly verdict: Verdict;
  /** ISO 8601. */
  readonly decidedAt: string;
  /** The event that brought the verdict. */
  readonly eventId: string;
};

export type DutyKind = 'REPORT' | 'MEETING';
/** What was due in a quarter beside work orders, by its last word. Clauses 1.1.3b and 2.3.2c. */
export type Duty = {
  readonly dutyId: string;
  readonly kind: DutyKind;
  readonly isMet: boolean;
  /** The event that said so. */
  readonly eventId: string;
};

/** The quarter in which a report of a month or a quarter is due: in the month after its period. 1.1.3b. */
export function quarterDueIn(period: string): string {
  const last = isQuarter(period) ? quarterDays(period).lastOn : `${period}-01`;
  return quarterOfMonth(addMonthsClamped(`${last.slice(0, 7)}-01`, 1).slice(0, 7));
}

/** A vendor's tier from a day on. Clause 1.2.1. */
export type TierSince = { readonly tier: Tier; readonly effectiveOn: string };

/** The tier on a day; before the first that is known, the first. Null where none is known. Clause 1.2.1. */
export function tierOn(history: readonly TierSince[], day: string): Tier | null {
  const byDay = [...history].sort((one, other) => (one.effectiveOn < other.effectiveOn ? -1 : 1));
  const inForce = byDay.findLast(({ effectiveOn }) => effectiveOn <= day) ?? byDay[0];
  return inForce?.tier ?? null;
}
