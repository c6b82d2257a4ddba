import { addWorkingDays, endOfLocalDay, localDateOf } from '@steward/calendar';
import { ensure, type CapabilityCategory, type Decision, type Severity } from '@steward/domain';
import type { ClockEvent, MilestoneDecided, WorkOrderEvent } from '@steward/events';
import { eventOf } from './announce';
import { lastOf, type EvidenceGrade, type Fact } from './facts';
import {
  announce,
  changedOf,
  decidedOf,
  milestonesOf,
  type Milestone,
  type MilestoneKind,
} from './milestones';
import { inForceAt, type ContractVersion } from './terms';
import { warningsDue, type Warning } from './warnings';

type Recorded = {
  readonly id: string;
  readonly number: string;
  readonly category: CapabilityCategory;
  readonly evidenceGrade: EvidenceGrade;
  readonly facts: readonly Fact[];
  /** The verdicts that were announced. */
  readonly milestones: readonly Milestone[];
  /** Of a clock's target, at which it warns or repeats its breach: the policy's. D1. */
  readonly percents: readonly number[];
  readonly warnings: readonly Warning[];
  /** The event by which each verdict was last announced. */
  readonly verdictEvents: Readonly<Partial<Record<MilestoneKind, string>>>;
};
export type Reported = Recorded & { readonly status: 'reported' };
export type Assigned = Recorded & {
  readonly status: 'dispatched' | 'accepted' | 'on-site' | 'paused' | 'resolved' | 'closed';
  readonly terms: ContractVersion;
};
export type WorkOrder = Reported | Assigned;
export type Status = WorkOrder['status'];
export type WorkOrderDecided = Decision<WorkOrder, WorkOrderEvent | MilestoneDecided | ClockEvent>;

/** Which fact may follow in which state, and where it leads. ITIL incident management; clause 2.3.1a. */
export const TRANSITIONS: Readonly<
  Record<Exclude<Fact['kind'], 'REPORTED' | 'RESUMED'>, { from: readonly Status[]; to: Status | null }>
> = {
  DISPATCHED: { from: ['reported', 'dispatched'], to: 'dispatched' },
  ACCEPTED: { from: ['dispatched'], to: 'accepted' },
  ARRIVED: { from: ['accepted'], to: 'on-site' },
  PAUSED: { from: ['accepted', 'on-site'], to: 'paused' },
  SEVERITY_CHANGED: { from: ['dispatched', 'accepted', 'on-site', 'paused', 'resolved'], to: null },
  RESOLVED: { from: ['accepted', 'on-site'], to: 'resolved' },
  REOPENED: { from: ['resolved'], to: null },
  CLOSED: { from: ['resolved'], to: 'closed' },
};

