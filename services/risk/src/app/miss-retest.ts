import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { missRetest as miss } from '../domain/drill';
import { isRepeated, loadDrill, saveDrill } from '../storage/drills';

export class MissRetest {
  @IsUUID() drillId!: string;
}

/** Runs after the last day for the repetition of a failed drill. Clause 2.3.3c. */
export const missRetest = useCase(MissRetest, async (tx, { drillId }) => {
  const decision = miss(await loadDrill(tx, drillId), await isRepeated(tx, drillId), tx.now);
  if (decision) saveDrill(tx, decision.state);
  tx.publish(decision?.events ?? []);
  return { drillId, isOverdue: decision !== null };
});
