import { quarterDays } from '@steward/calendar';
import { policyInForce, type Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Sending, Statement, Unstated } from '../domain/statement';
import { CORRECTED } from './claim-views';
import { holdContract } from './contract-facts';
import { owedOf } from './holds';

/** Holds the contract of a settlement before the settlement is locked, as all that looks at both does. */
export async function holdContractOf(tx: Tx, settlementId: string): Promise<void> {
  const [row] = await tx.manager.query<{ contractId: string }[]>(
    'SELECT contract_id AS "contractId" FROM settlements WHERE id = $1',
    [settlementId],
  );
  if (row) holdContract(tx, row.contractId);
}

type Sum = {
  sourceId: string;
  amountMinor: string;
  month: string;
  cause: string;
  correctionOf: string | null;
};
const isUnstated = (kinds: string, id: string) =>
  `NOT EXISTS (SELECT FROM statement_lines l WHERE l.source_id = ${id} AND l.kind IN (${kinds}))`;

/** What is to be stated with a quarter's settlement; credits of months after it wait for theirs. */
export async function unstatedOf(
  tx: Tx,
  contractId: string,
  quarter: string,
  currency: string,
): Promise<Unstated> {
  const lastMonth = quarterDays(quarter).lastOn.slice(0, 7);
  const sums = async (sql: string, ...more: readonly string[]) => {
    const rows = await tx.manager.query<Sum[]>(sql, [contractId, currency, ...more]);
    return rows.map(({ amountMinor, ...row }) => ({ ...row, amount: money(BigInt(amountMinor), currency) }));
  };
  const claims = await sums(
    `SELECT id AS "sourceId", amount_minor AS "amountMinor", cause,
            ${CORRECTED} AS "correctionOf"
     FROM claims WHERE contract_id = $1 AND currency = $2 AND status = 'posted' AND in_favour_of = 'VENDOR'
       AND ${isUnstated(`'OUT_OF_SCOPE', 'DISPUTE'`, 'claims.id')} ORDER BY posted_at, id`,
  );
  const adjustments = await sums(
    `SELECT id AS "sourceId", total_difference_minor AS "amountMinor", settlement_id AS "correctionOf"
     FROM settlement_adjustments a WHERE contract_id = $1 AND currency = $2 AND status = 'posted'
       AND ${isUnstated(`'ADJUSTMENT'`, 'a.id')} ORDER BY posted_at, id`,
  );
  const credits = await sums(
    `SELECT id AS "sourceId", granted_minor AS "amountMinor", month FROM service_credits c
     WHERE contract_id = $1 AND currency = $2 AND month <= $3 AND ${isUnstated(`'SERVICE_CREDIT'`, 'c.id')}
     ORDER BY month, granted_at, id`,
    lastMonth,
  );
  const reversals = await sums(
    `SELECT c.id AS "sourceId", granted_minor AS "amountMinor", month
     FROM service_credit_reversals r JOIN service_credits c USING (id)
     WHERE c.contract_id = $1 AND currency = $2 AND month <= $3
       AND ${isUnstated(`'CREDIT_REVERSAL'`, 'c.id')} ORDER BY month, reversed_at, id`,
    lastMonth,
  );
  const owed = await owedOf(tx, contractId, currency);
  return { claims, adjustments: adjustments as unknown as Unstated['adjustments'], credits, reversals, owed };
}

/** By what a contract's statement is sent; where the contract says nothing, by the policy. */
export async function sendingOf(tx: Tx, contractId: string, contractVersion: number): Promise<Sending> {
  const [row] = await tx.manager.query<{ timezone: string; paymentTermDays: number | null }[]>(
    `SELECT timezone, payment_term_days AS "paymentTermDays" FROM contract_versions
     WHERE contract_id = $1 AND contract_version = $2`,
    [contractId, contractVersion],
  );
  return {
    timezone: row!.timezone, // a settlement was calculated by it
    paymentTermDays: row!.paymentTermDays ?? Number(await policyInForce(tx, 'payment-term-days')),
    responseDays: Number(await policyInForce(tx, 'statement-response-days')),
    now: tx.now,
  };
}

export function insertStatement(tx: Tx, statement: Statement): void {
  const { id, contractId, vendorId, quarter, total, lines } = statement;
  tx.write(
    `INSERT INTO statements (id, contract_id, vendor_id, quarter, total_minor, currency, sent_at, respond_by,
       payable_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, contractId, vendorId, quarter, total.amountMinor, total.currency],
      ...[statement.sentAt, statement.respondBy, statement.payableOn],
    ],
  );
  for (const [index, { kind, clauseId, amount, sourceId, price, correctionOf }] of lines.entries()) {
    tx.write(
      `INSERT INTO statement_lines (id, line, contract_id, vendor_id, kind, clause_id, amount_minor, currency,
         source_id, contract_version, first_on, last_on, correction_of)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[
          id,
          index + 1,
          contractId,
          vendorId,
          kind,
          clauseId,
          amount.amountMinor,
          amount.currency,
          sourceId,
        ],
        ...[price?.contractVersion ?? null, price?.firstOn ?? null, price?.lastOn ?? null, correctionOf],
      ],
    );
  }
}
