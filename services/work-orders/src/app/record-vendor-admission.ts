import { localDateOf } from '@steward/calendar';
import { TIERS, type Tier } from '@steward/domain';
import { policyInForce, useCase } from '@steward/messaging';
import { IsArray, IsIn, IsISO8601, IsUUID } from 'class-validator';
import { saveAdmittedTier, saveSkills } from '../storage/vendor-records';

export class RecordVendorAdmission {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @IsArray() categories!: string[];
  @IsISO8601() admittedAt!: string;
}

/** Keeps what an admitted vendor is certified for, and its tier where nothing else was told. Clause 1.2.1. */
export const recordVendorAdmission = useCase(
  RecordVendorAdmission,
  async (tx, { vendorId, tier, categories, admittedAt }) => {
    const timezone = await policyInForce(tx, 'enterprise-timezone');
    saveSkills(tx, vendorId, categories);
    saveAdmittedTier(tx, vendorId, tier, localDateOf({ timezone }, Date.parse(admittedAt)));
    return { vendorId };
  },
);
