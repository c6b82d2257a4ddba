import { useCase, type Timer } from '@steward/messaging';
import { IsIn, IsUUID } from 'class-validator';
import { announceOverdue, currentStage, type OpenDispute } from '../domain/dispute';
import { DISPUTE_STAGES, type DisputeStage } from '../domain/dispute-stage';
import { loadDispute, saveDispute } from '../storage/disputes';

export class AnnounceOverdueStage {
  @IsUUID() disputeId!: string;
  @IsIn(DISPUTE_STAGES) stage!: DisputeStage;
}

/** Runs when a stage's term is over; a stage that was left meanwhile is let be. Clause 3.3.2a. */
export const announceOverdueStage = useCase(AnnounceOverdueStage, async (tx, { disputeId, stage }) => {
  const { state, events } = announceOverdue(await loadDispute(tx, disputeId), stage, tx.now);
  saveDispute(tx, state);
  tx.publish(events);
  return { disputeId, announced: events.length };
});

/** The timer of the stage in which a dispute stands. */
export function overdueOf(dispute: OpenDispute): readonly Timer[] {
  const { stage, dueAt } = currentStage(dispute);
  const input = { disputeId: dispute.id, stage };
  return [{ useCase: announceOverdueStage, key: `${dispute.id}:${stage}`, dueAt, input }];
}
