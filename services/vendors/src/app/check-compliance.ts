import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { check, failedPartsOf, JURISDICTIONS, type Jurisdiction } from '../domain/compliance-check';
import { insertCheck } from '../storage/compliance-checks';
import { complianceNorms, todayOf } from '../storage/dossiers';
import { loadVendor } from '../storage/vendors';
import { nextCheckLook } from './watch-compliance';

export class FindingInput {
  @IsBoolean() isPassed!: boolean;
  /** What the finding rests on. */
  @IsString() @Length(1, 2000) evidence!: string;
}

export class CheckCompliance {
  @IsUUID() vendorId!: string;
  @IsObject() @ValidateNested() @Type(() => FindingInput) data!: FindingInput;
  @IsObject() @ValidateNested() @Type(() => FindingInput) environment!: FindingInput;
  @IsObject() @ValidateNested() @Type(() => FindingInput) labour!: FindingInput;
  /** Whose data law the check went by. */
  @ArrayNotEmpty() @ArrayUnique() @IsIn(JURISDICTIONS, { each: true }) jurisdictions!: Jurisdiction[];
}

export const checkCompliance = useCase(CheckCompliance, async (tx, { vendorId, jurisdictions, ...parts }) => {
  const vendor = await loadVendor(tx, vendorId);
  const findings = { DATA: parts.data, ENVIRONMENT: parts.environment, LABOUR: parts.labour };
  const checklist = { id: tx.newId(), vendorId: vendor.id, findings, jurisdictions };
  const { state, events } = check(checklist, await todayOf(tx), tx.by, tx.now);
  await insertCheck(tx, state);
  tx.publish(events);
  await tx.schedule(nextCheckLook(state, await complianceNorms(tx), state.checkedOn));
  return { checkId: state.id, failedParts: failedPartsOf(state) };
});
