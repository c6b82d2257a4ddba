import { submitAdjustment, approveAdjustment, type Adjustment } from './adjustment';
import type { Journal } from './ledger';
import type { Appraisal, PayTerms } from './quarter-pay';
import {
  approve,
  settle,
  settlementIdOf,
  submit,
  type PostedSettlement,
  type Settlement,
} from './settlement';

const now = new Date('2026-04-10T01:00:00.000Z');
const later = new Date('2026-05-10T01:00:00.000Z');
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const journalId = '0195540a-0000-7000-8000-0000000000f1';
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const terms: PayTerms = {
  contractId,
  vendorId,
  contractVersion: 1,
  effectiveAt: new Date('2025-12-31T16:00:00.000Z'), // 2026-01-01 in Shanghai
  yearlyAmount: cny(120_000_000n), // ¥1,200,000.00
  performanceShareBps: 2000,
  curve: 'LINEAR_60_90',
  startOn: '2026-01-01',
  endOn: '2026-12-31',
  timezone: 'Asia/Shanghai',
  creditRegime: null,
  paymentTermDays: null,
};
const appraised = (score: string | null, revision = 1, quarter = '2026Q1'): Appraisal => ({
  ...{ contractId, vendorId, quarter, revision, score },
});
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });
const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

function settled(appraisal: Appraisal, existing: readonly Settlement[] = [], versions = [terms]) {
  const { state, events } = settle([appraisal], existing, versions, now);
  return { settlement: state[0]!, events };
}
const posted = (score: string | null): PostedSettlement =>
  approve(submit(settled(appraised(score)).settlement, 'li-na', now).state, journalId, 'wang-wei', now).state;
const amountsOf = ({ base, pool, performancePay, total }: Settlement | Adjustment) =>
  [base, pool, performancePay, total].map(({ amountMinor }) => amountMinor);
const linesOf = (journals: readonly Journal[]) =>
  journals.flatMap(({ entries }) => entries.map(({ account, amount }) => [account, amount.amountMinor]));

describe('calculation', () => {
  it('2.2.2a: ¥300,000.00 a quarter at 88.67 pays 240,000.00 + 58,670.00 = ¥298,670.00', () => {
    const { settlement, events } = settled(appraised('88.67'));
    expect(amountsOf(settlement)).toEqual([24_000_000n, 6_000_000n, 5_867_000n, 29_867_000n]);
    expect(settlement).toMatchObject({ id: settlementIdOf(contractId, '2026Q1'), status: 'calculated' });
    expect(events).toMatchObject([
      {
        type: 'finance.settlement.calculated.v1',
        data: {
          quarter: '2026Q1',
          score: '88.67',
          appraisalRevision: 1,
          contractVersion: 1,
          total: cny(29_867_000n),
        },
      },
    ]);
  });

  it.each([
    ['95.67', 6_000_000n],
    ['90.00', 6_000_000n],
    ['89.99', 5_999_000n],
    ['88.67', 5_867_000n],
    ['60.00', 3_000_000n],
    ['59.99', 0n],
  ])('D4: a score of %s earns %s fen of a pool of ¥60,000.00', (score, performancePay) => {
    const { settlement } = settled(appraised(score));
    expect(amountsOf(settlement)).toEqual([
      24_000_000n,
      6_000_000n,
      performancePay,
      24_000_000n + performancePay,
    ]);
  });

  it('M2: ¥333,333.33 splits into a pool of 66,666.67 and a base of 266,666.66, and the sum is exact', () => {
    const yearlyAmount = cny(133_333_333n); // the second quarter is 333,333.33; the first takes the odd fen
    const versions = [{ ...terms, yearlyAmount }];
    const { settlement } = settled(appraised('90.00', 1, '2026Q2'), [], versions);
    expect(amountsOf(settlement)).toEqual([26_666_666n, 6_666_667n, 6_666_667n, 33_333_333n]);
  });

  it('M1: four quarters of ¥1,000,000.01 are 250,000.01 and three times 250,000.00', () => {
    const versions = [{ ...terms, yearlyAmount: cny(100_000_001n) }];
    const totals = ['2026Q1', '2026Q2', '2026Q3', '2026Q4'].map(
      (quarter) => settled(appraised('100.00', 1, quarter), [], versions).settlement.total.amountMinor,
    );
    expect(totals).toEqual([25_000_001n, 25_000_000n, 25_000_000n, 25_000_000n]);
  });

  it('P3: a quarter that is not rated pays its pool in full', () => {
    expect(amountsOf(settled(appraised(null)).settlement)).toEqual([
      24_000_000n,
      6_000_000n,
      6_000_000n,
      30_000_000n,
    ]);
  });

  it('a quarter outside the contract’s dates comes to nothing', () => {
    expect(amountsOf(settled(appraised('88.67', 1, '2027Q1')).settlement)).toEqual([0n, 0n, 0n, 0n]);
  });

  it('a quarter is paid by the version in force at its end', () => {
    const amended = { ...terms, contractVersion: 2, yearlyAmount: cny(160_000_000n) };
    const versions = [terms, { ...amended, effectiveAt: new Date('2026-03-31T16:00:00.000Z') }]; // 1 April
    expect(settled(appraised('90.00'), [], versions).settlement.total).toEqual(cny(30_000_000n));
    expect(settled(appraised('90.00', 1, '2026Q2'), [], versions).settlement).toMatchObject({
      ...{ contractVersion: 2, total: cny(40_000_000n) },
    });
  });

  it('an appraisal without its contract’s terms waits', () => {
    expect(settle([appraised('88.67')], [], [], now)).toEqual({ state: [], events: [] });
  });
});

