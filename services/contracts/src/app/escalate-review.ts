import { useCase } from '@steward/messaging';
import { IsISO8601, IsUUID, Length } from 'class-validator';
import { escalate } from '../domain/review';
import { loadReviewed, reviewOf, saveReview } from '../storage/reviews';

export class EscalateReview {
  @IsUUID() contractId!: string;
  @IsISO8601({ strict: true }) @Length(10, 10) dueOn!: string;
}

/** Runs the policy's days after a review was due; one that was held meanwhile is left alone. Clause 1.3.3. */
export const escalateReview = useCase(EscalateReview, async (tx, { contractId, dueOn }) => {
  const contract = await loadReviewed(tx, contractId);
  const { state, events } = escalate(contract, await reviewOf(tx, contractId, dueOn), tx.now);
  saveReview(tx, state);
  tx.publish(events);
  return { contractId, escalated: events.length };
});
