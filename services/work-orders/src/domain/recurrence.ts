import { askedIn, lastOf, severityOf } from './facts';
import { closeBySilence, follow, report, type WorkOrder, type WorkOrderDecided } from './work-order';

const DAY = 24 * 60 * 60 * 1000;

/** What a rejection leads to: the work order again, or another one in its place. */
export type Rejected = WorkOrderDecided & { readonly recurrence: WorkOrder | null };

/**
 * The customer does not accept a resolution. Up to `days` of 24 hours after it the work order is open again.
 * Later the resolution stands, and the fault has come back: another work order `id`, the `nth` of this one,
 * is reported now. Breaks `work-order.wrong-state` and `work-order.not-dispatched`. S8.
 */
export function reject(
  workOrder: WorkOrder,
  reason: string,
  days: number,
  { id, nth }: { readonly id: string; readonly nth: number },
  now: Date,
): Rejected {
  const { status, facts, number, category, assetId } = workOrder;
  const resolved = lastOf(facts, 'RESOLVED');
  const isDone = status === 'resolved' || status === 'closed';
  if (!isDone || !resolved || now.getTime() - resolved.at <= days * DAY) {
    return { ...follow(workOrder, { kind: 'REOPENED', reason, at: now.getTime() }, now), recurrence: null };
  }
  const closed = closeBySilence(workOrder, new Date(resolved.at), now);
  const again = report(
    {
      ...{ id, number: `${number}-R${nth}`, category, severity: severityOf(facts), asked: askedIn(facts) },
      ...{ assetId, recurrenceOf: workOrder.id, reportedAt: now },
    },
    now,
  );
  return { state: closed.state, events: [...closed.events, ...again.events], recurrence: again.state };
}
