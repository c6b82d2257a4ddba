import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { acceptSettlement as accept } from '../domain/dispute';
import { sideOf } from '../domain/sides';
import { loadDispute, saveDispute } from '../storage/disputes';

export class AcceptSettlement {
  @IsUUID() disputeId!: string;
  /** The offer that was read: another one meanwhile is not accepted unread. */
  @IsUUID() offerId!: string;
}

/** The other side accepts, and the dispute is settled. Clause 3.3.2a. */
export const acceptSettlement = useCase(AcceptSettlement, async (tx, { disputeId, offerId }) => {
  const dispute = await loadDispute(tx, disputeId);
  const acting = { side: sideOf(tx.actor), by: tx.by };
  const { state, events } = accept(dispute, offerId, acting, tx.now);
  saveDispute(tx, state);
  tx.publish(events);
  return { disputeId, status: state.status };
});
