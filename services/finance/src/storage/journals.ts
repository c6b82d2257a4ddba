import type { Tx } from '@steward/messaging';
import type { Journal } from '../domain/ledger';

/** Appends to the ledger. The database checks the balance at the commit, and books no command twice. */
export function appendJournals(tx: Tx, journals: readonly Journal[]): void {
  for (const journal of journals) {
    const { id, contractId, vendorId, kind, memo, clauseId, commandId, postedAt, entries } = journal;
    tx.write(
      `INSERT INTO journal (id, contract_id, vendor_id, kind, memo, clause_id, command_id, posted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, contractId, vendorId, kind, memo, clauseId, commandId, postedAt],
    );
    tx.write(
      `INSERT INTO postings (journal_id, line, contract_id, vendor_id, account, debit_minor, credit_minor, currency)
       SELECT $1, line, $2, $3, account, greatest(amount, 0), greatest(-amount, 0), currency
       FROM unnest($4::text[], $5::bigint[], $6::text[]) WITH ORDINALITY AS e (account, amount, currency, line)`,
      [
        id,
        contractId,
        vendorId,
        entries.map(({ account }) => account),
        entries.map(({ amount }) => amount.amountMinor),
        entries.map(({ amount }) => amount.currency),
      ],
    );
  }
}
