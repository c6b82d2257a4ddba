import type { Tx } from '@steward/messaging';
import type { Contract } from '../domain/appraisal';

/** Keeps what a contract's last version says of working time. */
export function saveContract(tx: Tx, contract: Contract, contractVersion: number): void {
  const { id, vendorId, calendar, timezone, slots } = contract;
  tx.write(
    `INSERT INTO contracts AS c (id, vendor_id, contract_version, calendar, timezone, slots)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET contract_version = excluded.contract_version,
       calendar = excluded.calendar, timezone = excluded.timezone, slots = excluded.slots
     WHERE c.contract_version < excluded.contract_version`,
    [id, vendorId, contractVersion, calendar, timezone, JSON.stringify(slots)],
  );
}

/** The contract, or null where it has not been reported yet. */
export async function contractOf(tx: Tx, id: string): Promise<Contract | null> {
  const [row] = await tx.manager.query<Contract[]>(
    `SELECT id, vendor_id AS "vendorId", calendar, timezone, slots FROM contracts WHERE id = $1`,
    [id],
  );
  return row ?? null;
}
