import { useCase } from '@steward/messaging';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { BANDS, type Band } from '../domain/known-risk';
import { saveOpenRisk } from '../storage/known-risks';

export class RecordRisk {
  @IsUUID() riskId!: string;
  @IsUUID() vendorId!: string;
  /** Null where the risk is about the vendor as a whole. */
  @IsOptional() @IsUUID() contractId!: string | null;
  @IsString() category!: string;
  @IsIn(BANDS) band!: Band;
}

/** A risk that is open stands on the agendas of its vendor's meetings. Clause 2.3.2c. */
export const recordRisk = useCase(RecordRisk, async (tx, { riskId, ...risk }) => {
  saveOpenRisk(tx, { ...risk, id: riskId });
  return { riskId };
});