describe('two persons', () => {
  const { settlement } = settled(appraised('88.67'));
  const submitted = submit(settlement, 'li-na', now).state;

  it('2.2.2a: what one person submits another approves, and it is posted in double entry', () => {
    const { state, journals, events } = approve(submitted, journalId, 'wang-wei', now);
    expect(state).toMatchObject({
      status: 'posted',
      submittedBy: 'li-na',
      approvedBy: 'wang-wei',
      postedAt: now,
    });
    expect(linesOf(journals)).toEqual([
      ['E.SERVICE_FEE', 24_000_000n],
      ['E.PERFORMANCE_PAY', 5_867_000n],
      ['L.PAYABLE_VENDOR', -29_867_000n],
    ]);
    expect(typesOf(events)).toEqual([
      'finance.settlement.approved.v1',
      'finance.settlement.posted.v1',
      'pub.finance.settlement.approved.v1',
      'pub.finance.settlement.posted.v1',
    ]);
    expect(events[3]).toMatchObject({
      data: {
        ...{
          amountMinor: '29867000',
          baseMinor: '24000000',
          performancePayMinor: '5867000',
          currency: 'CNY',
        },
        ...{ clauseRefs: ['2.2.2a'], correctionOf: null },
        traceUrl: `/api/finance/v1/settlements/${state.id}/trace`,
      },
    });
  });

  it('the person who submitted does not approve', () => {
    expect(() => approve(submitted, journalId, 'li-na', now)).toThrow(breaks('settlement.same-person'));
  });

  it('nothing is submitted twice, approved before it is submitted, or approved twice', () => {
    expect(() => submit(submitted, 'li-na', now)).toThrow(breaks('settlement.not-calculated'));
    expect(() => approve(settlement, journalId, 'wang-wei', now)).toThrow(breaks('settlement.not-submitted'));
    expect(() => approve(posted('88.67'), journalId, 'wang-wei', now)).toThrow(
      breaks('settlement.not-submitted'),
    );
  });

  it('a quarter that comes to nothing is posted without a journal', () => {
    const nothing = submit(settled(appraised('88.67', 1, '2027Q1')).settlement, 'li-na', now).state;
    expect(approve(nothing, journalId, 'wang-wei', now)).toMatchObject({
      state: { status: 'posted' },
      journals: [],
    });
  });
});

