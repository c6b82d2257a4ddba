import { policyInForce, type Tx } from '@steward/messaging';
import type { Band, Matrix, Norms } from '../domain/matrix';
import type { FactSource } from '../domain/occurrence';
import type { Grades } from '../domain/risk';

/** How the register grades on the transaction's day. Throws where no matrix was published. D8. */
export async function normsInForce(tx: Tx): Promise<Norms> {
  const [matrix] = await tx.manager.query<Matrix[]>(
    `SELECT version, grid FROM risk_matrices WHERE effective_on <= $1::timestamptz::date
     ORDER BY effective_on DESC, version DESC LIMIT 1`,
    [tx.now],
  );
  if (!matrix) throw new Error(`No risk matrix is in force at ${tx.now.toISOString()}.`);
  const reviewDays: Readonly<Record<Band, number>> = {
    LOW: await numberInForce(tx, 'review-days-low'),
    MEDIUM: await numberInForce(tx, 'review-days-medium'),
    HIGH: await numberInForce(tx, 'review-days-high'),
    EXTREME: await numberInForce(tx, 'review-days-extreme'),
  };
  return { matrix, reviewDays };
}

/** What one occurrence of a source amounts to, and for how many days it adds to the next. */
export type SourcePolicy = { readonly first: Grades; readonly windowDays: number };

export async function sourcePolicyInForce(tx: Tx, source: FactSource): Promise<SourcePolicy> {
  const name = source.toLowerCase().replaceAll('_', '-');
  return {
    first: {
      probability: await numberInForce(tx, `${name}-probability`),
      impact: await numberInForce(tx, `${name}-impact`),
    },
    windowDays: await numberInForce(tx, `${name}-window-days`),
  };
}

async function numberInForce(tx: Tx, name: string): Promise<number> {
  return Number(await policyInForce(tx, name));
}
