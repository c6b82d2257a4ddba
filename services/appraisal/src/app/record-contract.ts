import { useCase } from '@steward/messaging';
import { IsArray, IsInt, IsISO8601, IsString, IsUUID, Min } from 'class-validator';
import { saveContract } from '../storage/contracts';
import { completeQuarters } from '../storage/quarters';
import { freezing } from './freeze-quarter';

export class RecordContract {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsInt() @Min(1) contractVersion!: number;
  /** From when on this version counts. */
  @IsISO8601() effectiveAt!: string;
  @IsString() calendar!: string;
  @IsString() timezone!: string;
  /** Pairs of `HH:MM`. */
  @IsArray() slots!: [string, string][];
}

/** Keeps whose contract it is and whose working days count; quarters that waited for it are frozen. */
export const recordContract = useCase(
  RecordContract,
  async (tx, { contractId, contractVersion, effectiveAt, ...contract }) => {
    saveContract(tx, { ...contract, id: contractId }, { contractVersion, effectiveAt });
    await tx.schedule(freezing(await completeQuarters(tx, { contractId }), tx.now));
    return { contractId };
  },
);
