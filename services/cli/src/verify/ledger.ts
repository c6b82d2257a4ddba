import type { Difference } from './verify';

type Sum = { readonly amountMinor: string };
type Posting = Readonly<Record<'debitMinor' | 'creditMinor' | 'currency', string>>;
export type Journal = Readonly<Record<'journalId' | 'postedAt', string>> & {
  readonly postings: readonly Posting[];
};
export type Deposit = { readonly contractId: string; readonly balance: Sum; readonly held: Sum };
export type Hold = { readonly contractId: string; readonly status: string; readonly remaining: Sum };

/** Journals come to nought in each currency and follow each other; no hold exceeds its balance. D6. */
export function verifyLedger(
  journals: readonly Journal[],
  deposits: readonly Deposit[],
  holds: readonly Hold[],
) {
  const found: Difference[] = [];
  journals.forEach(({ journalId: node, postedAt, postings }, n) => {
    const before = journals[n - 1] ?? { journalId: '', postedAt: '' };
    const isNext = before.journalId < node && before.postedAt <= postedAt;
    if (!isNext) found.push({ node, expected: `after ${before.postedAt}`, found: postedAt });
    const sums = new Map<string, bigint>();
    for (const { currency, debitMinor, creditMinor } of postings)
      sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(debitMinor) - BigInt(creditMinor));
    for (const sum of sums.values()) if (sum !== 0n) found.push({ node, expected: '0', found: `${sum}` });
  });
  for (const { contractId, balance, held } of deposits) {
    const mine = holds.filter((hold) => hold.contractId === contractId && hold.status === 'open');
    const sum = mine.reduce((all, { remaining }) => all + BigInt(remaining.amountMinor), 0n);
    const isKept = sum === BigInt(held.amountMinor) && sum <= BigInt(balance.amountMinor);
    const expected = `${sum}, at most ${balance.amountMinor}`;
    if (!isKept) found.push({ node: `deposit/${contractId}`, expected, found: held.amountMinor });
  }
  return found;
}
