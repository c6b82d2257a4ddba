import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { currentStage, escalateDispute as escalate } from '../domain/dispute';
import { sideOf } from '../domain/sides';
import { loadDispute, saveDispute, stageTermsInForce } from '../storage/disputes';
import { overdueOf } from './announce-overdue-stage';

export class EscalateDispute {
  @IsUUID() disputeId!: string;
}

/** Either side goes on to mediation, and then to the institution that the contract names. Clause 3.3.2a. */
export const escalateDispute = useCase(EscalateDispute, async (tx, { disputeId }) => {
  const dispute = await loadDispute(tx, disputeId);
  const acting = { side: sideOf(tx.actor), by: tx.by };
  const { state, events } = escalate(dispute, acting, await stageTermsInForce(tx), tx.now);
  saveDispute(tx, state);
  tx.publish(events);
  await tx.schedule(overdueOf(state));
  const { stage, dueAt } = currentStage(state);
  return { disputeId, status: state.status, stage, dueAt: dueAt.toISOString() };
});
