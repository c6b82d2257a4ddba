import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { reviewStreaks as review } from '../domain/procedure';
import { loadContractRecord, saveProcedures } from '../storage/procedures';
import { streakRulesInForce } from '../storage/streak-rules';

export class ReviewStreaks {
  @IsUUID() contractId!: string;
}

/** Runs by a timer after each publication. Clause 1.3.2. */
export const reviewStreaks = useCase(ReviewStreaks, async (tx, { contractId }) => {
  const record = await loadContractRecord(tx, contractId);
  const { state, events } = review(record, await streakRulesInForce(tx), tx.now);
  saveProcedures(tx, state);
  tx.publish(events);
  return { contractId, changed: state.map(({ id }) => id) };
});

/** The timer that reviews a contract at once; publications of one moment share it. */
export const reviewing = (contractId: string, now: Date): Timer => ({
  useCase: reviewStreaks,
  key: contractId,
  dueAt: now,
  input: { contractId },
});
