import type { Tx } from '@steward/messaging';
import type { Delegation, Post } from '../domain/office';

export function insertPost(tx: Tx, { id, role, person, fromOn, untilOn }: Post): void {
  tx.write(
    `INSERT INTO office_posts (id, role, person, from_on, until_on, said_by, said_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, role, person, fromOn, untilOn, tx.by, tx.now],
  );
}

/** All that a delegation of these two may meet; none is added beside this transaction. */
export async function delegationsOf(tx: Tx, persons: readonly string[]): Promise<readonly Delegation[]> {
  tx.write(`SELECT pg_advisory_xact_lock(hashtext('delegations'))`, []);
  return tx.manager.query<Delegation[]>(
    `SELECT id, person, deputy, to_char(from_on, 'YYYY-MM-DD') AS "fromOn",
            to_char(until_on, 'YYYY-MM-DD') AS "untilOn"
     FROM delegations WHERE person = ANY ($1) OR deputy = ANY ($1)`,
    [persons],
  );
}

export function insertDelegation(tx: Tx, { id, person, deputy, fromOn, untilOn }: Delegation): void {
  tx.write(
    `INSERT INTO delegations (id, person, deputy, from_on, until_on, said_by, said_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, person, deputy, fromOn, untilOn, tx.by, tx.now],
  );
}
