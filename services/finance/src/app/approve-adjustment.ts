import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approveAdjustment as approve } from '../domain/adjustment';
import { loadAdjustment, saveAdjustments } from '../storage/adjustments';
import { appendJournals } from '../storage/journals';

export class ApproveAdjustment {
  @IsUUID() adjustmentId!: string;
}

/** The second of two persons: the difference enters the ledger. Clause 2.2.2a. */
export const approveAdjustment = useCase(ApproveAdjustment, async (tx, { adjustmentId }) => {
  const adjustment = await loadAdjustment(tx, adjustmentId);
  const { state, journals, events } = approve(adjustment, tx.newId(), tx.by, tx.now);
  await saveAdjustments(tx, [state]);
  appendJournals(tx, journals);
  tx.publish(events);
  return { adjustmentId: state.id, status: state.status, appraisalRevision: state.appraisalRevision };
});
