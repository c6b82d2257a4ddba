import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { decline } from '../domain/change-order';
import { loadChangeOrder, saveChangeOrder } from '../storage/change-orders';

export class DeclineChangeOrder {
  @IsUUID() changeOrderId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Does not accept the quote; the vendor may make another. Clause 2.2.2b. */
export const declineChangeOrder = useCase(DeclineChangeOrder, async (tx, { changeOrderId, reason }) => {
  const { state, events } = decline(await loadChangeOrder(tx, changeOrderId), reason, tx.by, tx.now);
  saveChangeOrder(tx, state);
  tx.publish(events);
  return { changeOrderId, status: state.status };
});
