import type { WorkingCalendar, WorkingHours } from '@steward/calendar';
import { importedId } from '@steward/domain';
import { clockMoved, clockMovedV2, type ClockMoved } from '@steward/events';
import { promisedKinds, readClock } from '@steward/terms';
import { lastOf, severityOf } from './facts';
import { clockOf } from './milestones';
import { isAssigned, type WorkOrder } from './work-order';

/** A publication, and working hours as they were before it and are with it. */
export type Move = {
  readonly calendarYearId: string;
  readonly publishedAt: Date;
  readonly before: WorkingCalendar;
  readonly after: WorkingCalendar;
};

/**
 * The running clocks that a publication makes due at another instant. A work order that was dispatched since
 * has known no other. D1.
 */
export function movedClocks(
  workOrder: WorkOrder,
  moveOf: (hours: WorkingHours) => Move,
  now: Date,
): readonly ClockMoved[] {
  if (!isAssigned(workOrder)) return [];
  const { id: workOrderId, facts, terms } = workOrder;
  const { vendorId, contractId, slaTargets } = terms;
  const move = moveOf(terms.calendar);
  if (lastOf(facts, 'DISPATCHED')!.at > move.publishedAt.getTime()) return [];
  return promisedKinds(slaTargets).flatMap((kind) => {
    const clock = clockOf(kind, facts, slaTargets);
    const { dueAt: dueBefore } = readClock(clock, move.before, now.getTime());
    const { dueAt, isProvisional } = readClock(clock, move.after, now.getTime());
    if (dueAt === null || dueBefore === null || dueAt === dueBefore) return [];
    const about = { clockId: importedId('clock', `${workOrderId}:${kind}`), workOrderId };
    const told = {
      ...{ ...about, vendorId, contractId, severity: severityOf(facts), isProvisional },
      ...{ dueBeforeAt: new Date(dueBefore), dueAt: new Date(dueAt) },
      ...{ calendarYearId: move.calendarYearId, movedAt: now },
    };
    return [kind === 'RESPONSE' ? clockMovedV2({ ...told, kind }) : clockMoved({ ...told, kind })];
  });
}
