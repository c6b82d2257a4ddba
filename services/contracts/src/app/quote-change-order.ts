import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { quote } from '../domain/change-order';
import { cardOf, changeOrdersOf, loadScopeReview, saveChangeOrder } from '../storage/change-orders';

export class QuoteChangeOrder {
  @IsUUID() scopeReviewId!: string;
  /** A line of the contract's rate card; the one that the scope names, where it names one. */
  @IsString() @Length(1, 64) rateCode!: string;
  @IsInt() @Min(1) @Max(600_000) estimatedMinutes!: number;
  /** What is to be done. */
  @IsString() @Length(3, 1000) description!: string;
}

/** The vendor tells what work outside the scope will cost, before it is done. Clause 2.2.2b. */
export const quoteChangeOrder = useCase(QuoteChangeOrder, async (tx, { scopeReviewId, ...estimate }) => {
  const review = await loadScopeReview(tx, scopeReviewId);
  const card = await cardOf(tx, review.contractId);
  const others = await changeOrdersOf(tx, scopeReviewId);
  const { state, events } = quote(review, card, others, { ...estimate, id: tx.newId() }, tx.by, tx.now);
  saveChangeOrder(tx, state);
  tx.publish(events);
  return { changeOrderId: state.id, status: state.status, quoted: toWire(state.quoted) };
});
