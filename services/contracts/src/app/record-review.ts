import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsString, IsUUID, Length } from 'class-validator';
import { holdReview, nextReviewOn, REVIEW_OUTCOMES, type ReviewOutcome } from '../domain/review';
import { loadReviewed, reviewNormsInForce, reviewOf, saveReview } from '../storage/reviews';
import { reviewTimer } from './announce-review';

export class RecordReview {
  @IsUUID() contractId!: string;
  /** The day of the review, in the contract's zone. */
  @IsISO8601({ strict: true }) @Length(10, 10) heldOn!: string;
  @IsIn(REVIEW_OUTCOMES) outcome!: ReviewOutcome;
  @IsString() @Length(3, 2000) summary!: string;
}

/** Keeps a review and sets the timer of the next. Clause 1.3.3. */
export const recordReview = useCase(RecordReview, async (tx, { contractId, heldOn, outcome, summary }) => {
  const [contract, norms] = [await loadReviewed(tx, contractId), await reviewNormsInForce(tx)];
  const known = await reviewOf(tx, contractId, nextReviewOn(contract.lastOn, norms));
  const held = { on: heldOn, by: tx.by, outcome, summary };
  const { state, events } = holdReview(contract, known, held, tx.newId(), norms, tx.now);
  saveReview(tx, state);
  tx.publish(events);
  await tx.schedule([reviewTimer(contractId, heldOn, contract.timezone, norms)]);
  return { contractId, reviewId: state.id, nextDueOn: nextReviewOn(heldOn, norms) };
});
