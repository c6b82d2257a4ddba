import { useCase } from '@steward/messaging';
import { IsInt, IsISO8601, IsUUID, Min } from 'class-validator';
import { saveMissingData } from '../storage/deposit-releases';

export class RecordDataCustody {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  /** Pieces of the contract's data that are still to be certified. */
  @IsInt() @Min(0) missing!: number;
  @IsISO8601() at!: string;
}

/** Keeps how much of the enterprise's data a vendor still has: none before a release. Clause 2.2.3a, D6.9. */
export const recordDataCustody = useCase(RecordDataCustody, async (tx, { missing, at, ...parties }) => {
  saveMissingData(tx, parties, missing, new Date(at));
  return { contractId: parties.contractId };
});
