import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Contract } from '../domain/appraisal';

/** Keeps what a contract's last version says of working time. */
export function saveContract(
  tx: Tx,
  contract: Contract,
  { contractVersion, effectiveAt }: { readonly contractVersion: number; readonly effectiveAt: string },
): void {
  const { id, vendorId, calendar, timezone, slots } = contract;
  tx.write(
    `INSERT INTO contracts AS c (id, vendor_id, contract_version, calendar, timezone, slots)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET contract_version = excluded.contract_version,
       calendar = excluded.calendar, timezone = excluded.timezone, slots = excluded.slots
     WHERE c.contract_version < excluded.contract_version`,
    [id, vendorId, contractVersion, calendar, timezone, JSON.stringify(slots)],
  );
  tx.write(
    `INSERT INTO contract_versions (contract_id, contract_version, effective_at) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING`,
    [id, contractVersion, effectiveAt],
  );
}

/** The version that counted just before an instant; null where none did. */
export async function versionBefore(tx: Tx, contractId: string, at: Date): Promise<number | null> {
  const [row] = await tx.manager.query<{ version: number }[]>(
    `SELECT contract_version AS version FROM contract_versions
     WHERE contract_id = $1 AND effective_at < $2 ORDER BY effective_at DESC, contract_version DESC LIMIT 1`,
    [contractId, at],
  );
  return row?.version ?? null;
}

/** The contract, where the actor may see it. Throws NotFound. */
export async function knownContract(tx: Tx, id: string): Promise<Contract> {
  const contract = await contractOf(tx, id);
  if (!contract) throw new NotFound('contract', id);
  return contract;
}

/** The contract, or null where it has not been reported yet. */
export async function contractOf(tx: Tx, id: string): Promise<Contract | null> {
  const [row] = await tx.manager.query<Contract[]>(
    `SELECT id, vendor_id AS "vendorId", calendar, timezone, slots FROM contracts WHERE id = $1`,
    [id],
  );
  return row ?? null;
}
