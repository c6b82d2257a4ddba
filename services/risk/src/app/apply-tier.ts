import { TIERS, type Tier } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID, Length } from 'class-validator';
import { DAY_MS } from '../domain/assessment';
import { isNewerTier } from '../domain/readiness';
import { hastenReview } from '../domain/risk';
import { numberInForce } from '../storage/norms';
import { loadReadiness, recover } from '../storage/readiness';
import { lockRisksOf } from '../storage/risks';
import { keepRisks } from './mark-review-overdue';
import { setCadence } from './miss-drill';

export class ApplyTier {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @IsISO8601({ strict: true }) @Length(10, 10) effectiveOn!: string;
}

/** Runs when a tier begins to count: drills go by it, and another tier calls for reviews. 2.3.3c, D8. */
export const applyTier = useCase(ApplyTier, async (tx, { vendorId, tier, effectiveOn }) => {
  const reviewDays = await numberInForce(tx, 'tier-change-review-days');
  const risks = await lockRisksOf(tx, vendorId);
  const before = await loadReadiness(tx, vendorId);
  const isNewer = isNewerTier(before, effectiveOn);
  const isOther = isNewer && before.tier !== null && before.tier !== tier;
  const after = await recover(tx, before, isNewer ? { tier, tierOn: effectiveOn } : {});
  await setCadence(tx, after);
  const dueAt = new Date(tx.now.getTime() + reviewDays * DAY_MS);
  await keepRisks(tx, { state: isOther ? risks.map((risk) => hastenReview(risk, dueAt)) : [], events: [] });
  return { vendorId, tier: after.tier };
});
