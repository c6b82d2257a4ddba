import { ensure } from '@steward/domain';
import { majorText } from '@steward/money';
import { ACCOUNTS, type Account, type JournalKind } from './ledger';

/** One line of a journal as it stands in the ledger. */
export type PostingLine = {
  readonly journalId: string;
  readonly line: number;
  readonly postedAt: Date;
  readonly kind: JournalKind;
  readonly contractId: string;
  readonly vendorId: string;
  readonly account: Account;
  readonly debitMinor: string;
  readonly creditMinor: string;
  readonly currency: string;
  readonly clauseId: string;
  readonly memo: string;
  readonly commandId: string;
};

/** The columns of the export. Amounts stand in the currency's own unit and in minor units. D6. */
export const EXPORT_COLUMNS = [
  ...['journal_id', 'line', 'posted_at', 'kind', 'contract_id', 'vendor_id', 'account', 'erp_account'],
  ...['debit', 'credit', 'debit_minor', 'credit_minor', 'currency', 'clause_id', 'memo', 'command_id'],
] as const;

/** The ERP's account of each of ours. */
export type ErpAccounts = Readonly<Partial<Record<Account, string>>>;
/** Without a mapping our accounts keep their names. */
export const OWN_ACCOUNTS: ErpAccounts = Object.fromEntries(ACCOUNTS.map((account) => [account, account]));

/** A mapping as it was written down. Breaks `erp-accounts.unreadable` where it is none. */
export function erpAccountsOf(text: string): ErpAccounts {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    raw = null;
  }
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const rows = isObject ? Object.entries(raw as object) : [];
  const isRow = ([account, erp]: [string, unknown]) =>
    ACCOUNTS.includes(account as Account) && typeof erp === 'string' && /^\S.{0,62}$/.test(erp);
  const wrong = rows.find((row) => !isRow(row));
  ensure(
    isObject && wrong === undefined,
    'erp-accounts.unreadable',
    wrong
      ? `The ERP's accounts map ${wrong[0]} to ${JSON.stringify(wrong[1])}, which is no account of both.`
      : "The ERP's accounts are no JSON object of an account and the ERP's account.",
  );
  return raw as ErpAccounts;
}

/** A line of the export. Breaks `erp-accounts.missing` where the ERP has no account for it. */
export function exportLine(posting: PostingLine, accounts: ErpAccounts) {
  const { account, currency, debitMinor, creditMinor } = posting;
  const erpAccount = accounts[account];
  ensure(
    erpAccount !== undefined,
    'erp-accounts.missing',
    `The ERP's accounts lack one for ${account}, which this period uses.`,
  );
  return {
    ...{ journal_id: posting.journalId, line: posting.line, posted_at: posting.postedAt.toISOString() },
    ...{ kind: posting.kind, contract_id: posting.contractId, vendor_id: posting.vendorId },
    ...{ account, erp_account: erpAccount },
    debit: majorText(BigInt(debitMinor), currency),
    credit: majorText(BigInt(creditMinor), currency),
    ...{ debit_minor: debitMinor, credit_minor: creditMinor, currency },
    ...{ clause_id: posting.clauseId, memo: posting.memo, command_id: posting.commandId },
  };
}

/** Milliseconds after which nothing is posted any more with an earlier instant. */
const SETTLED_MS = 60_000;

/**
 * A period, half-open, is exported once it has ended, so that it always reads the same. Breaks
 * `postings.period-empty` and `postings.period-open`.
 */
export function ensureClosed({ from, to }: { readonly from: Date; readonly to: Date }, now: Date): void {
  ensure(from < to, 'postings.period-empty', 'The period must end after it begins.', '/to');
  ensure(
    to.getTime() <= now.getTime() - SETTLED_MS,
    'postings.period-open',
    'The period has not ended yet: its end must lie a minute back.',
    '/to',
  );
}
