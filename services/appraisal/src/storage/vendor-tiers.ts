import type { Tx } from '@steward/messaging';
import type { TierSince } from '../domain/quarter-inputs';

/** Keeps a tier from its day on; a second word on the same day replaces the first. Clause 1.2.1. */
export function saveTier(tx: Tx, vendorId: string, { tier, effectiveOn }: TierSince): void {
  tx.write(
    `INSERT INTO vendor_tiers (vendor_id, effective_on, tier) VALUES ($1, $2, $3)
     ON CONFLICT (vendor_id, effective_on) DO UPDATE SET tier = excluded.tier`,
    [vendorId, effectiveOn, tier],
  );
}

/** Keeps the tier at admission, unless a classification of that day or before says it already. */
export function saveAdmittedTier(tx: Tx, vendorId: string, { tier, effectiveOn }: TierSince): void {
  tx.write(
    `INSERT INTO vendor_tiers (vendor_id, effective_on, tier) SELECT $1::uuid, $2::date, $3
     WHERE NOT EXISTS (SELECT FROM vendor_tiers WHERE vendor_id = $1 AND effective_on <= $2)`,
    [vendorId, effectiveOn, tier],
  );
}

/** All tiers of a vendor that are known. */
export async function tiersOf(tx: Tx, vendorId: string): Promise<readonly TierSince[]> {
  return tx.manager.query<TierSince[]>(
    `SELECT tier, to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn" FROM vendor_tiers
     WHERE vendor_id = $1 ORDER BY effective_on`,
    [vendorId],
  );
}
