import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { sideOf } from '../domain/sides';
import { agree } from '../domain/termination';
import { loadTerminable, loadTermination, saveTermination } from '../storage/terminations';
import { effectOf } from './terminate-contract';

export class AgreeToTermination {
  @IsUUID() contractId!: string;
  @IsUUID() terminationId!: string;
}

/** The other side agrees to what was offered. Clause 2.4.2. */
export const agreeToTermination = useCase(AgreeToTermination, async (tx, { contractId, terminationId }) => {
  const terminable = await loadTerminable(tx, contractId);
  const termination = await loadTermination(tx, contractId, terminationId);
  const { state, events } = agree(terminable, termination, { side: sideOf(tx.actor), by: tx.by }, tx.now);
  saveTermination(tx, state);
  tx.publish(events);
  await tx.schedule(effectOf(state));
  return { contractId, terminationId, status: state.status };
});
