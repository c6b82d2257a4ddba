import { useCase } from '@steward/messaging';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { TOP_GRADE } from '../domain/matrix';
import { CATEGORIES, identify, type Category } from '../domain/risk';
import { normsInForce } from '../storage/norms';
import { saveRisks } from '../storage/risks';

export class IdentifyRisk {
  @IsUUID() vendorId!: string;
  /** Left out where the risk lies in the vendor, not in one contract. */
  @IsOptional() @IsUUID() contractId?: string;
  @IsIn(CATEGORIES) category!: Category;
  @IsString() @Length(2, 200) title!: string;
  @IsInt() @Min(1) @Max(TOP_GRADE) probability!: number;
  @IsInt() @Min(1) @Max(TOP_GRADE) impact!: number;
}

export const identifyRisk = useCase(
  IdentifyRisk,
  async (tx, { contractId, probability, impact, ...about }) => {
    const named = { ...about, id: tx.newId(), contractId: contractId ?? null };
    const { state, events } = identify(named, { probability, impact }, await normsInForce(tx), tx);
    await saveRisks(tx, [state]);
    tx.publish(events);
    const nextReviewAt = state.nextReviewAt.toISOString();
    return { riskId: state.id, status: state.status, band: state.band, nextReviewAt };
  },
);
