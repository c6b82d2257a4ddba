import type { Tier } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { ExpiredPaper, VendorRecord } from '../domain/mismatch';

/** What vendors last told of a vendor, with its tier on a day. Clauses 1.2.1, 1.2.3 and 2.1.1. */
export async function vendorRecordOn(tx: ReadTx, vendorId: string, on: string): Promise<VendorRecord> {
  const rows = await tx.manager.query<[VendorRecord]>(
    `SELECT
       coalesce((SELECT categories FROM vendor_skills WHERE vendor_id = $1), '{}') AS skills,
       (SELECT tier FROM vendor_tiers WHERE vendor_id = $1 AND effective_on <= $2
        ORDER BY effective_on DESC LIMIT 1) AS tier,
       coalesce((SELECT expired FROM vendor_restrictions WHERE vendor_id = $1), '[]') AS expired`,
    [vendorId, on],
  );
  return rows[0];
}

export function saveSkills(tx: Tx, vendorId: string, categories: readonly string[]): void {
  tx.write(
    `INSERT INTO vendor_skills (vendor_id, categories) VALUES ($1, $2)
     ON CONFLICT (vendor_id) DO UPDATE SET categories = excluded.categories`,
    [vendorId, categories],
  );
}

/** Keeps a tier from its day on; a second word on the same day replaces the first. Clause 1.2.1. */
export function saveTier(tx: Tx, vendorId: string, tier: Tier, effectiveOn: string): void {
  tx.write(
    `INSERT INTO vendor_tiers (vendor_id, effective_on, tier) VALUES ($1, $2, $3)
     ON CONFLICT (vendor_id, effective_on) DO UPDATE SET tier = excluded.tier`,
    [vendorId, effectiveOn, tier],
  );
}

/** Keeps the tier at admission, unless a classification of that day or before says it already. */
export function saveAdmittedTier(tx: Tx, vendorId: string, tier: Tier, effectiveOn: string): void {
  tx.write(
    `INSERT INTO vendor_tiers (vendor_id, effective_on, tier) SELECT $1::uuid, $2::date, $3
     WHERE NOT EXISTS (SELECT FROM vendor_tiers WHERE vendor_id = $1 AND effective_on <= $2)`,
    [vendorId, effectiveOn, tier],
  );
}

/** For which papers a vendor is restricted; none lifts it. A vendor's events come in their order. */
export function saveRestriction(tx: Tx, vendorId: string, expired: readonly ExpiredPaper[]): void {
  const papers = expired.map(({ kind, number, validTo }) => ({ kind, number, validTo }));
  tx.write(
    `INSERT INTO vendor_restrictions (vendor_id, expired) VALUES ($1, $2)
     ON CONFLICT (vendor_id) DO UPDATE SET expired = excluded.expired`,
    [vendorId, JSON.stringify(papers)],
  );
}
