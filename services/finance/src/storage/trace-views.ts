import { NotFound } from '@steward/domain';
import { view, type ReadTx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Account } from '../domain/ledger';
import { traceSettlement, type Booked, type Source } from '../domain/settlement-trace';
import type { LineKind, StatementLine } from '../domain/statement';
import { adjustments, fromRow as adjustmentFrom } from './adjustments';
import { versionsOf } from './contract-facts';
import { OneSettlement } from './settlement-views';
import { fromRow, settlements } from './settlements';

/**
 * Every figure of a settlement with what it follows from, down to terms, score, claims and credits. Throws
 * NotFound, for another vendor's as for a missing one. Clause 2.2.2a.
 */
export const settlementTrace = view(OneSettlement, async (tx, { settlementId }) => {
  const row = await tx.manager.findOne(settlements, { where: { id: settlementId } });
  if (!row) throw new NotFound('settlement', settlementId);
  const corrections = await tx.manager.find(adjustments, {
    where: { settlementId },
    order: { appraisalRevision: 'ASC' },
  });
  const settlement = fromRow(row, corrections.map(adjustmentFrom));
  const journals = await bookedFor(tx, [settlementId, ...corrections.map(({ id }) => id)]);
  const owedMinor = await owedBefore(tx, settlementId);
  return traceSettlement({
    ...{ settlement, journals, versions: await versionsOf(tx, row.contractId) },
    ...{ lines: await linesOf(tx, settlementId), sources: await sourcesOf(tx, settlementId) },
    owed: money(BigInt(owedMinor), row.currency),
  });
});

type LineRow = {
  kind: LineKind;
  clauseId: string;
  amountMinor: string;
  currency: string;
  sourceId: string;
  correctionOf: string | null;
  price: StatementLine['price'];
};

async function linesOf(tx: ReadTx, settlementId: string): Promise<readonly StatementLine[]> {
  const rows = await tx.manager.query<LineRow[]>(
    `SELECT kind, clause_id AS "clauseId", amount_minor AS "amountMinor", currency, source_id AS "sourceId",
       correction_of AS "correctionOf", CASE WHEN first_on IS NOT NULL THEN
         json_build_object('contractVersion', contract_version, 'firstOn', first_on, 'lastOn', last_on) END AS price
     FROM statement_lines WHERE id = $1 ORDER BY line`,
    [settlementId],
  );
  return rows.map(({ amountMinor, currency, ...line }) => ({
    ...line,
    amount: money(BigInt(amountMinor), currency),
  }));
}

/** What the lines state beside the pay, each with where it came from. */
async function sourcesOf(tx: ReadTx, settlementId: string): Promise<readonly Source[]> {
  type Row = { id: string; amountMinor: string; currency: string; facts: Source['facts'] };
  const rows = await tx.manager.query<Row[]>(
    `WITH lines AS (SELECT DISTINCT source_id, kind FROM statement_lines WHERE id = $1)
     SELECT c.id, amount_minor AS "amountMinor", currency,
       json_build_object('kind', cause, 'sourceId', c.source_id, 'reference', reference) AS facts
     FROM claims c WHERE id IN (SELECT source_id FROM lines WHERE kind IN ('OUT_OF_SCOPE', 'DISPUTE'))
     UNION ALL SELECT id, total_difference_minor, currency,
       json_build_object('kind', 'ADJUSTMENT', 'settlementId', settlement_id, 'revision', appraisal_revision)
     FROM settlement_adjustments WHERE id IN (SELECT source_id FROM lines WHERE kind = 'ADJUSTMENT')
     UNION ALL SELECT id, granted_minor, currency,
       json_build_object('kind', 'SERVICE_CREDIT', 'breachId', breach_id, 'promise', promise, 'month', month,
         'units', units::text, 'contractVersion', contract_version, 'eventId', source_id)
     FROM service_credits
     WHERE id IN (SELECT source_id FROM lines WHERE kind IN ('SERVICE_CREDIT', 'CREDIT_REVERSAL'))`,
    [settlementId],
  );
  return rows.map(({ id, amountMinor, currency, facts }) => ({
    ...{ id, facts, amount: money(BigInt(amountMinor), currency) },
  }));
}

/** Minor units that were due from claims before the settlement was booked, less what deposits answer for. */
async function owedBefore(tx: ReadTx, settlementId: string): Promise<string> {
  const [row] = await tx.manager.query<{ owedMinor: string }[]>(
    `SELECT greatest(0, least(sum(net), sum(net) FILTER (WHERE kind NOT LIKE 'd%')))::text AS "owedMinor"
     FROM (SELECT 'none' AS kind, 0 AS net UNION ALL
       SELECT j.kind, p.debit_minor - p.credit_minor
       FROM journal booked JOIN journal j ON j.contract_id = booked.contract_id AND j.id < booked.id
         JOIN postings p ON p.journal_id = j.id
         JOIN settlements s ON s.id = booked.command_id AND s.currency = p.currency
       WHERE booked.command_id = $1 AND p.account = 'A.CLAIMS_RECEIVABLE') claimed`,
    [settlementId],
  );
  return row!.owedMinor;
}

async function bookedFor(tx: ReadTx, commandIds: readonly string[]): Promise<readonly Booked[]> {
  type Row = {
    journalId: string;
    commandId: string;
    postings: readonly { line: number; account: Account; netMinor: string; currency: string }[];
  };
  const rows = await tx.manager.query<Row[]>(
    `SELECT j.id AS "journalId", j.command_id AS "commandId",
       json_agg(json_build_object('line', p.line, 'account', p.account, 'currency', p.currency,
         'netMinor', (p.debit_minor - p.credit_minor)::text) ORDER BY p.line) AS postings
     FROM journal j JOIN postings p ON p.journal_id = j.id
     WHERE j.command_id = ANY ($1::uuid[]) GROUP BY j.id, j.command_id ORDER BY j.id`,
    [commandIds],
  );
  return rows.map(({ postings, ...journal }) => ({
    ...journal,
    postings: postings.map(({ netMinor, currency, ...posting }) => ({
      ...posting,
      amount: money(BigInt(netMinor), currency),
    })),
  }));
}
