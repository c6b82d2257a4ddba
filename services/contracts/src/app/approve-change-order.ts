import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approve } from '../domain/change-order';
import { loadChangeOrder, loadScopeReview, saveChangeOrder } from '../storage/change-orders';

export class ApproveChangeOrder {
  @IsUUID() changeOrderId!: string;
}

/** A second person accepts the quote: the work may begin. Clause 2.2.2b. */
export const approveChangeOrder = useCase(ApproveChangeOrder, async (tx, { changeOrderId }) => {
  const changeOrder = await loadChangeOrder(tx, changeOrderId);
  const review = await loadScopeReview(tx, changeOrder.scopeReviewId);
  const { state, events } = approve(changeOrder, review, tx.by, tx.now);
  saveChangeOrder(tx, state);
  tx.publish(events);
  return { changeOrderId, status: state.status };
});
