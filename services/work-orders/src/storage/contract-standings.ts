import type { ReadTx, Tx } from '@steward/messaging';
import type { ContractStanding } from '../domain/terms';

/** What contracts last reported; one that nothing was reported of is in force by its versions. */
export async function standingOf(tx: ReadTx, contractId: string): Promise<ContractStanding> {
  const [row] = await tx.manager.query<{ standing: ContractStanding }[]>(
    'SELECT standing FROM contract_standings WHERE contract_id = $1',
    [contractId],
  );
  return row?.standing ?? 'in-force';
}

/** A contract's events come in their order: the last one counts. */
export function saveStanding(tx: Tx, contractId: string, vendorId: string, standing: ContractStanding): void {
  tx.write(
    `INSERT INTO contract_standings (contract_id, vendor_id, standing) VALUES ($1, $2, $3)
     ON CONFLICT (contract_id) DO UPDATE SET standing = excluded.standing`,
    [contractId, vendorId, standing],
  );
}
