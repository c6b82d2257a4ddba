import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { breach, type OpenObligation } from '../domain/obligation';
import { loadContract } from '../storage/contracts';
import { loadObligation, saveObligation } from '../storage/obligations';

export class BreachObligation {
  @IsUUID() contractId!: string;
  @IsUUID() obligationId!: string;
}

/** Runs at the first instant after the due day; an obligation that is fulfilled is left alone. 1.3.4. */
export const breachObligation = useCase(BreachObligation, async (tx, { contractId, obligationId }) => {
  const { contract } = await loadContract(tx, contractId);
  const obligation = await loadObligation(tx, obligationId);
  const { state, events } = breach(obligation, contract, tx.now);
  saveObligation(tx, obligation, state);
  tx.publish(events);
  return { obligationId, status: state.status };
});

/** The timers of new obligations. */
export const breachesOf = (obligations: readonly OpenObligation[]): readonly Timer[] =>
  obligations.map(({ id, contractId, breachesAt: dueAt }) => ({
    ...{ useCase: breachObligation, key: id, dueAt, input: { contractId, obligationId: id } },
  }));
