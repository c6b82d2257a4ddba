import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { lastTerms } from '../domain/amendment';
import { endOf, type Contract, type Terms } from '../domain/contract';
import { expire, isBinding } from '../domain/lifecycle';
import { loadAmended } from '../storage/amendments';
import { saveContract } from '../storage/contracts';

export class ExpireContract {
  @IsUUID() contractId!: string;
}

/** Runs at the end of a contract's last day; where an amendment moved that, it is set anew. Clause 1.3.3. */
export const expireContract = useCase(ExpireContract, async (tx, { contractId }) => {
  const amended = await loadAmended(tx, contractId);
  const terms = lastTerms(amended);
  const { state, events } = expire(amended.contract, terms, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  await tx.schedule(expiryOf(state, terms));
  return { contractId, status: state.status };
});

/**
 * The timer of the end of terms that bind; none of those that do not. One per last day: of several the first
 * that is right ends the contract, the others find nothing to do.
 */
export function expiryOf(contract: Contract, terms: Terms): readonly Timer[] {
  if (!isBinding(contract)) return [];
  const [key, input] = [`${contract.id}:${terms.endOn}`, { contractId: contract.id }];
  return [{ useCase: expireContract, key, dueAt: endOf(terms), input }];
}
