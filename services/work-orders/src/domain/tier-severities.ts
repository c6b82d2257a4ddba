import { SEVERITIES, TIERS, type Severity, type Tier } from '@steward/domain';

/** Which severities a vendor of each tier may be given. Clause 1.2.1. */
export type TierSeverities = Readonly<Record<Tier, readonly Severity[]>>;

/**
 * Reads the policy's `STRATEGIC:1234 REGULAR:1234 TEMPORARY:34`: each tier once, with one severity at least.
 * Throws RangeError.
 */
export function tierSeveritiesIn(text: string): TierSeverities {
  const parts = new Map(text.split(' ').map((part) => [part.slice(0, part.indexOf(':')), part]));
  const isWhole = parts.size === TIERS.length && text.split(' ').length === TIERS.length;
  if (!isWhole) throw new RangeError(`"${text}" does not name each tier once.`);
  const severitiesOf = (tier: Tier): readonly Severity[] => {
    const digits = parts.get(tier)?.slice(tier.length + 1) ?? '';
    const isSet = /^[1-4]+$/.test(digits) && new Set(digits).size === digits.length;
    if (!isSet) throw new RangeError(`"${text}" does not say which severities ${tier} may be given.`);
    return SEVERITIES.filter((severity) => digits.includes(String(severity)));
  };
  return {
    STRATEGIC: severitiesOf('STRATEGIC'),
    REGULAR: severitiesOf('REGULAR'),
    TEMPORARY: severitiesOf('TEMPORARY'),
  };
}

/** What a vendor may be given; where its tier is not known, what every tier may be. Clause 1.2.1. */
export const severitiesFor = (tiers: TierSeverities, tier: Tier | null): readonly Severity[] =>
  tier ? tiers[tier] : SEVERITIES.filter((severity) => TIERS.every((one) => tiers[one].includes(severity)));
