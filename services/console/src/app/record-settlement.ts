import { MoneyInput, useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsUUID, Matches, ValidateNested } from 'class-validator';
import { saveSettlement } from '../storage/facts';

export class RecordSettlement {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  /** The appraisal's revision that the amounts follow. */
  @IsInt() appraisalRevision!: number;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) base!: MoneyInput;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) pool!: MoneyInput;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) performancePay!: MoneyInput;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) total!: MoneyInput;
}

/** Keeps what a quarter comes to in the ledger, adjustments included. Clause 2.2.2a. */
export const recordSettlement = useCase(RecordSettlement, async (tx, settlement) => {
  await saveSettlement(tx, settlement);
  const { contractId, quarter, appraisalRevision } = settlement;
  return { contractId, quarter, appraisalRevision };
});
