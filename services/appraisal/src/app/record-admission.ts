import { localDateOf } from '@steward/calendar';
import { TIERS, type Tier } from '@steward/domain';
import { policyInForce, useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID } from 'class-validator';
import { completeQuarters } from '../storage/quarters';
import { saveAdmittedTier } from '../storage/vendor-tiers';
import { freezing } from './freeze-quarter';

export class RecordAdmission {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @IsISO8601() admittedAt!: string;
}

/** Keeps the tier at admission where no classification came before. Clause 1.2.1. */
export const recordAdmission = useCase(RecordAdmission, async (tx, { vendorId, tier, admittedAt }) => {
  const timezone = await policyInForce(tx, 'enterprise-timezone');
  const effectiveOn = localDateOf({ timezone }, Date.parse(admittedAt));
  saveAdmittedTier(tx, vendorId, { tier, effectiveOn });
  await tx.schedule(freezing(await completeQuarters(tx, { vendorId }), tx.now));
  return { vendorId };
});
