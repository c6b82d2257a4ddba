import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { suspend } from '../domain/lifecycle';
import { loadContract, saveContract } from '../storage/contracts';

export class SuspendContract {
  @IsUUID() contractId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Takes effect at once. Clause 2.4. */
export const suspendContract = useCase(SuspendContract, async (tx, { contractId, reason }) => {
  const { contract } = await loadContract(tx, contractId);
  const { state, events } = suspend(contract, { reason, by: tx.by }, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  return { contractId, status: state.status };
});
