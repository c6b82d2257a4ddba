import { CAPABILITY_CATEGORIES, SEVERITIES, type CapabilityCategory, type Severity } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { planned } from '../domain/inspection-plan';
import { versionsOf } from '../storage/contract-versions';
import { insertPlan } from '../storage/inspection-plans';
import { loadAsset } from '../storage/sites';
import { announcementOf } from './announce-inspection';

export class ChecklistItemInput {
  @IsString() @Length(1, 24) code!: string;
  @IsString() @Length(1, 500) text!: string;
  /** What it should be. */
  @IsString() @Length(1, 200) expected!: string;
  /** What a defect is reported as. */
  @IsIn(CAPABILITY_CATEGORIES) category!: CapabilityCategory;
  @IsIn(SEVERITIES) severity!: Severity;
}
export class PlanInspections {
  /** The enterprise's own, unique. */
  @IsString() @Length(1, 24) code!: string;
  @IsUUID() assetId!: string;
  /** Whose vendor is to do it. */
  @IsUUID() contractId!: string;
  @IsInt() @Min(1) @Max(3660) cadenceDays!: number;
  /** The day of the first round, in the contract's zone. */
  @IsISO8601({ strict: true }) @Length(10, 10) firstDueOn!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ChecklistItemInput)
  items!: ChecklistItemInput[];
}

/** An asset is to be looked at by a contract's vendor every so many days. Clause 3.2.1a. */
export const planInspections = useCase(PlanInspections, async (tx, { contractId, assetId, ...told }) => {
  const { id: known } = await loadAsset(tx, assetId);
  const plan = planned(
    { ...told, id: tx.newId(), assetId: known },
    await versionsOf(tx, [contractId]),
    tx.now,
  );
  await insertPlan(tx, plan);
  await tx.schedule([announcementOf(plan, plan.firstDueOn)]);
  return { planId: plan.id, code: plan.code, firstDueOn: plan.firstDueOn };
});
