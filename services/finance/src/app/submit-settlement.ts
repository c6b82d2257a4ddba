import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { submit } from '../domain/settlement';
import { loadSettlement, saveSettlements } from '../storage/settlements';

export class SubmitSettlement {
  @IsUUID() settlementId!: string;
}

/** The first of two persons. Clause 2.2.2a. */
export const submitSettlement = useCase(SubmitSettlement, async (tx, { settlementId }) => {
  const settlement = await loadSettlement(tx, settlementId);
  const { state, events } = submit(settlement, tx.by, tx.now);
  await saveSettlements(tx, [state]);
  tx.publish(events);
  return { settlementId: state.id, status: state.status, appraisalRevision: state.appraisalRevision };
});
