import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approve } from '../domain/settlement';
import { stateSettlement } from '../domain/statement';
import { appendJournals } from '../storage/journals';
import { loadSettlement, saveSettlements } from '../storage/settlements';
import { holdContractOf, insertStatement, sendingOf, unstatedOf } from '../storage/statements';

export class ApproveSettlement {
  @IsUUID() settlementId!: string;
}

/** The second of two persons: the pay enters the ledger, with what is netted to it. Clause 2.2.2a, D5. */
export const approveSettlement = useCase(ApproveSettlement, async (tx, { settlementId }) => {
  await holdContractOf(tx, settlementId);
  const settlement = await loadSettlement(tx, settlementId);
  const { contractId, quarter, contractVersion, total } = settlement;
  const unstated = await unstatedOf(tx, contractId, quarter, total.currency);
  const sending = await sendingOf(tx, contractId, contractVersion);
  const { statement, netting, events: sent } = stateSettlement(settlement, unstated, sending);
  const { state, journals, events } = approve(settlement, tx.newId(), tx.by, tx.now, netting);
  await saveSettlements(tx, [state]);
  insertStatement(tx, statement);
  appendJournals(tx, journals);
  tx.publish([...events, ...sent]);
  return { settlementId: state.id, status: state.status, appraisalRevision: state.appraisalRevision };
});
