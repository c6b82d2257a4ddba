import { useCase } from '@steward/messaging';
import { IsISO8601, IsString, IsUUID, Length, Matches } from 'class-validator';
import { confirmedLeak } from '../domain/red-line';
import { knownContract } from '../storage/contracts';
import { isRecorded, saveRedLine } from '../storage/red-lines';
import { freezeAgain } from './freeze-quarter';

export class RecordLeak {
  /** The confirmed breach of confidentiality; its red line has the same id. */
  @IsUUID() redLineId!: string;
  @IsUUID() contractId!: string;
  @Matches(/^20\d{2}-\d{2}-\d{2}$/) @IsISO8601({ strict: true }) occurredOn!: string;
  @IsString() @Length(1, 2000) statement!: string;
}

/** What legal and technical confirmed in risk is a red line without being confirmed again. 2.2.3c, D3. */
export const recordLeak = useCase(RecordLeak, async (tx, { redLineId, contractId, ...leak }) => {
  if (await isRecorded(tx, redLineId)) return { redLineId, status: 'confirmed' as const };
  const { vendorId } = await knownContract(tx, contractId);
  const { state, events } = confirmedLeak({ ...leak, id: redLineId, contractId, vendorId }, tx.now);
  saveRedLine(tx, state);
  await freezeAgain(tx, state, 'RED_LINE', redLineId);
  tx.publish(events);
  return { redLineId, status: state.status };
});