/** Reasons for which the closure clock may wait. D1. */
export const PAUSE_REASONS = ['WAITING_CUSTOMER', 'APPROVED_PLANNED_WINDOW', 'FORCE_MAJEURE'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Milliseconds that a clock elsewhere may be ahead of ours. */
export const SKEW = 5 * 60 * 1000;

export type Report = {
  readonly id: string;
  readonly number: string;
  readonly category: CapabilityCategory;
  readonly severity: Severity;
  /** When the fault was reported; earlier than now where it was phoned in. The clocks start here. D1. */
  readonly reportedAt: Date;
};

/** Takes a report in. Breaks `work-order.reported-in-future`. Clause 2.3.1a. */
export function report({ id, number, category, severity, reportedAt }: Report, now: Date): WorkOrderDecided {
  ensure(
    reportedAt.getTime() <= now.getTime() + SKEW,
    'work-order.reported-in-future',
    `${reportedAt.toISOString()} has not come yet.`,
    '/reportedAt',
  );
  const fact: Fact = { kind: 'REPORTED', at: reportedAt.getTime(), severity };
  const state: Reported = {
    ...{ id, number, category, evidenceGrade: 'A', facts: [fact], milestones: [] },
    ...{ percents: [], warnings: [], verdictEvents: {} }, // nobody answers for it yet
    status: 'reported',
  };
  return { state, events: [eventOf(state, fact)] };
}

/**
 * Charges a vendor with the work, under its contract's version in force at the report. `versions` are those
 * of one contract, `skills` what its vendor is certified for.
 * Breaks `work-order.wrong-state`, `work-order.contract-not-in-force`, `work-order.capability-mismatch` and
 * `work-order.out-of-scope`. Clauses 1.1.2, 1.2.3 and S11.
 */
export function dispatch(
  workOrder: WorkOrder,
  versions: readonly ContractVersion[],
  skills: readonly CapabilityCategory[],
  today: string,
  now: Date,
): WorkOrderDecided {
  const { category, number, facts } = workOrder;
  const terms = inForceAt(versions, facts[0]!.at);
  ensure(
    terms !== undefined && terms.startOn <= today && today <= terms.endOn,
    'work-order.contract-not-in-force',
    `No contract is in force for ${number} on ${today}.`,
  );
  ensure(
    skills.includes(category),
    'work-order.capability-mismatch',
    `The vendor is not certified for ${category}; it is for ${skills.join(', ') || 'nothing'}.`,
  );
  ensure(
    terms.categories.includes(category),
    'work-order.out-of-scope',
    `The contract covers ${terms.categories.join(', ')}, not ${category}.`,
  );
  const { vendorId, contractId, contractVersion } = terms;
  const fact: Fact = { kind: 'DISPATCHED', at: now.getTime(), vendorId, contractId, contractVersion };
  ensureFollows(workOrder, fact);
  ensureNotBefore(workOrder, fact);
  return record({ ...workOrder, status: 'dispatched', terms }, fact, now);
}

/** A fact that needs no more than to be allowed in this state. */
export type PlainFact = Exclude<Fact, { readonly kind: 'REPORTED' | 'DISPATCHED' }>;

/**
 * Adds a fact to an assigned work order: acceptance, arrival, pause, resumption, change of severity,
 * resolution, reopening, closing. Its milestones are judged anew. Breaks `work-order.wrong-state` and
 * `work-order.not-dispatched`. Clauses 2.2.1a, 2.2.1b, 2.3.1a.
 */
export function follow(workOrder: WorkOrder, fact: PlainFact, now: Date): WorkOrderDecided {
  ensureFollows(workOrder, fact);
  ensureNotBefore(workOrder, fact);
  ensureAssigned(workOrder);
  return record({ ...workOrder, status: statusAfter(workOrder, fact) }, fact, now);
}

/**
 * Adds a fact where it belongs in the history, before what was recorded since: the clocks are read anew, and
 * a verdict that they no longer give is corrected. The work order is only as good as its weakest evidence.
 * Breaks `work-order.before-report`, `work-order.wrong-state` (also where a later fact could not have
 * followed) and `work-order.not-dispatched`. Clause 3.2.1a, S12.
 */
export function insert(
  workOrder: WorkOrder,
  fact: PlainFact,
  grade: EvidenceGrade,
  now: Date,
): WorkOrderDecided {
  ensureAssigned(workOrder);
  const { number, facts } = workOrder;
  ensure(
    fact.at >= facts[0]!.at,
    'work-order.before-report',
    `${number} was reported only at ${new Date(facts[0]!.at).toISOString()}.`,
    '/occurredAt',
  );
  const place = facts.findLastIndex(({ at }) => at <= fact.at) + 1;
  const history = facts.toSpliced(place, 0, fact);
  const status = history.slice(1).reduce<Status>((before, next, n) => {
    const soFar = { number, status: before, facts: history.slice(0, n + 1) };
    ensureFollows(soFar, next);
    return next.kind === 'DISPATCHED' ? 'dispatched' : statusAfter(soFar, next as PlainFact);
  }, 'reported');
  const evidenceGrade = workOrder.evidenceGrade > grade ? workOrder.evidenceGrade : grade;
  const told = { ...workOrder, facts: history, evidenceGrade, status: status as Assigned['status'] };
  const { state, events } = judge(told, now);
  return { state, events: [eventOf(told, fact), ...events] };
}

function ensureAssigned(workOrder: WorkOrder): asserts workOrder is Assigned {
  ensure(
    workOrder.status !== 'reported',
    'work-order.not-dispatched',
    `${workOrder.number} waits for its dispatch; nobody answers for it yet.`,
  );
}

/** What time alone has decided: clocks that came to a warning, or ran out without any fact. Clause 2.2.1. */
export function judge(workOrder: WorkOrder, now: Date): WorkOrderDecided {
  if (workOrder.status === 'reported') return { state: workOrder, events: [] };
  const warned = warn(workOrder, now.getTime());
  const { id, facts, terms, evidenceGrade } = workOrder;
  const decided = decidedOf(milestonesOf(id, facts, terms, now.getTime()), facts);
  const changed = changedOf(workOrder.milestones, decided);
  const kept = workOrder.milestones.filter(
    ({ kind }) => !changed.some((milestone) => milestone.kind === kind),
  );
  return {
    state: { ...warned.state, milestones: [...kept, ...changed] },
    events: [
      ...warned.events,
      ...changed.map((milestone) =>
        announce(id, milestone, evidenceGrade, workOrder.verdictEvents[milestone.kind]),
      ),
    ],
  };
}

function warn<W extends Assigned>(workOrder: W, asOf: number): Decision<W, ClockEvent> {
  const due = warningsDue(workOrder, asOf);
  const warnings = [...workOrder.warnings, ...due.map(({ warning }) => warning)];
  return { state: { ...workOrder, warnings }, events: due.map(({ event }) => event) };
}

/** What the clocks came to before the fact is announced, also where their timers are late. */
function record(workOrder: Assigned, fact: Fact, now: Date): WorkOrderDecided {
  const before = warn(workOrder, fact.at);
  const told: Assigned = { ...before.state, facts: [...workOrder.facts, fact] };
  const { state, events } = judge(told, now);
  return { state, events: [...before.events, eventOf(told, fact), ...events] };
}

type Standing = Pick<WorkOrder, 'number' | 'status' | 'facts'>;

function ensureFollows({ number, status }: Standing, fact: Fact): void {
  const from =
    fact.kind === 'RESUMED' ? ['paused'] : fact.kind === 'REPORTED' ? [] : TRANSITIONS[fact.kind].from;
  ensure(
    from.includes(status),
    'work-order.wrong-state',
    `${number} is ${status}; ${fact.kind} cannot follow.`,
  );
}

function ensureNotBefore({ facts }: WorkOrder, fact: Fact): void {
  const last = facts.at(-1)!.at;
  ensure(
    fact.at >= last,
    'work-order.out-of-order',
    `${new Date(fact.at).toISOString()} is before what was recorded last, ${new Date(last).toISOString()}.`,
  );
}

function statusAfter({ status, facts }: Standing, fact: PlainFact): Assigned['status'] {
  const working = facts.some(({ kind }) => kind === 'ARRIVED') ? 'on-site' : 'accepted';
  if (fact.kind === 'RESUMED' || fact.kind === 'REOPENED') return working;
  return (TRANSITIONS[fact.kind].to ?? status) as Assigned['status'];
}

/** The end of the last working day on which the customer may object to a resolution told now. S9. */
export function acceptanceDueAt(workOrder: WorkOrder, workingDays: number, now: Date): Date {
  if (workOrder.status !== 'resolved') throw new Error(`${workOrder.number} is not resolved.`);
  const { calendar } = workOrder.terms;
  const lastDay = addWorkingDays(calendar, localDateOf(calendar, now.getTime()), workingDays);
  return new Date(endOfLocalDay(calendar, lastDay.date));
}

/** Closes a work order whose resolution of `resolvedAt` still stands; otherwise nothing happens. S9. */
export function closeBySilence(workOrder: WorkOrder, resolvedAt: Date, now: Date): WorkOrderDecided {
  const stands =
    workOrder.status === 'resolved' && lastOf(workOrder.facts, 'RESOLVED')?.at === resolvedAt.getTime();
  if (!stands) return { state: workOrder, events: [] };
  return follow(workOrder, { kind: 'CLOSED', at: now.getTime(), isSilent: true }, now);
}
