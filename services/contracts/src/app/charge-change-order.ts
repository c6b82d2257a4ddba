import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import { charge } from '../domain/change-order';
import { loadChangeOrder, saveChangeOrder } from '../storage/change-orders';

export class ChargeChangeOrder {
  @IsUUID() changeOrderId!: string;
}

/** Somebody else confirms the time: this much is due. Clause 2.2.2b. */
export const chargeChangeOrder = useCase(ChargeChangeOrder, async (tx, { changeOrderId }) => {
  const { state, events } = charge(await loadChangeOrder(tx, changeOrderId), tx.by, tx.now);
  saveChangeOrder(tx, state);
  tx.publish(events);
  const { status, amount, capped } = state;
  return { changeOrderId, status, amount: toWire(amount), capped: toWire(capped) };
});
