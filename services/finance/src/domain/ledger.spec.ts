import { book, credit, debit, type JournalHead } from './ledger';

const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const head: JournalHead = {
  id: '0195540a-0000-7000-8000-000000000001',
  contractId: '0195540a-0000-7000-8000-000000000002',
  vendorId: '0195540a-0000-7000-8000-000000000003',
  kind: 'deposit-receipt',
  memo: 'Deposit receipt E-1',
  clauseId: '3.3.1c',
  commandId: '0195540a-0000-7000-8000-000000000004',
  postedAt: new Date('2026-03-02T01:00:00.000Z'),
};
const unbalanced = expect.objectContaining({ name: 'RuleBroken', code: 'journal.unbalanced' });

it('D6: a journal whose debits equal its credits is made', () => {
  const entries = [debit('A.ESCROW_CASH', cny(12_000_000n)), credit('L.DEPOSIT_VENDOR', cny(12_000_000n))];
  expect(book(head, entries)).toEqual([
    {
      ...head,
      entries: [
        { account: 'A.ESCROW_CASH', amount: cny(12_000_000n) },
        { account: 'L.DEPOSIT_VENDOR', amount: cny(-12_000_000n) },
      ],
    },
  ]);
});

it('D6: a journal that is one fen out of balance cannot be made', () => {
  const entries = [debit('A.ESCROW_CASH', cny(12_000_000n)), credit('L.DEPOSIT_VENDOR', cny(11_999_999n))];
  expect(() => book(head, entries)).toThrow(unbalanced);
});

it('D6: currencies balance each on its own', () => {
  const dollars = { amountMinor: 100n, currency: 'USD' };
  expect(() => book(head, [debit('A.ESCROW_CASH', dollars), credit('L.DEPOSIT_VENDOR', cny(100n))])).toThrow(
    unbalanced,
  );
});

it('a line that moves nothing is left out, and nothing is booked where no line moves anything', () => {
  const entries = [
    debit('A.ESCROW_CASH', cny(1n)),
    credit('L.DEPOSIT_VENDOR', cny(1n)),
    credit('L.SUSPENSE', cny(0n)),
  ];
  expect(book(head, entries)[0]?.entries).toHaveLength(2);
  expect(book(head, [debit('E.SERVICE_FEE', cny(0n)), credit('L.PAYABLE_VENDOR', cny(0n))])).toEqual([]);
});
