import { policyInForce, useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { ValidateNested } from 'class-validator';
import { fileAppeal as file } from '../domain/appeal';
import { ensureNoOpenAppeal, saveAppeal } from '../storage/appeals';
import { loadAppraisal } from '../storage/appraisals';
import { knownContract } from '../storage/contracts';
import { DocumentInput } from './claim-bonus';

export class AppealItemInput {
  /** A milestone's id, a dimension or a count, as `surveys.sum`. */
  @IsString() @Length(1, 100) subject!: string;
  @IsString() @Length(3, 1000) claim!: string;
}
export class FileAppeal {
  @IsUUID() appraisalId!: string;
  /** The revision that the vendor has read. */
  @IsInt() @Min(1) revision!: number;
  @IsString() @Length(3, 4000) statement!: string;
  @ValidateNested({ each: true })
  @Type(() => AppealItemInput)
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  items!: AppealItemInput[];
  @ValidateNested({ each: true })
  @Type(() => DocumentInput)
  @ArrayMaxSize(50)
  documents: DocumentInput[] = [];
}

/** The vendor appeals against its score within the window. Clause 1.3.1, D3. */
export const fileAppeal = useCase(FileAppeal, async (tx, { appraisalId, revision, statement, ...rest }) => {
  const appraisal = await loadAppraisal(tx, appraisalId);
  await ensureNoOpenAppeal(tx, appraisalId);
  const items = rest.items.map((item) => ({ ...item }));
  const documents = rest.documents.map((document) => ({ ...document }));
  const contract = await knownContract(tx, appraisal.contractId);
  const decisionWorkingDays = Number(await policyInForce(tx, 'appeal-decision-working-days'));
  const { state, events } = file(
    appraisal,
    { id: tx.newId(), revision, statement, items, documents, filedBy: tx.by, filedAt: tx.now },
    { contract, decisionWorkingDays },
  );
  saveAppeal(tx, state);
  tx.publish(events);
  return { appealId: state.id, status: state.status, decisionDueAt: state.decisionDueAt.toISOString() };
});
