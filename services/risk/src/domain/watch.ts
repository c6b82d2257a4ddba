import type { Decision } from '@steward/domain';
import { riskEscalated, riskPlanOverdue, riskReviewOverdue, type RiskEvent } from '@steward/events';
import { toldOf, type Accepted, type Open, type Risk } from './risk';

const HOUR_MS = 3_600_000;

/** A risk whose review is overdue is stale, told once; null where there is nothing to tell. D8 R2. */
export function missReview(risk: Risk, now: Date): Decision<Open | Accepted, RiskEvent> | null {
  if (risk.status === 'closed' || risk.staleSince !== null || risk.nextReviewAt > now) return null;
  const { nextReviewAt: reviewDueAt } = risk;
  return {
    state: { ...risk, staleSince: now },
    events: [riskReviewOverdue({ ...toldOf(risk), reviewDueAt })],
  };
}

/** When an EXTREME risk goes to the office's head; null where it is not EXTREME, or has gone. D8. */
export const escalationDueAt = (
  { extremeSince, escalatedAt }: Pick<Risk, 'extremeSince' | 'escalatedAt'>,
  hours: number,
): Date | null =>
  extremeSince === null || escalatedAt !== null ? null : new Date(extremeSince.getTime() + hours * HOUR_MS);

/** Takes an EXTREME risk to the office's head, once a spell; null where it is not due. D8. */
export function escalate(risk: Risk, hours: number, now: Date): Decision<Open | Accepted, RiskEvent> | null {
  const dueAt = escalationDueAt(risk, hours);
  if (risk.status === 'closed' || dueAt === null || dueAt > now) return null;
  const extremeSince = risk.extremeSince!; // else there is nothing due
  return {
    state: { ...risk, escalatedAt: now },
    events: [riskEscalated({ ...toldOf(risk), extremeSince, escalatedAt: now })],
  };
}

/** Tells that an EXTREME risk has no plan though one was due; a timer asks once a spell. Clause 4.1.2. */
export function missPlan(
  risk: Risk,
  { spell, plans, planDueAt }: { readonly spell: Date; readonly plans: number; readonly planDueAt: Date },
): readonly RiskEvent[] {
  const isThatSpell = risk.extremeSince?.getTime() === spell.getTime();
  if (risk.status === 'closed' || !isThatSpell || plans > 0) return [];
  return [riskPlanOverdue({ ...toldOf(risk), planDueAt })];
}
