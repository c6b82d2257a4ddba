import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsUUID, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { saveAppraisal } from '../storage/facts';

export class AppraisedVerdicts {
  @IsInt() met!: number;
  @IsInt() breached!: number;
  @IsInt() open!: number;
}
export class RecordAppraisal {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  /** A higher one corrects the lower. */
  @IsInt() revision!: number;
  /** Two decimals, or null where not rated. */
  @ValidateIf(({ score }: RecordAppraisal) => score !== null)
  @Matches(/^\d{1,3}\.\d{2}$/)
  score!: string | null;
  @IsObject() @ValidateNested() @Type(() => AppraisedVerdicts) onSite!: AppraisedVerdicts;
  @IsObject() @ValidateNested() @Type(() => AppraisedVerdicts) closure!: AppraisedVerdicts;
  @IsInt() workOrders!: number;
}

/** Keeps the published score and the counts that it rests on. Clause 1.3.1. */
export const recordAppraisal = useCase(RecordAppraisal, async (tx, appraisal) => {
  await saveAppraisal(tx, appraisal);
  return { contractId: appraisal.contractId, quarter: appraisal.quarter, revision: appraisal.revision };
});
