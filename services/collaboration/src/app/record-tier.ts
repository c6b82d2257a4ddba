import { TIERS, type Tier } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsIn, IsUUID, Matches } from 'class-validator';
import { saveTier } from '../storage/vendor-tiers';

export class RecordTier {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @Matches(/^\d{4}-\d{2}-\d{2}$/) effectiveOn!: string;
}

/** Keeps a vendor's tiers by the day from which they count. Clause 1.2.1. */
export const recordTier = useCase(RecordTier, async (tx, { vendorId, tier, effectiveOn }) => {
  saveTier(tx, vendorId, effectiveOn, tier);
  return { vendorId };
});
