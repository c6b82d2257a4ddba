import { useCase } from '@steward/messaging';
import { IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { insertScopeReview } from '../storage/scope-reviews';

/** As work-orders announced it; the event's schema has checked what is inside. */
export class RecordScopeReview {
  @IsUUID() scopeReviewId!: string;
  @IsUUID() workOrderId!: string;
  @IsString() number!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsString() service!: string;
  @IsString() category!: string;
  @IsString() assetClass!: string;
  @IsOptional() @IsString() rateCode!: string | null;
  @IsISO8601() openedAt!: string;
}

/** A work order waits for a change order. Clause 1.1.2. */
export const recordScopeReview = useCase(RecordScopeReview, async (tx, { openedAt, ...review }) => {
  insertScopeReview(tx, { ...review, openedAt: new Date(openedAt) });
  return { scopeReviewId: review.scopeReviewId };
});
