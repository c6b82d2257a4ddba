import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import {
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
import { warningsOf, type Quantity } from '../domain/assessment';
import { TOP_GRADE } from '../domain/matrix';
import { assess } from '../domain/risk';
import { normsInForce } from '../storage/norms';
import { coverOccurrences } from '../storage/occurrences';
import { loadRisk } from '../storage/risks';
import { keepRisk } from './mark-review-overdue';

export class GradesInput {
  @IsInt() @Min(1) @Max(TOP_GRADE) probability!: number;
  @IsInt() @Min(1) @Max(TOP_GRADE) impact!: number;
}
export class QuantityInput {
  /** How often in a year, an exact decimal, as `0.3`. */
  @Matches(/^\d{1,6}(\.\d{1,6})?$/) frequency!: string;
  /** What it costs each time. */
  @ValidateNested() @Type(() => MoneyInput) loss!: MoneyInput;
}
export class AssessRisk {
  @IsUUID() riskId!: string;
  /** With all treatments, as `impact`. */
  @IsInt() @Min(1) @Max(TOP_GRADE) probability!: number;
  @IsInt() @Min(1) @Max(TOP_GRADE) impact!: number;
  /** Before any treatment; left out where it stays as it was. */
  @IsOptional() @ValidateNested() @Type(() => GradesInput) inherent?: GradesInput;
  /** Left out where it stays as it was. */
  @IsOptional() @ValidateNested() @Type(() => QuantityInput) quantity?: QuantityInput;
  @IsString() @Length(2, 500) reason!: string;
}

/** Clause 4.1.2. */
export const assessRisk = useCase(AssessRisk, async (tx, { riskId, inherent, quantity, ...judgement }) => {
  const risk = await loadRisk(tx, riskId);
  const given = { ...judgement, inherent: inherent && { ...inherent }, quantity: quantityOf(quantity) };
  const decision = assess(risk, given, await normsInForce(tx), tx);
  await keepRisk(tx, decision);
  coverOccurrences(tx, riskId);
  const { status, band, nextReviewAt } = decision.state;
  const warnings = warningsOf(decision.state);
  return { riskId, status, band, nextReviewAt: nextReviewAt.toISOString(), warnings };
});

/** What was entered, in the terms of the domain. */
export const quantityOf = (quantity: QuantityInput | undefined): Quantity | undefined =>
  quantity && { frequency: quantity.frequency, loss: fromWire(quantity.loss) };
