import { useCase } from '@steward/messaging';
import { IsBoolean, IsISO8601, IsUUID, ValidateIf } from 'class-validator';
import { ofAppraisal } from '../domain/occurrence';
import { weigh } from '../domain/weigh';
import { fileOccurrence } from '../storage/occurrences';
import { keepRisks } from './mark-review-overdue';

export class RecordAppraisal {
  @IsUUID() appraisalId!: string;
  @IsUUID() vendorId!: string;
  @IsUUID() contractId!: string;
  /** Null where the quarter was not rated. */
  @ValidateIf((_, isPassed) => isPassed !== null) @IsBoolean() isPassed!: boolean | null;
  @IsISO8601() publishedAt!: string;
}

/** The last publication of a quarter counts. Clause 4.1.1. */
export const recordAppraisal = useCase(RecordAppraisal, async (tx, { publishedAt, ...appraisal }) => {
  const occurrence = ofAppraisal({ ...appraisal, publishedAt: new Date(publishedAt) });
  const decision = weigh(await fileOccurrence(tx, occurrence), tx);
  await keepRisks(tx, decision);
  return { riskIds: decision.state.map(({ id }) => id) };
});
