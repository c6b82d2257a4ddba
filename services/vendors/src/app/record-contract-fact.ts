import { useCase } from '@steward/messaging';
import { IsBoolean, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, Min } from 'class-validator';
import { advance } from '../domain/exit';
import { tellFacts } from '../storage/contract-facts';
import { caseOf } from '../storage/exit-cases';
import { saveExit } from '../storage/exits';

/** What contracts or finance told of a contract; a fact that is not told stays as it was. */
export class RecordContractFact {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsOptional() @IsString() timezone?: string;
  /** How many pieces of data are still to be certified, as of `dataToldAt`. */
  @IsOptional() @IsInt() @Min(0) dataMissing?: number;
  @IsOptional() @IsISO8601() dataToldAt?: string;
  @IsOptional() @Matches(/^\d{4}Q[1-4]$/) settledQuarter?: string;
  @IsOptional() @IsBoolean() isDepositHeld?: boolean;
  @IsOptional() @IsBoolean() isReturnPending?: boolean;
}

/** Keeps a fact, also before an exit begins; where it was the last that an exit lacks, it closes. D7. */
export const recordContractFact = useCase(RecordContractFact, async (tx, { contractId, ...told }) => {
  const { vendorId, dataMissing, dataToldAt, ...plain } = told;
  const facts = await tellFacts(
    tx,
    { contractId, vendorId },
    {
      ...plain,
      ...(dataToldAt && { data: { missing: dataMissing ?? 0, at: new Date(dataToldAt) } }),
    },
  );
  const known = await caseOf(tx, facts);
  if (!known) return { contractId };
  const { state, events } = advance(known.exit, known.items, facts, tx.now);
  saveExit(tx, state);
  tx.publish(events);
  return { contractId };
});
