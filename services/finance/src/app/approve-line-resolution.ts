import { useCase } from '@steward/messaging';
import { IsInt, IsUUID, Min } from 'class-validator';
import { approveResolution } from '../domain/statement-response';
import { appendJournals } from '../storage/journals';
import { loadLine, saveResolution } from '../storage/statement-responses';

export class ApproveLineResolution {
  @IsUUID() settlementId!: string;
  @IsInt() @Min(1) line!: number;
}

/** The second of two persons: what is corrected enters the ledger. Clauses 2.2.2a and 3.3.2a. */
export const approveLineResolution = useCase(ApproveLineResolution, async (tx, { settlementId, line }) => {
  const known = await loadLine(tx, settlementId, line);
  const { state, journals, events } = approveResolution(known, tx.newId(), tx.by, tx.now);
  saveResolution(tx, state);
  appendJournals(tx, journals);
  tx.publish(events);
  return { settlementId, line, status: state.answer.status };
});
