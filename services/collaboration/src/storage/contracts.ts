import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { KnownContract } from '../domain/contract';

const COLUMNS = `id, vendor_id AS "vendorId", code, timezone,
  to_char(start_on, 'YYYY-MM-DD') AS "startOn", to_char(end_on, 'YYYY-MM-DD') AS "endOn"`;

/** Loads and locks a contract that was signed. Throws NotFound. */
export async function loadContract(tx: Tx, id: string): Promise<KnownContract> {
  const [contract] = await tx.manager.query<KnownContract[]>(
    `SELECT ${COLUMNS} FROM known_contracts WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!contract) throw new NotFound('contract', id);
  return contract;
}

/**
 * Those of the contracts that are known; the list may be empty. Where a zone is missing it asks again under
 * the lock: else the contract could come into force unseen beside this transaction, and its items would wait
 * for ever.
 */
export async function contractsBy(tx: Tx, ids: readonly string[]): Promise<readonly KnownContract[]> {
  if (ids.length === 0) return [];
  const read = () =>
    tx.manager.query<KnownContract[]>(`SELECT ${COLUMNS} FROM known_contracts WHERE id = ANY($1)`, [ids]);
  const known = await read();
  if (ids.every((id) => known.some((contract) => contract.id === id && contract.timezone))) return known;
  lockZones(tx);
  return read();
}

/** Held to its end by a transaction that learns a zone, and by one that misses one. */
export function lockZones(tx: Tx): void {
  tx.write(`SELECT pg_advisory_xact_lock(hashtext('zones of contracts'))`, []);
}

/** All whose zone is known and that have not ended long ago; which are in force is for the rule to say. */
export async function contractsNotLongOver(tx: Tx): Promise<readonly KnownContract[]> {
  return tx.manager.query<KnownContract[]>(
    `SELECT ${COLUMNS} FROM known_contracts
     WHERE timezone IS NOT NULL AND end_on >= $1::timestamptz::date - 2 ORDER BY id`,
    [tx.now],
  );
}

/** Keeps what contracts reports; a zone once known stays. Gives the contract as it is known now. */
export async function saveContract(tx: Tx, contract: KnownContract): Promise<KnownContract> {
  const [known] = await tx.manager.query<[KnownContract]>(
    `INSERT INTO known_contracts AS c (id, vendor_id, code, start_on, end_on, timezone)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET code = excluded.code, start_on = excluded.start_on,
       end_on = excluded.end_on, timezone = coalesce(excluded.timezone, c.timezone)
     RETURNING ${COLUMNS}`,
    [contract.id, contract.vendorId, contract.code, contract.startOn, contract.endOn, contract.timezone],
  );
  return known;
}
