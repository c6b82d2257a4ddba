import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { exitIdOf, withdraw } from '../domain/exit';
import { loadCase } from '../storage/exit-cases';
import { saveExit } from '../storage/exits';

export class WithdrawExit {
  @IsUUID() contractId!: string;
}

/** The notice that began it was taken back. Throws NotFound where no notice was told. Clause 2.4.2. */
export const withdrawExit = useCase(WithdrawExit, async (tx, { contractId }) => {
  const { exit } = await loadCase(tx, exitIdOf(contractId));
  const { state, events } = withdraw(exit, tx.now);
  saveExit(tx, state);
  tx.publish(events);
  return { exitId: state.id };
});
