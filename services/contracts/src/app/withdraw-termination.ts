import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { sideOf } from '../domain/sides';
import { withdrawTermination as withdraw } from '../domain/termination';
import { loadContract } from '../storage/contracts';
import { loadTermination, saveTermination } from '../storage/terminations';

export class WithdrawTermination {
  @IsUUID() contractId!: string;
  @IsUUID() terminationId!: string;
}

export const withdrawTermination = useCase(WithdrawTermination, async (tx, { contractId, terminationId }) => {
  await loadContract(tx, contractId); // the lock
  const termination = await loadTermination(tx, contractId, terminationId);
  const { state, events } = withdraw(termination, { side: sideOf(tx.actor), by: tx.by }, tx.now);
  saveTermination(tx, state);
  tx.publish(events);
  return { contractId, terminationId, status: state.status };
});
