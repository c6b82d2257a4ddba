import type { FactOf } from './facts';
import { announce, decidedOf, milestonesOf } from './milestones';
import { ensureAssigned, judge, statusOf, type WorkOrder, type WorkOrderDecided } from './work-order';

/**
 * Takes an arrival out of the history, as if it had never been told, and reads the clocks anew. A verdict
 * that rested on it is corrected; one that nothing decides any more is OPEN again. Breaks
 * `work-order.not-dispatched`. Clause 2.3.1b.
 */
export function retract(workOrder: WorkOrder, arrival: FactOf<'ARRIVED'>, now: Date): WorkOrderDecided {
  ensureAssigned(workOrder);
  const { id, number, terms, evidenceGrade, verdictEvents } = workOrder;
  const facts = workOrder.facts.filter((fact) => fact !== arrival);
  const left = { ...workOrder, facts, status: statusOf(number, facts) };
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
