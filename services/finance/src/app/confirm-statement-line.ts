import { useCase } from '@steward/messaging';
import { IsInt, IsUUID, Min } from 'class-validator';
import { respond } from '../domain/statement-response';
import { insertResponse, loadLine } from '../storage/statement-responses';

export class ConfirmStatementLine {
  @IsUUID() settlementId!: string;
  @IsInt() @Min(1) line!: number;
}

/** The vendor takes a line for right. Clause 2.2.2a. */
export const confirmStatementLine = useCase(ConfirmStatementLine, async (tx, { settlementId, line }) => {
  const { state, events } = respond(await loadLine(tx, settlementId, line), null, tx.by, tx.now);
  insertResponse(tx, state);
  tx.publish(events);
  return { settlementId, line, status: state.answer.status };
});
