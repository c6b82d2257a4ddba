import type { Tx } from '@steward/messaging';
import type { Liaison } from '../domain/liaison';

/** How often a liaison was assigned to a contract. The contract's row must be locked. */
export async function assignmentsOf(tx: Tx, contractId: string): Promise<number> {
  const [row] = await tx.manager.query<[{ assignments: number }]>(
    'SELECT count(*)::int AS assignments FROM liaisons WHERE contract_id = $1',
    [contractId],
  );
  return row.assignments;
}

/** Adds an assignment; earlier ones stay. */
export function insertLiaison(tx: Tx, liaison: Liaison): void {
  tx.write(
    `INSERT INTO liaisons (contract_id, revision, id, vendor_id, name, deputy_name, email, assigned_at, assigned_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[liaison.contractId, liaison.revision, liaison.id, liaison.vendorId],
      ...[liaison.name, liaison.deputyName, liaison.email, liaison.assignedAt, liaison.assignedBy],
    ],
  );
}
