import { TIERS, type Tier } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsArray, IsIn, IsUUID, Matches } from 'class-validator';
import { saveSkills, saveTier } from '../storage/vendor-records';

export class RecordVendorClassification {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @IsArray() categories!: string[];
  @Matches(/^\d{4}-\d{2}-\d{2}$/) effectiveOn!: string;
}

/** Keeps what a vendor is certified for, and its tier from a day on. Clauses 1.2.1 and 1.2.3. */
export const recordVendorClassification = useCase(
  RecordVendorClassification,
  async (tx, { vendorId, tier, categories, effectiveOn }) => {
    saveSkills(tx, vendorId, categories);
    saveTier(tx, vendorId, tier, effectiveOn);
    return { vendorId };
  },
);
