import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { withdrawDispute as withdraw } from '../domain/dispute';
import { sideOf } from '../domain/sides';
import { loadDispute, saveDispute } from '../storage/disputes';

export class WithdrawDispute {
  @IsUUID() disputeId!: string;
}

/** The side that opened it lets it go. Clause 3.3.2a. */
export const withdrawDispute = useCase(WithdrawDispute, async (tx, { disputeId }) => {
  const dispute = await loadDispute(tx, disputeId);
  const { state, events } = withdraw(dispute, { side: sideOf(tx.actor), by: tx.by }, tx.now);
  saveDispute(tx, state);
  tx.publish(events);
  return { disputeId, status: state.status };
});
