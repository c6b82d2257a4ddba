import { useCase } from '@steward/messaging';
import { IsInt, IsUUID, Matches, Min, ValidateIf } from 'class-validator';
import { settle } from '../domain/settlement';
import { appraisalsOf, holdContract, saveAppraisal, versionsOf } from '../storage/contract-facts';
import { saveSettlements, settlementsOf } from '../storage/settlements';

export class RecordAppraisal {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  @IsInt() @Min(1) revision!: number;
  /** Null where not rated; it pays in full, so that a missing one must not pass for it. */
  @ValidateIf((_, score) => score !== null) @Matches(/^\d{1,3}\.\d{2}$/) score!: string | null;
}

/** Keeps a published score and settles its quarter, now or when the contract's terms come. Clause 2.2.2a. */
export const recordAppraisal = useCase(RecordAppraisal, async (tx, appraisal) => {
  const { contractId } = appraisal;
  holdContract(tx, contractId);
  saveAppraisal(tx, appraisal);
  const [appraisals, settlements] = [await appraisalsOf(tx, contractId), await settlementsOf(tx, contractId)];
  const { state, events } = settle(appraisals, settlements, await versionsOf(tx, contractId), tx.now);
  await saveSettlements(tx, state);
  tx.publish(events);
  return { contractId, settled: state.length };
});
