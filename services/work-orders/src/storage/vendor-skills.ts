import type { CapabilityCategory } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';

/** What a vendor is certified for, as vendors last told. Clause 1.2.3. */
export async function skillsOf(tx: ReadTx, vendorId: string): Promise<readonly CapabilityCategory[]> {
  const [row] = await tx.manager.query<{ categories: CapabilityCategory[] }[]>(
    'SELECT categories FROM vendor_skills WHERE vendor_id = $1',
    [vendorId],
  );
  return row?.categories ?? [];
}

export function saveSkills(tx: Tx, vendorId: string, categories: readonly string[]): void {
  tx.write(
    `INSERT INTO vendor_skills (vendor_id, categories) VALUES ($1, $2)
     ON CONFLICT (vendor_id) DO UPDATE SET categories = excluded.categories`,
    [vendorId, categories],
  );
}
