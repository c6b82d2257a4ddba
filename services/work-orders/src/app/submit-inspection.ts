import { IsInstant } from '@steward/calculators';
import { policyInForce, useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { ITEM_OUTCOMES, submit, type ItemOutcome } from '../domain/inspection';
import { loadPlan } from '../storage/inspection-plans';
import { loadInspection, saveInspection } from '../storage/inspections';
import { defectTimer } from './raise-defects';

/** The platform itself, or what was kept elsewhere and is told after the fact. */
const TYPED_CHANNELS = ['PLATFORM_API', 'EXCEL', 'IMPORT'] as const;

export class ItemResultInput {
  @IsString() @Length(1, 24) itemCode!: string;
  @IsIn(ITEM_OUTCOMES) outcome!: ItemOutcome;
  /** What is with it, where it is not OK. */
  @IsOptional() @IsString() @Length(1, 2000) note?: string;
}
export class SubmitInspection {
  @IsUUID() inspectionId!: string;
  /** When the round was done. */
  @IsInstant() occurredAt!: string;
  /** One for each item of the checklist. */
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ItemResultInput)
  results!: ItemResultInput[];
  /** Where the record was made; any but the platform gives evidence of grade C. */
  @IsIn(TYPED_CHANNELS) channel: (typeof TYPED_CHANNELS)[number] = 'PLATFORM_API';
}

/** A person of the vendor records a round. Clauses 3.2.1a and 3.2.1b. */
export const submitInspection = useCase(SubmitInspection, async (tx, input) => {
  const { inspectionId, occurredAt, results, channel } = input;
  const due = await loadInspection(tx, inspectionId);
  const plan = await loadPlan(tx, due.planId);
  const told = { occurredAt: new Date(occurredAt), results, by: tx.by };
  const liveMinutes = Number(await policyInForce(tx, 'inspection-live-minutes'));
  const { state, events } = submit(due, plan, told, { channel, liveMinutes }, tx.now);
  saveInspection(tx, state);
  tx.publish(events);
  await tx.schedule(defectTimer(state, tx.now));
  return { inspectionId, status: state.status, evidenceGrade: state.record?.grade ?? null };
});
