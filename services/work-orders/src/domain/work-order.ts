import { addWorkingDays, endOfLocalDay, localDateOf } from '@steward/calendar';
import { ensure, type CapabilityCategory, type Decision, type Severity } from '@steward/domain';
import type { ClockEvent, MilestoneDecided, MilestoneOverran, WorkOrderEvent } from '@steward/events';
import { promisedKinds, targetOf, type MilestoneKind, type PauseReason } from '@steward/terms';
import { eventOf } from './announce';
import { lastOf, severityOf, type Asked, type EvidenceGrade, type Fact } from './facts';
import { announce, changedOf, decidedOf, milestonesOf, waitsFor, type Milestone } from './milestones';
import { overrunsTold } from './overruns';
import type { ContractVersion } from './terms';
import { warningsDue, type Warning } from './warnings';

type Recorded = {
  readonly id: string;
  readonly number: string;
  readonly category: CapabilityCategory;
  /** What is out of order, where it was named; an arrival there needs proof. Clause 2.3.1b. */
  readonly assetId: string | null;
  readonly evidenceGrade: EvidenceGrade;
  readonly facts: readonly Fact[];
  /** How many facts were ever stored, those taken back included. */
  readonly stored: number;
  /** The verdicts that were announced. */
  readonly milestones: readonly Milestone[];
  /** Of a clock's target, at which it warns or repeats its breach: the policy's. D1. */
  readonly percents: readonly number[];
  readonly warnings: readonly Warning[];
  /** The event by which each verdict was last announced. */
  readonly verdictEvents: Readonly<Partial<Record<MilestoneKind, string>>>;
};
/** Nobody answers for it: reported, or outside the scope of the contract that it was to go to. 1.1.2. */
export type Unassigned = Recorded & { readonly status: 'reported' | 'scope-review' };
export type Assigned = Recorded & {
  readonly status: 'dispatched' | 'accepted' | 'on-site' | 'paused' | 'resolved' | 'closed' | 'cancelled';
  readonly terms: ContractVersion;
};
export type WorkOrder = Unassigned | Assigned;
export type Status = WorkOrder['status'];
export type WorkOrderDecided = Decision<
  WorkOrder,
  WorkOrderEvent | MilestoneDecided | MilestoneOverran | ClockEvent
>;

/** Which fact may follow in which state, and where it leads. ITIL incident management; clause 2.3.1a. */
export const TRANSITIONS: Readonly<
  Record<Exclude<Fact['kind'], 'REPORTED' | 'RESUMED'>, { from: readonly Status[]; to: Status | null }>
> = {
  SCOPE_REVIEW: { from: ['reported'], to: 'scope-review' },
  SCOPE_WITHDRAWN: { from: ['scope-review'], to: 'reported' },
  DISPATCHED: { from: ['reported', 'scope-review', 'dispatched'], to: 'dispatched' },
  ACCEPTED: { from: ['dispatched'], to: 'accepted' },
  ARRIVED: { from: ['accepted'], to: 'on-site' },
  PAUSED: { from: ['accepted', 'on-site'], to: 'paused' },
  SEVERITY_CHANGED: { from: ['dispatched', 'accepted', 'on-site', 'paused', 'resolved'], to: null },
  RESOLVED: { from: ['accepted', 'on-site'], to: 'resolved' },
  REOPENED: { from: ['resolved'], to: null },
  CLOSED: { from: ['resolved'], to: 'closed' },
  CANCELLED: {
    from: ['dispatched', 'accepted', 'on-site', 'paused', 'resolved', 'closed'],
    to: 'cancelled',
  },
};

/** Milliseconds that a clock elsewhere may be ahead of ours. */
export const SKEW = 5 * 60 * 1000;

export type Report = {
  readonly id: string;
  readonly number: string;
  readonly category: CapabilityCategory;
  readonly severity: Severity;
  /** What is to be done on what, as far as it is said. */
  readonly asked: Partial<Asked>;
  readonly assetId: string | null;
  /** When the fault was reported; earlier than now where it was phoned in. The clocks start here. D1. */
  readonly reportedAt: Date;
};

/** Takes a report in. Breaks `work-order.reported-in-future`. Clause 2.3.1a. */
export function report(told: Report, now: Date): WorkOrderDecided {
  const { id, number, category, severity, asked, assetId, reportedAt } = told;
  ensure(
    reportedAt.getTime() <= now.getTime() + SKEW,
    'work-order.reported-in-future',
    `${reportedAt.toISOString()} has not come yet.`,
    '/reportedAt',
  );
  const fact: Fact = { kind: 'REPORTED', at: reportedAt.getTime(), severity, ...asked };
  const state: Unassigned = {
    ...{ id, number, category, assetId, evidenceGrade: 'A', facts: [fact], stored: 0, milestones: [] },
    ...{ percents: [], warnings: [], verdictEvents: {} }, // nobody answers for it yet
    status: 'reported',
  };
  return { state, events: [eventOf(state, fact)] };
}

/** A fact that needs no more than to be allowed in this state. */
export type PlainFact = Exclude<
  Fact,
  { readonly kind: 'REPORTED' | 'SCOPE_REVIEW' | 'SCOPE_WITHDRAWN' | 'DISPATCHED' | 'CANCELLED' }
>;

