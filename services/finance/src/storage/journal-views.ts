import { Page, view } from '@steward/messaging';
import { IsOptional, IsUUID } from 'class-validator';
import type { Account, JournalKind } from '../domain/ledger';

export class PostingsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
}

export type JournalSummary = {
  readonly journalId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly kind: JournalKind;
  readonly memo: string;
  readonly clauseId: string;
  /** The receipt, settlement, adjustment or claim that it books. */
  readonly commandId: string;
  readonly postedAt: Date;
  /** Minor units, as text. */
  readonly postings: readonly {
    readonly account: Account;
    readonly debitMinor: string;
    readonly creditMinor: string;
    readonly currency: string;
  }[];
};

/** The ledger by journals, each with its postings, in the order of their ids, that is of their posting. */
export const postingsPage = view(PostingsPage, async ({ manager }, { contractId, after, limit }) => {
  const items = await manager.query<JournalSummary[]>(
    `SELECT j.id AS "journalId", j.contract_id AS "contractId", j.vendor_id AS "vendorId", j.kind, j.memo,
            j.clause_id AS "clauseId", j.command_id AS "commandId", j.posted_at AS "postedAt",
            (SELECT json_agg(json_build_object('account', p.account, 'debitMinor', p.debit_minor::text,
                      'creditMinor', p.credit_minor::text, 'currency', p.currency) ORDER BY p.line)
             FROM postings p WHERE p.journal_id = j.id) AS postings
     FROM journal j
     WHERE ($1::uuid IS NULL OR j.contract_id = $1) AND ($2::uuid IS NULL OR j.id > $2)
     ORDER BY j.id LIMIT $3`,
    [contractId ?? null, after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.journalId : null };
});
