import { TIERS, type Tier } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsIn, IsUUID, Matches } from 'class-validator';
import { completeQuarters } from '../storage/quarters';
import { saveTier } from '../storage/vendor-tiers';
import { freezing } from './freeze-quarter';

export class RecordTier {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @Matches(/^\d{4}-\d{2}-\d{2}$/) effectiveOn!: string;
}

/** Keeps a classification; quarters that waited for a tier are frozen. Clause 1.2.1. */
export const recordTier = useCase(RecordTier, async (tx, { vendorId, ...since }) => {
  saveTier(tx, vendorId, since);
  await tx.schedule(freezing(await completeQuarters(tx, { vendorId }), tx.now));
  return { vendorId };
});
