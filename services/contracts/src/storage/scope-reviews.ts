import type { Tx } from '@steward/messaging';

/** A scope review as work-orders announced it. */
export type OpenedReview = {
  readonly scopeReviewId: string;
  readonly workOrderId: string;
  readonly number: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly service: string;
  readonly category: string;
  readonly assetClass: string;
  readonly rateCode: string | null;
  readonly openedAt: Date;
};

/** Keeps a review; the same one again changes nothing. */
export function insertScopeReview(tx: Tx, review: OpenedReview): void {
  tx.write(
    `INSERT INTO scope_reviews (id, work_order_id, number, contract_id, vendor_id, service, category,
       asset_class, rate_code, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    [
      ...[review.scopeReviewId, review.workOrderId, review.number, review.contractId, review.vendorId],
      ...[review.service, review.category, review.assetClass, review.rateCode, review.openedAt],
    ],
  );
}

/** One aggregate's events come in order: the review is there. */
export function endScopeReview(tx: Tx, id: string, outcome: 'DISPATCHED' | 'WITHDRAWN', endedAt: Date): void {
  tx.write('UPDATE scope_reviews SET ended_at = $3, outcome = $2 WHERE id = $1', [id, outcome, endedAt]);
}
