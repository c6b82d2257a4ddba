import { useCase, type Timer } from '@steward/messaging';
import { IsISO8601, IsUUID, Length } from 'class-validator';
import type { Contract } from '../domain/contract';
import { announce, announcedFrom, escalatedFrom, nextReviewOn, type ReviewNorms } from '../domain/review';
import { loadReviewed, reviewNormsInForce, reviewOf, saveReview } from '../storage/reviews';
import { escalateReview } from './escalate-review';

export class AnnounceReview {
  @IsUUID() contractId!: string;
  /** The review that the timer was set for; after another one since then it does nothing. */
  @IsISO8601({ strict: true }) @Length(10, 10) dueOn!: string;
}

/** Runs at the first instant of the day on which a review is due. Clause 1.3.3. */
export const announceReview = useCase(AnnounceReview, async (tx, { contractId, dueOn }) => {
  const [contract, norms] = [await loadReviewed(tx, contractId), await reviewNormsInForce(tx)];
  const known = await reviewOf(tx, contractId, dueOn);
  const { state, events } = announce(contract, known, { id: tx.newId(), dueOn }, norms, tx.now);
  saveReview(tx, state);
  tx.publish(events);
  const dueAt = escalatedFrom(dueOn, contract.timezone, norms);
  const key = `${contractId}:${dueOn}`;
  await tx.schedule([{ useCase: escalateReview, key, dueAt, input: { contractId, dueOn } }]);
  return { contractId, announced: events.length };
});

/** The timer of a contract's next review, counted from `lastOn`. */
export function reviewTimer(contractId: string, lastOn: string, timezone: string, norms: ReviewNorms): Timer {
  const dueOn = nextReviewOn(lastOn, norms);
  const [key, input] = [`${contractId}:${dueOn}`, { contractId, dueOn }];
  return { useCase: announceReview, key, dueAt: announcedFrom(dueOn, timezone), input };
}

/** The timer of the first review of a contract in force; none before. Setting it again is harmless. */
export function firstReview(contract: Contract, norms: ReviewNorms): readonly Timer[] {
  if (contract.status !== 'in-force') return [];
  return [reviewTimer(contract.id, contract.startOn, contract.workingTime.timezone, norms)];
}
