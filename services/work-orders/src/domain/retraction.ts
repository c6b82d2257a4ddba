import { eventOf } from './announce';
import type { Fact, FactOf } from './facts';
import { announce, decidedOf, milestonesOf } from './milestones';
import { overrunsTold } from './overruns';
import {
  ensureAssigned,
  ensureFollows,
  ensureNotBefore,
  judge,
  statusOf,
  type Assigned,
  type WorkOrder,
  type WorkOrderDecided,
} from './work-order';

/**
 * Takes an arrival out of the history, as if it had never been told, and reads the clocks anew. A verdict
 * that rested on it is corrected; one that nothing decides any more is OPEN again. Breaks
 * `work-order.not-dispatched`. Clause 2.3.1b.
 */
export function retract(workOrder: WorkOrder, arrival: FactOf<'ARRIVED'>, now: Date): WorkOrderDecided {
  ensureAssigned(workOrder);
  const facts = workOrder.facts.filter((fact) => fact !== arrival);
  const left: Assigned = { ...workOrder, facts, status: statusOf(workOrder.number, facts) };
  const { state, events } = judgeAnew(left, now);
  return { state, events: [...events, ...overrunsTold(workOrder, left, now)] };
}

/**
 * Cancels what was recorded by mistake: nothing follows any more, and each verdict is taken back. Breaks
 * `work-order.not-dispatched`, `work-order.wrong-state` and `work-order.out-of-order`. Clause 3.2.1a, D1.
 */
export function cancel(workOrder: WorkOrder, reason: string, now: Date): WorkOrderDecided {
  ensureAssigned(workOrder);
  const fact: Fact = { kind: 'CANCELLED', at: now.getTime(), reason };
  ensureFollows(workOrder, fact);
  ensureNotBefore(workOrder, fact);
  const told: Assigned = { ...workOrder, facts: [...workOrder.facts, fact], status: 'cancelled' };
  const { state, events } = judgeAnew(told, now);
  return { state, events: [eventOf(told, fact), ...events] };
}

/** Judges a history that lost what verdicts rested on: those that nothing decides any more are OPEN again. */
function judgeAnew(left: Assigned, now: Date): WorkOrderDecided {
  const { id, facts, terms, evidenceGrade, verdictEvents } = left;
  const readings = milestonesOf(id, facts, terms, now.getTime());
  const decided = decidedOf(readings, facts);
  const undone = readings.filter(
    ({ kind }) =>
      left.milestones.some((known) => known.kind === kind && known.verdict !== 'OPEN') &&
      !decided.some((milestone) => milestone.kind === kind),
  );
  const kept = left.milestones.filter(({ kind }) => !undone.some((milestone) => milestone.kind === kind));
  const { state, events } = judge({ ...left, milestones: [...kept, ...undone] }, now);
  const corrections = undone.map((milestone) =>
    announce(id, milestone, evidenceGrade, verdictEvents[milestone.kind]),
  );
  return { state, events: [...corrections, ...events] };
}
