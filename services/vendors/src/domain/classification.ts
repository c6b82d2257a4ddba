import type { CapabilityCategory, Decision, Tier } from '@steward/domain';
import { vendorClassified, type VendorClassified } from '@steward/events';

/** What a vendor is from a day on. */
export type Placement = {
  readonly id: string;
  readonly vendorId: string;
  readonly tier: Tier;
  readonly categories: readonly CapabilityCategory[];
  /** The first day on which it counts; it ends where a later one begins. */
  readonly effectiveOn: string;
  readonly reason: string;
};
export type Classification = Placement & { readonly classifiedAt: Date; readonly classifiedBy: string };

/** One stretch of a vendor's tier: half-open, and the last one has no end. */
export type TierPeriod = Classification & { readonly endsOn: string | null };

/**
 * The history that classifications come to, given in the order of their recording: each day from the first
 * one on has exactly one, of two for one day the later recorded. Clause 1.2.1.
 */
export function tierHistory(recorded: readonly Classification[]): readonly TierPeriod[] {
  const byDay = new Map(recorded.map((one) => [one.effectiveOn, one]));
  const inForce = [...byDay.values()].sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  return inForce.map((one, n) => ({ ...one, endsOn: inForce[n + 1]?.effectiveOn ?? null }));
}

/**
 * Puts a vendor into a tier and into categories as of a day. Earlier ones stay as history; of two for one
 * day the later recorded counts. Clauses 1.2.1 and 1.2.3.
 */
export function classify(
  placement: Placement,
  by: string,
  now: Date,
): Decision<Classification, VendorClassified> {
  const { vendorId, tier, categories, effectiveOn } = placement;
  return {
    state: { ...placement, classifiedAt: now, classifiedBy: by },
    events: [
      vendorClassified({ vendorId, tier, categories: [...categories], effectiveOn, classifiedAt: now }),
    ],
  };
}
