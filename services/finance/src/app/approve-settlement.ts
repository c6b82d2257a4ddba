import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approve } from '../domain/settlement';
import { appendJournals } from '../storage/journals';
import { loadSettlement, saveSettlements } from '../storage/settlements';

export class ApproveSettlement {
  @IsUUID() settlementId!: string;
}

/** The second of two persons: the pay enters the ledger. Clause 2.2.2a. */
export const approveSettlement = useCase(ApproveSettlement, async (tx, { settlementId }) => {
  const settlement = await loadSettlement(tx, settlementId);
  const { state, journals, events } = approve(settlement, tx.newId(), tx.by, tx.now);
  await saveSettlements(tx, [state]);
  appendJournals(tx, journals);
  tx.publish(events);
  return { settlementId: state.id, status: state.status, appraisalRevision: state.appraisalRevision };
});
