import { useCase } from '@steward/messaging';
import { IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { respond } from '../domain/statement-response';
import { insertResponse, loadLine } from '../storage/statement-responses';

export class DisputeStatementLine {
  @IsUUID() settlementId!: string;
  @IsInt() @Min(1) line!: number;
  @IsString() @Length(1, 2000) reason!: string;
}

/** The vendor says why a line is not right; what is not disputed is paid in time. 2.2.2a, 3.3.2a. */
export const disputeStatementLine = useCase(
  DisputeStatementLine,
  async (tx, { settlementId, line, reason }) => {
    const { state, events } = respond(await loadLine(tx, settlementId, line), reason, tx.by, tx.now);
    insertResponse(tx, state);
    tx.publish(events);
    return { settlementId, line, status: state.answer.status };
  },
);
