import { useCase } from '@steward/messaging';
import { IsInt, IsUUID, Min } from 'class-validator';
import { accept } from '../domain/appraisal';
import { hasOpenAppeal } from '../storage/appeals';
import { loadAppraisal, saveAppraisals } from '../storage/appraisals';
import { publishAppraisal } from './publish-appraisal';
import { reviewing } from './review-streaks';

export class AcceptAppraisal {
  @IsUUID() appraisalId!: string;
  /** The revision that the vendor has read. */
  @IsInt() @Min(1) revision!: number;
}

export const acceptAppraisal = useCase(AcceptAppraisal, async (tx, { appraisalId, revision }) => {
  const { state, events } = accept(
    await loadAppraisal(tx, appraisalId),
    { revision, by: tx.by, hasOpenAppeal: await hasOpenAppeal(tx, appraisalId) },
    tx.now,
  );
  await saveAppraisals(tx, [state]);
  await tx.cancel(publishAppraisal, [appraisalId]);
  await tx.schedule([reviewing(state.contractId, tx.now)]);
  tx.publish(events);
  return { appraisalId, revision, status: state.status, score: state.score };
});
