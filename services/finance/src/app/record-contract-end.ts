import { useCase } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { saveEnd } from '../storage/deposit-releases';

export class RecordContractEnd {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  /** 24:00 of its last day. */
  @IsISO8601() endedAt!: string;
}

/** Keeps when a contract ended: its transition counts from there. Clause 2.4.2b, D6.9. */
export const recordContractEnd = useCase(RecordContractEnd, async (tx, { contractId, vendorId, endedAt }) => {
  saveEnd(tx, contractId, vendorId, new Date(endedAt));
  return { contractId };
});
