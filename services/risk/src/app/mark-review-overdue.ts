import type { Decision } from '@steward/domain';
import type { RiskEvent } from '@steward/events';
import { useCase, type Timer, type Tx } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import type { Risk } from '../domain/risk';
import { escalationDueAt, missReview } from '../domain/watch';
import { numberInForce, planDueFrom } from '../storage/norms';
import { loadRisk, saveRisks } from '../storage/risks';
import { reckonConsequences } from '../storage/standings';
import { escalateRisk } from './escalate-risk';
import { missPlan } from './miss-plan';

export class MarkReviewOverdue {
  @IsUUID() riskId!: string;
}

/** Runs when a review is due; a risk that was assessed since is left alone. D8 R2. */
export const markReviewOverdue = useCase(MarkReviewOverdue, async (tx, { riskId }) => {
  const risk = await loadRisk(tx, riskId);
  const decision = missReview(risk, tx.now);
  await saveRisks(tx, decision ? [decision.state] : []);
  tx.publish(decision?.events ?? []);
  const { vendorId, contractId } = risk;
  if (decision) tx.gather(reckonConsequences, { vendorId, contractId });
  return { riskId, isStale: decision !== null };
});

/** Stores risks as they were decided, with all that follows from it: timers, bands and exposures. */
export async function keepRisks(
  tx: Tx,
  { state, events }: Decision<readonly Risk[], RiskEvent>,
): Promise<void> {
  await saveRisks(tx, state);
  tx.publish(events);
  for (const risk of state) {
    const { vendorId, contractId } = risk;
    tx.gather(reckonConsequences, { vendorId, contractId });
    if (risk.status !== 'closed') await tx.schedule(await timersOf(tx, risk));
  }
}

/** The same of one risk. */
export const keepRisk = (tx: Tx, { state, events }: Decision<Risk, RiskEvent>): Promise<void> =>
  keepRisks(tx, { state: [state], events });

async function timersOf(tx: Tx, risk: Risk): Promise<readonly Timer[]> {
  const { id: riskId, nextReviewAt, extremeSince } = risk;
  const timer = { key: riskId, input: { riskId } };
  const review = { ...timer, useCase: markReviewOverdue, dueAt: nextReviewAt };
  const escalatesAt = escalationDueAt(risk, await numberInForce(tx, 'escalation-hours'));
  const escalation = escalatesAt ? [{ ...timer, useCase: escalateRisk, dueAt: escalatesAt }] : [];
  if (extremeSince?.getTime() !== tx.now.getTime()) return [review, ...escalation];
  const dueAt = await planDueFrom(tx, extremeSince);
  const spell = extremeSince.toISOString();
  const input = { riskId, spell, planDueAt: dueAt.toISOString() };
  return [review, ...escalation, { key: riskId, useCase: missPlan, dueAt, input }];
}
