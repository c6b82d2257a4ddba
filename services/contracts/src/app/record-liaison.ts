import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { nameLiaison } from '../domain/contract';
import { loadContract, saveContract } from '../storage/contracts';
import { beginToBind } from './sign-contract';

export class RecordLiaison {
  @IsUUID() contractId!: string;
}

/** A fact is recorded, never refused. Clause 2.3.2a. */
export const recordLiaison = useCase(RecordLiaison, async (tx, { contractId }) => {
  const { contract, effectiveAt } = await loadContract(tx, contractId);
  const { state, events } = nameLiaison(contract, effectiveAt, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  await beginToBind(tx, contract, state);
  return { contractId: state.id, status: state.status };
});
