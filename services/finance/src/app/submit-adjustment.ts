import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { submitAdjustment as submit } from '../domain/adjustment';
import { loadAdjustment, saveAdjustments } from '../storage/adjustments';

export class SubmitAdjustment {
  @IsUUID() adjustmentId!: string;
}

/** The first of two persons. Clause 2.2.2a. */
export const submitAdjustment = useCase(SubmitAdjustment, async (tx, { adjustmentId }) => {
  const adjustment = await loadAdjustment(tx, adjustmentId);
  const { state, events } = submit(adjustment, tx.by, tx.now);
  await saveAdjustments(tx, [state]);
  tx.publish(events);
  return { adjustmentId: state.id, status: state.status, appraisalRevision: state.appraisalRevision };
});
