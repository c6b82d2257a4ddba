import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';

/** Keeps whose contract it is. */
export function saveContract(tx: Tx, contractId: string, vendorId: string): void {
  tx.write('INSERT INTO contracts (id, vendor_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    ...[contractId, vendorId],
  ]);
}

/** Whose contract it is, of those that came into force. Throws NotFound. */
export async function vendorOf(tx: Tx, contractId: string): Promise<string> {
  const [row] = await tx.manager.query<{ vendorId: string }[]>(
    'SELECT vendor_id AS "vendorId" FROM contracts WHERE id = $1',
    [contractId],
  );
  if (!row) throw new NotFound('contract', contractId);
  return row.vendorId;
}
