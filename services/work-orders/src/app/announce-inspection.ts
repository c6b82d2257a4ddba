import { policyInForce, useCase, type Timer } from '@steward/messaging';
import { IsISO8601, IsUUID, Length } from 'class-validator';
import { announce, type Inspection } from '../domain/inspection';
import { nextDueOn, startOf, type InspectionPlan } from '../domain/inspection-plan';
import { loadPlan } from '../storage/inspection-plans';
import { insertInspection } from '../storage/inspections';
import { markInspectionOverdue } from './mark-inspection-overdue';

export class AnnounceInspection {
  @IsUUID() planId!: string;
  @IsISO8601({ strict: true }) @Length(10, 10) dueOn!: string;
}

/** Runs at the first instant of the day on which a round is due, and sets the next timers. Clause 3.2.1a. */
export const announceInspection = useCase(AnnounceInspection, async (tx, { planId, dueOn }) => {
  const plan = await loadPlan(tx, planId);
  const graceDays = Number(await policyInForce(tx, 'inspection-grace-days'));
  const { state, events } = announce(plan, dueOn, tx.newId(), graceDays);
  insertInspection(tx, state);
  tx.publish(events);
  await tx.schedule(timersAfter(plan, dueOn, state));
  return { planId, announced: events.length };
});

/** The timer of a plan's next round. */
export function announcementOf({ id: planId, timezone }: InspectionPlan, dueOn: string): Timer {
  const dueAt = startOf(dueOn, timezone);
  return { useCase: announceInspection, key: planId, dueAt, input: { planId, dueOn } };
}

function timersAfter(plan: InspectionPlan, dueOn: string, round: Inspection | null): readonly Timer[] {
  const next = nextDueOn(plan, dueOn);
  const announcement = next ? [announcementOf(plan, next)] : [];
  if (!round) return announcement;
  const { id: inspectionId, overdueFrom: dueAt } = round;
  return [
    ...announcement,
    { useCase: markInspectionOverdue, key: inspectionId, dueAt, input: { inspectionId } },
  ];
}
