import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { logResources as log } from '../domain/resources';
import { insertEntries } from '../storage/resource-entries';
import { loadWorkOrder } from '../storage/work-orders';

/** More than nothing, exact, with at most three decimals. */
const AMOUNT = /^(?=.*[1-9])\d{1,9}(\.\d{1,3})?$/;

export class LabourInput {
  @IsInt() @Min(1) @Max(1000) people!: number;
  /** Of each. */
  @IsInt() @Min(1) @Max(100_000) minutes!: number;
}
export class PartInput {
  @IsString() @Length(1, 64) partCode!: string;
  /** As text: a JSON number would round it. */
  @Matches(AMOUNT) quantity!: string;
  @IsString() @Length(1, 64) unit!: string;
}
export class LogResources {
  @IsUUID() workOrderId!: string;
  /** When it was used; its month follows from it. */
  @IsInstant() occurredAt!: string;
  @IsOptional() @ValidateNested() @Type(() => LabourInput) labour?: LabourInput;
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PartInput)
  parts: PartInput[] = [];
  /** As text: a JSON number would round it. */
  @IsOptional() @Matches(AMOUNT) energyKwh?: string;
}

/** The vendor says what it used on a work order: labour, parts, energy. Clause 2.3.1c. */
export const logResources = useCase(LogResources, async (tx, { workOrderId, occurredAt, ...used }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { entries, events } = log(workOrder, used, new Date(occurredAt), tx.newId, tx.now);
  await insertEntries(tx, entries);
  tx.publish(events);
  return { workOrderId, entryIds: entries.map(({ id }) => id) };
});