describe('a later revision', () => {
  const next = (score: string, revision: number, existing: Settlement) =>
    settled(appraised(score, revision), [existing]);
  const correctionsOf = (settlement: Settlement) =>
    settlement.status === 'posted' ? settlement.adjustments : [];
  const lastOf = (settlement: Settlement) => correctionsOf(settlement).at(-1)!;
  const approvedBy = (settlement: PostedSettlement) => {
    const open = lastOf(settlement);
    const { state, journals, events } = approveAdjustment(
      submitAdjustment(open, 'li-na', later).state,
      journalId,
      'wang-wei',
      later,
    );
    const adjustments = correctionsOf(settlement).map((one) => (one.id === state.id ? state : one));
    return { settlement: { ...settlement, adjustments }, journals, events };
  };

  it('before posting it calculates anew, and a submission is void', () => {
    const submitted = submit(settled(appraised('88.67')).settlement, 'li-na', now).state;
    const { settlement, events } = next('85.00', 2, submitted);
    expect(settlement).toMatchObject({ status: 'calculated', appraisalRevision: 2, total: cny(29_500_000n) });
    expect(settlement).not.toHaveProperty('submittedBy');
    expect(typesOf(events)).toEqual(['finance.settlement.calculated.v1']);
  });

  it('that is not above those seen is ignored', () => {
    const { settlement } = next('85.00', 3, posted('88.67'));
    expect(settle([appraised('70.00', 3)], [settlement], [terms], now)).toEqual({ state: [], events: [] });
    expect(settle([appraised('70.00', 2)], [settlement], [terms], now)).toEqual({ state: [], events: [] });
  });

  it('after posting makes an adjustment: original and difference are what the new score gives', () => {
    const { settlement, events } = next('85.00', 2, posted('88.67'));
    expect(events).toEqual([]); // nothing has moved yet
    expect(settlement).toMatchObject({ status: 'posted', total: cny(29_867_000n) }); // the original stands
    expect(lastOf(settlement)).toMatchObject({
      ...{ status: 'calculated', appraisalRevision: 2, score: '85.00', total: cny(29_500_000n) },
      difference: { base: cny(0n), performancePay: cny(-367_000n), total: cny(-367_000n) },
    });
  });

  it('is posted by two persons, as the difference, and announced with what the quarter comes to', () => {
    const { settlement: open } = next('85.00', 2, posted('88.67'));
    const { journals, events } = approvedBy(open as PostedSettlement);
    expect(linesOf(journals)).toEqual([
      ['E.PERFORMANCE_PAY', -367_000n],
      ['L.PAYABLE_VENDOR', 367_000n],
    ]);
    expect(events).toMatchObject([
      {
        type: 'finance.settlement.adjusted.v1',
        data: {
          settlementId: open.id,
          total: cny(29_500_000n),
          difference: cny(-367_000n),
          appraisalRevision: 2,
        },
      },
      {
        type: 'pub.finance.settlement.adjusted.v1',
        data: { settlementId: open.id, amountMinor: '-367000', baseMinor: '0', correctionOf: open.id },
      },
    ]);
  });

  it('after another is measured by what the ledger holds', () => {
    const { settlement: second } = next('85.00', 2, posted('88.67'));
    const { settlement: third } = next('91.00', 3, approvedBy(second as PostedSettlement).settlement);
    // 300,000.00 at 91.00 less 295,000.00 at 85.00
    expect(lastOf(third)).toMatchObject({ status: 'calculated', difference: { total: cny(500_000n) } });
    expect(correctionsOf(third).map(({ status }) => status)).toEqual(['posted', 'calculated']);
  });

  it('takes the place of one that nobody approved', () => {
    const { settlement: second } = next('85.00', 2, posted('88.67'));
    const { settlement: third } = next('91.00', 3, second);
    expect(correctionsOf(third)).toMatchObject([
      { status: 'superseded', appraisalRevision: 2, supersededAt: now },
      { status: 'calculated', appraisalRevision: 3, difference: { total: cny(133_000n) } }, // 300,000.00 - 298,670.00
    ]);
    expect(() => submitAdjustment(correctionsOf(third)[0]!, 'li-na', later)).toThrow(
      breaks('adjustment.not-calculated'),
    );
  });

  it('that moves no money is on record and announced at once, but not on the public feed', () => {
    const { settlement, events } = next('95.00', 2, posted('90.00')); // both earn the whole pool
    expect(lastOf(settlement)).toMatchObject({ status: 'unchanged', appraisalRevision: 2, score: '95.00' });
    expect(events).toMatchObject([
      {
        type: 'finance.settlement.adjusted.v1',
        data: { appraisalRevision: 2, score: '95.00', total: cny(30_000_000n), difference: cny(0n) },
      },
    ]);
  });

  it('the person who submitted an adjustment does not approve it, nor anybody before it is submitted', () => {
    const open = lastOf(next('85.00', 2, posted('88.67')).settlement);
    const { state: submitted } = submitAdjustment(open, 'li-na', later);
    expect(() => approveAdjustment(submitted, journalId, 'li-na', later)).toThrow(
      breaks('adjustment.same-person'),
    );
    expect(() => approveAdjustment(open, journalId, 'wang-wei', later)).toThrow(
      breaks('adjustment.not-submitted'),
    );
  });
});
