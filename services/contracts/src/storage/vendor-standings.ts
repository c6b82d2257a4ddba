import type { ReadTx, Tx } from '@steward/messaging';
import type { VendorStanding } from '../domain/contract';

/** What vendors last reported; a vendor nobody reported is neither admitted nor tested. */
export async function standingOf(tx: ReadTx, vendorId: string): Promise<VendorStanding> {
  const [row] = await tx.manager.query<VendorStanding[]>(
    `SELECT is_admitted AS "isAdmitted", is_test_passed AS "isTestPassed" FROM vendor_standings WHERE vendor_id = $1`,
    [vendorId],
  );
  return row ?? { isAdmitted: false, isTestPassed: false };
}

/** Changes only what is given. */
export function saveStanding(tx: Tx, vendorId: string, standing: Partial<VendorStanding>): void {
  tx.write(
    `INSERT INTO vendor_standings AS v (vendor_id, is_admitted, is_test_passed)
     VALUES ($1, coalesce($2, false), coalesce($3, false))
     ON CONFLICT (vendor_id) DO UPDATE SET
       is_admitted = coalesce($2, v.is_admitted), is_test_passed = coalesce($3, v.is_test_passed)`,
    [vendorId, standing.isAdmitted ?? null, standing.isTestPassed ?? null],
  );
}
