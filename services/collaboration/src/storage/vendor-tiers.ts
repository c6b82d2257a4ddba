import { localDateOf } from '@steward/calendar';
import type { Tier } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';

/** Keeps what vendors reports: the last word on a day counts. Clause 1.2.1. */
export function saveTier(tx: Tx, vendorId: string, effectiveOn: string, tier: Tier): void {
  tx.write(
    `INSERT INTO vendor_tiers (vendor_id, effective_on, tier) VALUES ($1, $2, $3)
     ON CONFLICT (vendor_id, effective_on) DO UPDATE SET tier = excluded.tier`,
    [vendorId, effectiveOn, tier],
  );
}

/** Today's tier of a vendor, by the enterprise's day; null where it is in none. */
export async function tierOf(tx: Tx, vendorId: string): Promise<Tier | null> {
  const timezone = await policyInForce(tx, 'enterprise-timezone');
  const [row] = await tx.manager.query<{ tier: Tier }[]>(
    `SELECT tier FROM vendor_tiers WHERE vendor_id = $1 AND effective_on <= $2
     ORDER BY effective_on DESC LIMIT 1`,
    [vendorId, localDateOf({ timezone }, tx.now.getTime())],
  );
  return row?.tier ?? null;
}
