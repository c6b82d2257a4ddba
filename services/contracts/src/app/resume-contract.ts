import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { resume } from '../domain/lifecycle';
import { loadContract, saveContract } from '../storage/contracts';
import { loadReviewed, reviewNormsInForce } from '../storage/reviews';
import { reviewTimer } from './announce-review';

export class ResumeContract {
  @IsUUID() contractId!: string;
}

/** Takes effect at once; a review that came due meanwhile is announced now. */
export const resumeContract = useCase(ResumeContract, async (tx, { contractId }) => {
  const { contract } = await loadContract(tx, contractId);
  const { state, events } = resume(contract, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  const { lastOn, timezone } = await loadReviewed(tx, contractId);
  await tx.schedule([reviewTimer(contractId, lastOn, timezone, await reviewNormsInForce(tx))]);
  return { contractId, status: state.status };
});
