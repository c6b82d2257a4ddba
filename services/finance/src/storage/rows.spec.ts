import type { Adjustment } from '../domain/adjustment';
import type { Claim } from '../domain/claim';
import type { Deposit } from '../domain/deposit';
import type { Settlement } from '../domain/settlement';
import * as adjustmentRows from './adjustments';
import * as claimRows from './claims';
import * as depositRows from './deposits';
import * as settlementRows from './settlements';

const at = new Date('2026-04-10T01:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const parties = { contractId: '0195', vendorId: '0196' };
const calculation = {
  ...parties,
  quarter: '2026Q1',
  contractVersion: 1,
  appraisalRevision: 1,
  score: '88.67',
  base: cny(24_000_000n),
  pool: cny(6_000_000n),
  performancePay: cny(5_867_000n),
  total: cny(29_867_000n),
  parts: [
    {
      ...{ contractVersion: 1, firstOn: '2026-01-01', lastOn: '2026-03-31' },
      ...{ base: cny(24_000_000n), pool: cny(6_000_000n), performancePay: cny(5_867_000n) },
    },
  ],
  calculatedAt: at,
};
const submission = { submittedAt: at, submittedBy: 'li-na' };
const posting = { ...submission, status: 'posted' as const, approvedBy: 'wang-wei', postedAt: at };

const correction = {
  ...calculation,
  id: '0198',
  settlementId: '0197',
  appraisalRevision: 2,
  difference: { base: cny(0n), performancePay: cny(-367_000n), total: cny(-367_000n) },
};
const adjustments: readonly Adjustment[] = [
  { ...correction, status: 'calculated' },
  { ...correction, status: 'submitted', ...submission },
  { ...correction, ...posting },
  { ...correction, status: 'unchanged', score: null },
  { ...correction, status: 'superseded', supersededAt: at },
];
it.each(adjustments)('an adjustment that is $status is read back as it was stored', (adjustment) => {
  expect(adjustmentRows.fromRow(adjustmentRows.toRow(adjustment))).toEqual(adjustment);
});

it.each<Settlement>([
  { ...calculation, id: '0197', status: 'calculated' },
  { ...calculation, id: '0197', status: 'calculated', score: null },
  { ...calculation, id: '0197', status: 'submitted', ...submission },
  { ...calculation, id: '0197', ...posting, adjustments },
])('a settlement that is $status is read back as it was stored', (settlement) => {
  expect(settlementRows.fromRow(settlementRows.toRow(settlement), adjustments)).toEqual(settlement);
});

it('a deposit is read back as it was stored', () => {
  const sums = { required: cny(12_000_000n), balance: cny(12_000_000n), suspense: cny(1n) };
  const kept = {
    guaranteed: cny(4n),
    held: cny(2n),
    interest: cny(3n),
    replenishDueOn: '2026-10-27',
    isReplenishOverdue: true,
  };
  const deposit: Deposit = {
    ...{ ...parties, id: '0197', contractVersion: 1, ...sums },
    ...{ ...kept, isClosing: true },
  };
  expect(depositRows.fromRow(depositRows.toRow(deposit))).toEqual(deposit);
});

const claimed = {
  ...parties,
  id: '0199',
  amount: cny(1_234_567n),
  inFavourOf: 'VENDOR' as const,
  breachQuarter: null,
  raisedAt: at,
};
const award = { cause: 'AWARD' as const, sourceId: '019a', becomes: 'ADJUSTMENT' as const, reference: 'A-1' };
const settledDispute = { cause: 'SETTLED_DISPUTE' as const, sourceId: '019a', becomes: 'CLAIM' as const };
const line = { kind: 'SETTLEMENT_LINE', settlementId: '0197', line: 'BASE' } as const;
const order = { sourceId: '019b', contractVersion: 1, quoted: cny(1_234_567n) };
it.each<Claim>([
  { ...claimed, ground: { ...award, subject: line }, status: 'raised' },
  {
    ...claimed,
    ground: { ...settledDispute, subject: { kind: 'CONTRACT' } },
    status: 'submitted',
    ...submission,
  },
  { ...claimed, ground: { ...settledDispute, subject: { kind: 'BREACH', milestoneId: '019c' } }, ...posting },
  { ...claimed, ground: { ...order, cause: 'CHANGE_ORDER' }, ...posting },
])('a claim that is $status is read back as it was stored', (claim) => {
  expect(claimRows.fromRow(claimRows.toRow(claim))).toEqual(claim);
});
