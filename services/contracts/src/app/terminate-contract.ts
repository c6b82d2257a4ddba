import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { takeEffect, type Termination } from '../domain/termination';
import { loadContract } from '../storage/contracts';
import { loadTermination, saveEffect } from '../storage/terminations';

export class TerminateContract {
  @IsUUID() contractId!: string;
  @IsUUID() terminationId!: string;
}

/** Runs at the end of a terminated contract's last day. Clause 2.4.2. */
export const terminateContract = useCase(TerminateContract, async (tx, { contractId, terminationId }) => {
  const { contract } = await loadContract(tx, contractId);
  const { state, events } = takeEffect(contract, await loadTermination(tx, contractId, terminationId));
  await saveEffect(tx, state);
  tx.publish(events);
  return { contractId, terminated: events.length };
});

/** The timer of a termination that will take effect; none of one that waits for an agreement. */
export function effectOf({ id, contractId, status, effectiveAt }: Termination): readonly Timer[] {
  if (status !== 'notified') return [];
  const input = { contractId, terminationId: id };
  return [{ useCase: terminateContract, key: id, dueAt: effectiveAt, input }];
}
