import { NotFound } from '@steward/domain';
import type { ReadTx } from '@steward/messaging';
import type { PromisingVersion } from '../domain/promise';

const VERSIONS = `
  SELECT contract_id AS "contractId", vendor_id AS "vendorId", effective_at AS "effectiveAt",
    to_char(start_on, 'YYYY-MM-DD') AS "startOn", to_char(end_on, 'YYYY-MM-DD') AS "endOn",
    working_time->>'timezone' AS timezone, availability
  FROM contract_versions`;

/** What a contract's versions promise of services, in order of effect. Throws NotFound. */
export async function promisesOf(tx: ReadTx, contractId: string): Promise<readonly PromisingVersion[]> {
  const versions = await tx.manager.query<PromisingVersion[]>(
    `${VERSIONS} WHERE contract_id = $1 ORDER BY effective_at`,
    [contractId],
  );
  if (versions.length === 0) throw new NotFound('contract', contractId);
  return versions;
}

/** The same of the contract with this code or id. Throws NotFound. */
export async function promisesNamed(tx: ReadTx, name: string): Promise<readonly PromisingVersion[]> {
  const versions = await tx.manager.query<PromisingVersion[]>(
    `${VERSIONS} WHERE code = $1 OR contract_id::text = lower($1) ORDER BY effective_at`,
    [name],
  );
  if (versions.length === 0) throw new NotFound('contract', name);
  return versions;
}
