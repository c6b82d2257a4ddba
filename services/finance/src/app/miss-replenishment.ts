import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { missReplenishment as miss } from '../domain/replenishment';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { loadLiabilityTerms } from '../storage/liability-terms';

export class MissReplenishment {
  @IsUUID() contractId!: string;
}

/** Runs at the end of the day until which a deduction has to be paid in again. Clause 3.3.1b, D6.5. */
export const missReplenishment = useCase(MissReplenishment, async (tx, { contractId }) => {
  const deposit = await loadDeposit(tx, contractId);
  const { state, events } = miss(deposit, await loadLiabilityTerms(tx, contractId), tx.now);
  await saveDeposit(tx, state);
  tx.publish(events);
  return { depositId: state.id, isOverdue: state.isReplenishOverdue };
});
