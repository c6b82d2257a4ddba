import { dayText, dayNumber } from '@steward/calendar';
import { money, zero } from '@steward/money';
import fc from 'fast-check';
import { verifyTrace } from '../../../cli/src/verify/verify';
import type { PayTerms } from './quarter-pay';
import { approve, settle, settlementIdOf, submit, type PostedSettlement } from './settlement';
import { traceSettlement, type Source } from './settlement-trace';
import { stateSettlement, type Statement, type Unstated } from './statement';

const now = new Date('2026-04-10T01:00:00.000Z');
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const journalId = '0195540a-0000-7000-8000-0000000000f1';
const cny = (amountMinor: bigint) => money(amountMinor, 'CNY');
const terms: PayTerms = {
  ...{ contractId, vendorId, contractVersion: 1, effectiveAt: new Date('2025-12-31T16:00:00.000Z') },
  ...{ yearlyAmount: cny(120_000_000n), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai', creditRegime: null },
  paymentTermDays: null,
};
const none: Unstated = { claims: [], adjustments: [], credits: [], reversals: [], owed: zero('CNY') };

/** A quarter settled, posted and stated by the service's own rules, and its trace. */
function traced(versions: readonly PayTerms[], score: string | null, unstated: Unstated, quarter = '2026Q1') {
  const { state } = settle([{ contractId, vendorId, quarter, revision: 1, score }], [], versions, now);
  const sending = { timezone: 'Asia/Shanghai', paymentTermDays: 30, responseDays: 5, now };
  const { statement, netting } = stateSettlement(state[0]!, unstated, sending);
  const submitted = submit(state[0]!, 'li-na', now).state;
  const posted = approve(submitted, journalId, 'wang-wei', now, netting);
  const { state: settlement, journals } = posted;
  return { settlement, statement, trace: traceOf(settlement, statement, unstated, versions, journals) };
}
const traceOf = (
  settlement: PostedSettlement,
  { lines }: Statement,
  { claims, adjustments, credits, reversals, owed }: Unstated,
  versions: readonly PayTerms[],
  journals: ReturnType<typeof approve>['journals'],
) =>
  traceSettlement({
    ...{ settlement, versions, lines, owed },
    sources: [...claims, ...adjustments, ...credits, ...reversals].map(
      ({ sourceId: id, amount }): Source => ({ id, amount, facts: null }),
    ),
    journals: journals.map(({ id, entries }) => ({
      ...{ journalId: id, commandId: settlement.id },
      postings: entries.map(({ account, amount }, n) => ({ line: n + 1, account, amount })),
    })),
  });
type Traced = ReturnType<typeof traced>['trace'];
const valueIn = ({ nodes }: Traced, id: string) => nodes.find((node) => node.id === id)?.value;
const differences = ({ nodes, roots }: Traced) => verifyTrace(nodes, roots);

it('2.2.2a, D4: ¥300,000.00 at 88.67 is 240,000.00 and 58,670.00 of a pool of 60,000.00, by k 5867/6000', () => {
  const { trace } = traced([terms], '88.67', none);
  expect(valueIn(trace, 'settlement/price/1/factor')).toEqual({ curve: 'LINEAR_60_90', k: '5867/6000' });
  expect(valueIn(trace, 'settlement/pool')).toEqual({ amountMinor: '6000000', currency: 'CNY' });
  expect(valueIn(trace, 'statement/total')).toEqual({ amountMinor: '29867000', currency: 'CNY' });
  expect(trace.roots).toEqual([`journal/${journalId}`, 'statement/total']);
  expect(trace.nodes.every(({ formula, inputs }) => (formula === null) === (inputs.length === 0))).toBe(true);
  expect(differences(trace)).toEqual([]);
});

it('2.2.2a: a figure that was planted otherwise is named, with what was expected', () => {
  const { trace } = traced([terms], '88.67', none);
  const planted = trace.nodes.map((node) =>
    node.id === 'settlement/price/1/performancePay'
      ? { ...node, value: { amountMinor: '5867001', currency: 'CNY' } }
      : node,
  );
  expect(verifyTrace(planted, trace.roots)).toEqual([
    {
      node: 'settlement/price/1/performancePay',
      expected: { amountMinor: '5867000', currency: 'CNY' },
      found: { amountMinor: '5867001', currency: 'CNY' },
    },
    expect.objectContaining({ node: 'settlement/performancePay' }),
    expect.objectContaining({ node: 'line/2' }),
  ]);
});

const amount = fc.bigInt({ min: 0n, max: 30_000_000n }).map(cny);
const sourced = (kind: string) =>
  fc
    .array(amount, { maxLength: 3 })
    .map((amounts) => amounts.map((one, n) => ({ sourceId: `${kind}-${n}`, amount: one })));
const day = fc.integer({ min: 0, max: 729 }).map((n) => dayText(dayNumber('2025-07-01') + n));
const version = fc.record({
  yearlyAmount: fc.bigInt({ min: 1n, max: 10n ** 12n }).map(cny),
  performanceShareBps: fc.integer({ min: 0, max: 10_000 }),
  curve: fc.constantFrom(...(['LINEAR_60_90', 'STEP_CN', 'PLUS15', 'FAR', 'PROPORTIONAL'] as const)),
  day,
});
const score = fc.option(
  fc
    .integer({ min: 0, max: 10_000 })
    .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`),
);
const unstatedOf = fc.record({
  claims: sourced('claim').map((all) =>
    all.map((one) => ({ ...one, cause: 'CHANGE_ORDER', correctionOf: null })),
  ),
  adjustments: sourced('adjustment').map((all) => all.map((one) => ({ ...one, correctionOf: 's' }))),
  credits: sourced('credit').map((all) => all.map((one) => ({ ...one, month: '2026-01' }))),
  reversals: sourced('reversal').map((all) => all.map((one) => ({ ...one, month: '2026-02' }))),
  owed: amount,
});

it('2.2.2a, D4, D5: random quarters come to the same in a second implementation, to the fen', () => {
  const quarters = fc.record({
    versions: fc.array(version, { minLength: 1, maxLength: 4 }),
    ...{ score, unstated: unstatedOf, quarter: fc.constantFrom('2026Q1', '2026Q2', '2026Q3', '2026Q4') },
    dates: fc.tuple(day, day).map((days) => [...days].sort() as [string, string]),
  });
  const numRuns = Number(process.env['VERIFIED_QUARTERS'] ?? 500);
  fc.assert(
    fc.property(quarters, ({ versions, score, unstated, quarter, dates: [startOn, endOn] }) => {
      const begun = versions
        .toSorted((a, b) => (a.day < b.day ? -1 : 1))
        .map(({ day, ...price }, n): PayTerms => {
          const effectiveAt = new Date(`${day}T00:00:00+08:00`);
          return { ...terms, ...price, contractVersion: n + 1, effectiveAt, startOn, endOn };
        });
      expect(differences(traced(begun, score, unstated, quarter).trace)).toEqual([]);
    }),
    { numRuns },
  );
}, 600_000);

it('2.2.2a: before it is posted a settlement is explained by its pay alone', () => {
  const appraisal = { contractId, vendorId, quarter: '2026Q1', revision: 1, score: null };
  const [settlement] = settle([appraisal], [], [terms], now).state;
  const trace = traceSettlement({
    ...{
      settlement: settlement!,
      versions: [terms],
      lines: [],
      sources: [],
      owed: zero('CNY'),
      journals: [],
    },
  });
  expect(trace).toMatchObject({
    settlementId: settlementIdOf(contractId, '2026Q1'),
    roots: ['settlement/total'],
  });
  expect(valueIn(trace, 'settlement/total')).toEqual({ amountMinor: '30000000', currency: 'CNY' });
  expect(differences(trace)).toEqual([]);
});
