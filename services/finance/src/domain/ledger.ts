import { ensure } from '@steward/domain';
import type { Money } from '@steward/money';

/**
 * The chart of accounts: A what is held or due to us, L what is owed, E what is spent, R what comes in, M
 * what is only noted: the two sides of a bank's guarantee. D5, D6, clauses 2.2.2 and 3.3.2a.
 */
export const ACCOUNTS = [
  'A.ESCROW_CASH',
  'A.BANK',
  'A.CLAIMS_RECEIVABLE',
  'L.DEPOSIT_VENDOR',
  'L.SUSPENSE',
  'L.INTEREST_VENDOR',
  'L.PAYABLE_VENDOR',
  'E.SERVICE_FEE',
  'E.PERFORMANCE_PAY',
  'E.OUT_OF_SCOPE',
  'E.DISPUTE_AWARD',
  'R.DISPUTE_AWARD',
  'R.DAMAGES',
  'R.SERVICE_CREDIT',
  'M.GUARANTEE_HELD',
  'M.GUARANTEE_GIVEN',
] as const;
export type Account = (typeof ACCOUNTS)[number];

/** One line of a journal. A positive amount debits the account, a negative one credits it. */
export type Entry = { readonly account: Account; readonly amount: Money };

export const debit = (account: Account, amount: Money): Entry => ({ account, amount });
export const credit = (account: Account, { amountMinor, currency }: Money): Entry => ({
  account,
  amount: { amountMinor: -amountMinor, currency },
});

export type JournalKind =
  | 'deposit-receipt'
  | 'deposit-amendment'
  | 'deposit-return'
  | 'deposit-deduction'
  | 'deposit-release'
  | 'deposit-interest'
  | 'guarantee'
  | 'settlement'
  | 'adjustment'
  | 'claim'
  | 'damage'
  | 'set-off';
/** What a journal is about. */
export type JournalHead = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly kind: JournalKind;
  readonly memo: string;
  readonly clauseId: string;
  /** What is booked: a receipt, a settlement, an adjustment or a claim. It is booked once. */
  readonly commandId: string;
  readonly postedAt: Date;
};

declare const balanced: unique symbol;
/** Entries that balance in every currency. Only `book` makes one. */
export type Journal = JournalHead & { readonly entries: readonly Entry[]; readonly [balanced]: true };

/**
 * Makes the journal of some entries, without those that move nothing; no journal where none does.
 * Breaks `journal.unbalanced`. D6: debits equal credits.
 */
export function book(head: JournalHead, entries: readonly Entry[]): readonly Journal[] {
  const moving: readonly Entry[] = entries.filter(({ amount }) => amount.amountMinor !== 0n);
  for (const [currency, sum] of sumsOf(moving)) {
    ensure(
      sum === 0n,
      'journal.unbalanced',
      `${head.memo}: debits and credits differ by ${sum} ${currency} minor units.`,
    );
  }
  return moving.length === 0 ? [] : [{ ...head, entries: moving } as Journal];
}

function sumsOf(entries: readonly Entry[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { amount } of entries)
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.amountMinor);
  return sums;
}
