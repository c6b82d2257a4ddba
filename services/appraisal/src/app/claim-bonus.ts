import { IfGiven } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { BONUS_KINDS, claimBonus as claim, type BonusKind } from '../domain/bonus';
import { saveBonus } from '../storage/bonuses';
import { knownContract } from '../storage/contracts';

export class DocumentInput {
  /** Where it is kept, as a file's number. */
  @IsString() @Length(1, 200) reference!: string;
  /** SHA-256 of the file, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) fileHash!: string;
}
export class SavingInput {
  /** What was used before, above 0, and after: exact decimals of the unit. */
  @Matches(/^(?=.*[1-9])\d{1,15}(\.\d{1,6})?$/) baseline!: string;
  @Matches(/^\d{1,15}(\.\d{1,6})?$/) measured!: string;
  /** As `kWh`. */
  @IsString() @Length(1, 20) unit!: string;
  /** How both were measured. */
  @IsString() @Length(3, 500) method!: string;
}
export class ClaimBonus {
  @IsUUID() contractId!: string;
  @Matches(/^20\d{2}Q[1-4]$/) quarter!: string;
  @IsIn(BONUS_KINDS) kind!: BonusKind;
  /** The suggestion that was adopted, or what was saved. */
  @IsString() @Length(3, 2000) statement!: string;
  @ValidateNested({ each: true })
  @Type(() => DocumentInput)
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  documents!: DocumentInput[];
  /** Of a cost saving only. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => SavingInput) saving?: SavingInput;
}

/** Claims points beside the KPIs with evidence; another person verifies it. Clauses 2.4.1a and 2.4.1b. */
export const claimBonus = useCase(ClaimBonus, async (tx, { contractId, saving, ...claimed }) => {
  const { vendorId } = await knownContract(tx, contractId);
  const of = { id: tx.newId(), contractId, vendorId, saving: saving ? { ...saving } : null };
  const documents = claimed.documents.map((document) => ({ ...document }));
  const { state, events } = claim({ ...claimed, ...of, documents, claimedBy: tx.by, claimedAt: tx.now });
  saveBonus(tx, state);
  tx.publish(events);
  return { bonusId: state.id, status: state.status };
});
