import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, IsUUID, Matches, Min, ValidateNested } from 'class-validator';
import { keepClosing } from '../storage/quarters';
import { freezing } from './freeze-quarter';

export class VerdictsInput {
  @IsInt() @Min(0) met!: number;
  @IsInt() @Min(0) breached!: number;
  @IsInt() @Min(0) open!: number;
}
export class MonthsInput {
  @IsInt() @Min(0) met!: number;
  @IsInt() @Min(0) months!: number;
}
export class AnswersInput {
  @IsInt() @Min(0) answers!: number;
  @IsInt() @Min(0) scoreSum!: number;
}
export class RecordClosing {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  @IsInt() @Min(1) revision!: number;
  @IsObject() @ValidateNested() @Type(() => VerdictsInput) onSite!: VerdictsInput;
  @IsObject() @ValidateNested() @Type(() => VerdictsInput) closure!: VerdictsInput;
  @IsOptional() @ValidateNested() @Type(() => VerdictsInput) response?: VerdictsInput;
  @IsInt() @Min(0) workOrders!: number;
  @IsOptional() @ValidateNested() @Type(() => MonthsInput) availability?: MonthsInput;
  @IsOptional() @ValidateNested() @Type(() => AnswersInput) satisfaction?: AnswersInput;
}

/** Keeps what a quarter consists of; it is frozen if all of it is here already. Clause 1.3.1, D3. */
export const recordClosing = useCase(
  RecordClosing,
  async (tx, { contractId, vendorId, quarter, ...closing }) => {
    const complete = await keepClosing(tx, { contractId, vendorId, quarter }, closing);
    await tx.schedule(freezing(complete, tx.now));
    return { contractId, quarter };
  },
);
