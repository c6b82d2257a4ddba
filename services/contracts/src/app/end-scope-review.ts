import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID } from 'class-validator';
import { endScopeReview as end } from '../storage/scope-reviews';

export class EndScopeReview {
  @IsUUID() scopeReviewId!: string;
  @IsIn(['DISPATCHED', 'WITHDRAWN']) outcome!: 'DISPATCHED' | 'WITHDRAWN';
  @IsISO8601() endedAt!: string;
}

/** A work order waits no longer. Clause 1.1.2. */
export const endScopeReview = useCase(EndScopeReview, async (tx, { scopeReviewId, outcome, endedAt }) => {
  end(tx, scopeReviewId, outcome, new Date(endedAt));
  return { scopeReviewId };
});
