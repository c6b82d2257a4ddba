import type { Tx } from './use-case';

/**
 * The value of a policy number in force on the transaction's day. Throws where the policy was never seeded.
 */
export async function policyInForce(tx: Pick<Tx, 'manager' | 'now'>, name: string): Promise<string> {
  const [row] = await tx.manager.query<{ value: string }[]>(
    `SELECT value FROM policies WHERE name = $1 AND effective_on <= $2::timestamptz::date
     ORDER BY effective_on DESC LIMIT 1`,
    [name, tx.now],
  );
  if (!row) throw new Error(`No policy ${name} is in force at ${tx.now.toISOString()}.`);
  return row.value;
}
