import { startOfLocalDay } from '@steward/calendar';
import { TIERS, type Tier } from '@steward/domain';
import { policyInForce, useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID, Length } from 'class-validator';
import { applyTier } from './apply-tier';

export class RecordTier {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @IsISO8601({ strict: true }) @Length(10, 10) effectiveOn!: string;
}

/** A tier counts from the first instant of its day. Clause 1.2.1. */
export const recordTier = useCase(RecordTier, async (tx, input) => {
  const { vendorId, effectiveOn } = input;
  const dueAt = new Date(startOfLocalDay(effectiveOn, await policyInForce(tx, 'enterprise-timezone')));
  await tx.schedule([{ useCase: applyTier, key: `${vendorId}:${effectiveOn}`, dueAt, input: { ...input } }]);
  return { vendorId };
});
