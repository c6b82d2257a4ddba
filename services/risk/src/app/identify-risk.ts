import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min, ValidateNested } from 'class-validator';
import { TOP_GRADE } from '../domain/matrix';
import { CATEGORIES, identify, type Category } from '../domain/risk';
import { normsInForce } from '../storage/norms';
import { QuantityInput, quantityOf } from './assess-risk';
import { keepRisk } from './mark-review-overdue';

export class IdentifyRisk {
  @IsUUID() vendorId!: string;
  /** Left out where the risk lies in the vendor, not in one contract. */
  @IsOptional() @IsUUID() contractId?: string;
  @IsIn(CATEGORIES) category!: Category;
  @IsString() @Length(2, 200) title!: string;
  @IsInt() @Min(1) @Max(TOP_GRADE) probability!: number;
  @IsInt() @Min(1) @Max(TOP_GRADE) impact!: number;
  @IsOptional() @ValidateNested() @Type(() => QuantityInput) quantity?: QuantityInput;
}

export const identifyRisk = useCase(
  IdentifyRisk,
  async (tx, { contractId, probability, impact, quantity, ...about }) => {
    const named = { ...about, id: tx.newId(), contractId: contractId ?? null };
    const given = { probability, impact, quantity: quantityOf(quantity) };
    const decision = identify(named, given, await normsInForce(tx), tx);
    const { state } = decision;
    await keepRisk(tx, decision);
    const nextReviewAt = state.nextReviewAt.toISOString();
    return { riskId: state.id, status: state.status, band: state.band, nextReviewAt };
  },
);
