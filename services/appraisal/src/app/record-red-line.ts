import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsIn,
  IsISO8601,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { RED_LINE_KINDS, recordRedLine as record, type RedLineKind } from '../domain/red-line';
import { knownContract } from '../storage/contracts';
import { saveRedLine } from '../storage/red-lines';
import { DocumentInput } from './claim-bonus';

export class RecordRedLine {
  @IsUUID() contractId!: string;
  @IsIn(RED_LINE_KINDS) kind!: RedLineKind;
  /** The day in the contract's zone: it counts in that day's quarter. */
  @Matches(/^20\d{2}-\d{2}-\d{2}$/) @IsISO8601({ strict: true }) occurredOn!: string;
  @IsString() @Length(3, 2000) statement!: string;
  @ValidateNested({ each: true })
  @Type(() => DocumentInput)
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  documents!: DocumentInput[];
}

/** Records with evidence that a red line was crossed; a second person confirms it. D3. */
export const recordRedLine = useCase(RecordRedLine, async (tx, { contractId, ...recorded }) => {
  const { vendorId } = await knownContract(tx, contractId);
  const documents = recorded.documents.map((document) => ({ ...document }));
  const of = { id: tx.newId(), contractId, vendorId, documents, recordedBy: tx.by, recordedAt: tx.now };
  const { state, events } = record({ ...recorded, ...of });
  saveRedLine(tx, state);
  tx.publish(events);
  return { redLineId: state.id, quarter: state.quarter, status: state.status };
});
