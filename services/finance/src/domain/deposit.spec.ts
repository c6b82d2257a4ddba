import * as fc from 'fast-check';
import { amend, open, receive, type Deposit } from './deposit';
import type { Account, Journal } from './ledger';

const now = new Date('2026-03-02T01:00:00.000Z');
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const depositId = '0195540a-0000-7000-8000-00000000000d';
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const demand = { id: depositId, contractId, vendorId, required: cny(12_000_000n) };
const opened: Deposit = open(null, demand, now).state;
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

const take = (deposit: Deposit, amountMinor: bigint, currency = 'CNY') =>
  receive(
    deposit,
    {
      id: '0195540a-0000-7000-8000-0000000000e1',
      amount: { amountMinor, currency },
      custodianReference: 'E-1',
      receivedOn: '2026-03-02',
    },
    '0195540a-0000-7000-8000-0000000000f1',
    'li-na',
    now,
  );
const linesOf = (journals: readonly Journal[]) =>
  journals.flatMap(({ entries }) => entries.map(({ account, amount }) => [account, amount.amountMinor]));

it('3.3.1a: a signed contract asks its vendor for ¥120,000.00 and holds nothing yet', () => {
  const { state, events } = open(null, demand, now);
  expect(state).toMatchObject({ required: cny(12_000_000n), balance: cny(0n), suspense: cny(0n) });
  expect(events).toMatchObject([
    { type: 'finance.deposit.required.v1', data: { depositId, required: cny(12_000_000n) } },
  ]);
});

it('a demand that comes again asks for nothing more', () => {
  expect(open(opened, demand, now)).toEqual({ state: opened, events: [] });
});

it('D6.1: ¥120,000.00 into escrow debits ESCROW and credits DEPOSIT', () => {
  const { state, journals, events } = take(opened, 12_000_000n);
  expect(linesOf(journals)).toEqual([
    ['A.ESCROW_CASH', 12_000_000n],
    ['L.DEPOSIT_VENDOR', -12_000_000n],
  ]);
  expect(state).toMatchObject({ balance: cny(12_000_000n), suspense: cny(0n) });
  expect(events).toMatchObject([
    { type: 'finance.deposit.received.v1', data: { amount: cny(12_000_000n), balance: cny(12_000_000n) } },
    {
      type: 'pub.finance.deposit.received.v1',
      data: {
        ...{ depositId, amountMinor: '12000000', currency: 'CNY', contractVersion: 1, correctionOf: null },
        clauseRefs: ['3.3.1a', '3.3.1c'],
        traceUrl: `/api/finance/v1/deposits/${contractId}`,
      },
    },
  ]);
});

it('3.3.1a: of ¥120,000.01 the fen above goes to suspense, and the balance announced is without it', () => {
  const { state, receipt, journals, events } = take(opened, 12_000_001n);
  expect(linesOf(journals)).toEqual([
    ['A.ESCROW_CASH', 12_000_001n],
    ['L.DEPOSIT_VENDOR', -12_000_000n],
    ['L.SUSPENSE', -1n],
  ]);
  expect(state).toMatchObject({ balance: cny(12_000_000n), suspense: cny(1n) });
  expect(receipt).toMatchObject({ deposited: cny(12_000_000n), suspended: cny(1n), recordedBy: 'li-na' });
  expect(events[0]).toMatchObject({ data: { amount: cny(12_000_001n), balance: cny(12_000_000n) } });
});

it('D6.1: what comes when the deposit is covered is all suspense', () => {
  const { state, journals } = take(take(opened, 12_000_000n).state, 500n);
  expect(state).toMatchObject({ balance: cny(12_000_000n), suspense: cny(500n) });
  expect(linesOf(journals)).toEqual([
    ['A.ESCROW_CASH', 500n],
    ['L.SUSPENSE', -500n],
  ]);
});

it('refuses another currency and a receipt of nothing', () => {
  expect(() => take(opened, 100n, 'USD')).toThrow(breaks('deposit.currency-mismatch'));
  expect(() => take(opened, 0n)).toThrow(breaks('deposit.amount-missing'));
});

it('D6: whatever comes in, received = balance + suspense, and the ledger sums to zero and says the same', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 20_000_000n }), { maxLength: 12 });
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 0n, max: 40_000_000n }), (received, required) => {
      const ledger = new Map<Account, bigint>();
      let deposit: Deposit = open(null, { ...demand, required: cny(required) }, now).state;
      for (const amount of received) {
        const { state, journals } = take(deposit, amount);
        deposit = state;
        for (const { account, amount: moved } of journals.flatMap(({ entries }) => entries)) {
          ledger.set(account, (ledger.get(account) ?? 0n) + moved.amountMinor);
        }
      }
      const total = received.reduce((sum, amount) => sum + amount, 0n);
      const { balance, suspense } = deposit;
      expect(balance.amountMinor + suspense.amountMinor).toBe(total);
      expect(balance.amountMinor).toBe(total < required ? total : required);
      expect([...ledger.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
      expect(ledger.get('A.ESCROW_CASH') ?? 0n).toBe(total);
      expect(ledger.get('L.DEPOSIT_VENDOR') ?? 0n).toBe(-balance.amountMinor);
      expect(ledger.get('L.SUSPENSE') ?? 0n).toBe(-suspense.amountMinor);
    }),
  );
});

const AMENDMENT = '0195540a-0000-7000-8000-0000000000c2';
const amended = (deposit: Deposit, requiredMinor: bigint, contractVersion = 2) =>
  amend(deposit, { contractVersion, required: cny(requiredMinor) }, AMENDMENT, 'journal', now);

it('D6.8: an amendment to ¥1,500,000 asks for another ¥30,000.00 and moves nothing', () => {
  const { state, events, journals } = amended(take(opened, 12_000_000n).state, 15_000_000n);
  expect(state).toMatchObject({ contractVersion: 2, required: cny(15_000_000n), balance: cny(12_000_000n) });
  expect(events).toMatchObject([{ data: { required: cny(15_000_000n) } }]);
  expect(journals).toEqual([]);
  expect(take(state, 3_000_000n).state).toMatchObject({ balance: cny(15_000_000n), suspense: cny(0n) });
});

it('D6.8: an amendment to ¥1,000,000 leaves ¥20,000.00 to be returned, so that none is above 10 %', () => {
  const { state, journals } = amended(take(opened, 12_000_000n).state, 10_000_000n);
  expect(state).toMatchObject({ balance: cny(10_000_000n), suspense: cny(2_000_000n) });
  expect(linesOf(journals)).toEqual([
    ['L.DEPOSIT_VENDOR', 2_000_000n],
    ['L.SUSPENSE', -2_000_000n],
  ]);
});

it('D6.8: a version that is older than the one in force changes nothing', () => {
  const newer = amended(take(opened, 12_000_000n).state, 10_000_000n, 3).state;
  expect(amended(newer, 15_000_000n, 2)).toEqual({ state: newer, events: [], journals: [] });
  expect(amended(newer, 15_000_000n, 3)).toEqual({ state: newer, events: [], journals: [] });
});