/**
 * Adds a fact to an assigned work order: acceptance, arrival, pause, resumption, change of severity,
 * resolution, reopening, closing. Its milestones are judged anew. Breaks `work-order.wrong-state` and
 * `work-order.not-dispatched`. Clauses 2.2.1a, 2.2.1b, 2.3.1a.
 */
export function follow(workOrder: WorkOrder, fact: PlainFact, now: Date): WorkOrderDecided {
  ensureFollows(workOrder, fact);
  ensureNotBefore(workOrder, fact);
  ensureAssigned(workOrder);
  return record({ ...workOrder, status: statusAfter(workOrder, fact) as Assigned['status'] }, fact, now);
}

/**
 * Has the clocks wait that may wait for this reason; `isConfirmed` where the customer says so itself. Breaks
 * what `follow` does, and `work-order.reason-not-agreed` where none may. D1.
 */
export function pause(
  workOrder: WorkOrder,
  { reason, isConfirmed }: { readonly reason: PauseReason; readonly isConfirmed: boolean },
  now: Date,
): WorkOrderDecided {
  ensureAssigned(workOrder);
  const { facts, terms, number } = workOrder;
  const fact = { kind: 'PAUSED', at: now.getTime(), reason, ...(isConfirmed && { isConfirmed }) } as const;
  const { slaTargets } = terms;
  const waiting = promisedKinds(slaTargets).filter((kind) =>
    waitsFor(fact, kind, targetOf(slaTargets, kind, severityOf(facts))),
  );
  ensure(
    waiting.length > 0,
    'work-order.reason-not-agreed',
    `No clock of ${number} waits for ${reason}; the contract says for what it does.`,
    '/reason',
  );
  return follow(workOrder, fact, now);
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
  const { number, facts, status } = workOrder;
  ensure(status !== 'cancelled', 'work-order.wrong-state', `${number} is cancelled; nothing follows.`);
  ensure(
    fact.at >= facts[0]!.at,
    'work-order.before-report',
    `${number} was reported only at ${new Date(facts[0]!.at).toISOString()}.`,
    '/occurredAt',
  );
  const place = facts.findLastIndex(({ at }) => at <= fact.at) + 1;
  const history = facts.toSpliced(place, 0, fact);
  const evidenceGrade = workOrder.evidenceGrade > grade ? workOrder.evidenceGrade : grade;
  const told = { ...workOrder, facts: history, evidenceGrade, status: statusOf(number, history) };
  const { state, events } = judge(told, now);
  return { state, events: [eventOf(told, fact), ...events, ...overrunsTold(workOrder, told, now)] };
}

/** Where the history of an assigned work order leads. Breaks `work-order.wrong-state`. */
export function statusOf(number: string, history: readonly Fact[]): Assigned['status'] {
  const status = history.slice(1).reduce<Status>((before, next, n) => {
    const soFar = { number, status: before, facts: history.slice(0, n + 1) };
    ensureFollows(soFar, next);
    return statusAfter(soFar, next);
  }, 'reported');
  return status as Assigned['status'];
}

/** Whether a vendor answers for it. */
export const isAssigned = (workOrder: WorkOrder): workOrder is Assigned =>
  workOrder.status !== 'reported' && workOrder.status !== 'scope-review';

/** Breaks `work-order.not-dispatched`. */
export function ensureAssigned(workOrder: WorkOrder): asserts workOrder is Assigned {
  ensure(
    isAssigned(workOrder),
    'work-order.not-dispatched',
    `${workOrder.number} waits for its dispatch; nobody answers for it yet.`,
  );
}

/** What time alone has decided: clocks that came to a warning, or ran out without any fact. Clause 2.2.1. */
export function judge(workOrder: WorkOrder, now: Date): WorkOrderDecided {
  if (!isAssigned(workOrder)) return { state: workOrder, events: [] };
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
export function record(workOrder: Assigned, fact: Fact, now: Date): WorkOrderDecided {
  const before = warn(workOrder, fact.at);
  const told: Assigned = { ...before.state, facts: [...workOrder.facts, fact] };
  const { state, events } = judge(told, now);
  return {
    state,
    events: [...before.events, eventOf(told, fact), ...events, ...overrunsTold(workOrder, told, now)],
  };
}

type Standing = Pick<WorkOrder, 'number' | 'status' | 'facts'>;

/** Breaks `work-order.wrong-state`. */
export function ensureFollows({ number, status }: Standing, fact: Fact): void {
  const from =
    fact.kind === 'RESUMED' ? ['paused'] : fact.kind === 'REPORTED' ? [] : TRANSITIONS[fact.kind].from;
  ensure(
    from.includes(status),
    'work-order.wrong-state',
    `${number} is ${status}; ${fact.kind} cannot follow.`,
  );
}

/** Breaks `work-order.out-of-order`. */
export function ensureNotBefore({ facts }: WorkOrder, fact: Fact): void {
  const last = facts.at(-1)!.at;
  ensure(
    fact.at >= last,
    'work-order.out-of-order',
    `${new Date(fact.at).toISOString()} is before what was recorded last, ${new Date(last).toISOString()}.`,
  );
}

function statusAfter({ status, facts }: Standing, fact: Fact): Status {
  const working = facts.some(({ kind }) => kind === 'ARRIVED') ? 'on-site' : 'accepted';
  if (fact.kind === 'RESUMED' || fact.kind === 'REOPENED') return working;
  return fact.kind === 'REPORTED' ? 'reported' : (TRANSITIONS[fact.kind].to ?? status);
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
