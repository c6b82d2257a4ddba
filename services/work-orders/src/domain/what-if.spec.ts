import { workingCalendar } from '@steward/calendar';
import { SEVERITIES, type Severity } from '@steward/domain';
import { money } from '@steward/money';
import { DEFAULT_CREDIT_REGIME, grantCredit, type ServiceCredit, type SlaTargets } from '@steward/terms';
import fc from 'fast-check';
import type { Fact } from './facts';
import type { Reading } from './milestones';
import { reckonSide, tallyOf, type MeasuredService } from './what-if';
import { count, judgedUnder, monthsIn } from './what-if-counts';
import { totalOf } from './what-if-figures';
import { drafted, ensureDraft, placedAt, type SignedTerms } from './what-if-terms';

const calendar = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] });
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const pair = { onSite: hours(2), closure: hours(72) };
const signed: SignedTerms = {
  ...{ vendorId: 'v', contractId: 'c', contractVersion: 1, code: 'HT-1', effectiveAt: new Date(0) },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31', categories: ['HARDWARE'], scope: [], calendar },
  ...{ slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair }, availability: [] },
  pay: { yearlyAmount: money(120_000_000n, 'CNY'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  creditRegime: DEFAULT_CREDIT_REGIME,
};
const local = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
const year = monthsIn({ fromOn: '2026-07-01', toOn: '2026-09-30' }, 'Asia/Shanghai', local('12-31 00:00'));
const reading = (change: Partial<Reading> & Pick<Reading, 'kind' | 'verdict'>): Reading => ({
  ...{ severity: 1, decidedAt: local('08-10 10:00'), elapsedSeconds: 7200, targetSeconds: 7200 },
  ...{ isProvisional: false, ...change },
});
const times = (n: number, one: Reading): Reading[] => Array.from({ length: n }, () => one);
const late = (minutes: number, at: string, severity: Severity = 1): Reading =>
  reading({
    ...{ kind: 'ON_SITE', verdict: 'BREACHED', severity, decidedAt: local(at) },
    elapsedSeconds: 7200 + minutes * 60,
  });
const service = (month: string, downSeconds: number): MeasuredService => ({
  ...{ service: 'erp', month, targetPerMille: 999, displayPercent: '', needsDecision: false },
  ...{ agreedSeconds: 2_592_000, plannedSeconds: 0, downSeconds, isMet: downSeconds <= 2592 },
});
function side(readings: readonly Reading[], measured: readonly MeasuredService[] = [], terms = signed) {
  const tally = tallyOf([terms], year);
  count(tally, readings);
  return reckonSide([terms], tally, measured);
}

it('1.3.1, 2.2.2a: P1 without surveys scores 87.50, which earns ¥57,500.00 of ¥60,000.00', () => {
  const met = (kind: 'ON_SITE' | 'CLOSURE', n: number) => times(n, reading({ kind, verdict: 'MET' }));
  const missed = (kind: 'ON_SITE' | 'CLOSURE', n: number) => times(n, reading({ kind, verdict: 'BREACHED' }));
  const { quarters } = side(
    [...met('ON_SITE', 117), ...missed('ON_SITE', 3), ...met('CLOSURE', 112), ...missed('CLOSURE', 8)],
    [service('2026-07', 0), service('2026-08', 0), service('2026-09', 9072)],
    { ...signed, creditRegime: null },
  );
  // 30 · 97.2222 + 30 · 91.6667 + 20 · 66.6667 = 7000 of a weight of 80.
  expect(quarters).toMatchObject([
    {
      ...{
        quarter: '2026Q3',
        isWhole: true,
        score: '87.50',
        absentDimensions: ['satisfaction'],
        breaches: 11,
      },
      sums: [
        { currency: 'CNY', base: '24000000', pool: '6000000', performancePay: '5750000', pay: '29750000' },
      ],
    },
  ]);
});

it('3.3.1a, D3 P3: where nothing was measured the pool is paid in full; the deposit is a tenth', () => {
  const nothing = side([]);
  expect(nothing.quarters[0]).toMatchObject({ score: null, breaches: 0 });
  expect(nothing.sums).toEqual([
    {
      ...{ currency: 'CNY', creditsGranted: '0', creditsCapped: '0', base: '24000000', pool: '6000000' },
      ...{ performancePay: '6000000', pay: '30000000', depositRequired: '12000000', depositExposed: '0' },
    },
  ]);
});

it('1.1.4: C1 to C3: a repeated shortfall and a late arrival reach the month’s cap, what is above is lost', () => {
  const { months, sums } = side(
    [late(95, '08-10 10:00'), late(95, '08-20 10:00')],
    [service('2026-07', 9072), service('2026-08', 9072)],
  );
  expect(months.map((month) => month.sums)).toMatchObject([
    [{ creditsGranted: '400000', creditsCapped: '0' }], // 99.65 %: two full steps of a fee of ¥100,000.00
    [{ creditsGranted: '1000000', creditsCapped: '200000' }], // ¥8,000.00, then two times ¥2,000.00
    [{ creditsGranted: '0', creditsCapped: '0' }],
  ]);
  expect(sums).toMatchObject([{ creditsGranted: '1400000', depositExposed: '1400000' }]);
});

it('1.1.4: late arrivals of a month together earn what they earn one by one', () => {
  const anyLate = fc.record({
    minutes: fc.integer({ min: 1, max: 600 }),
    month: fc.constantFrom('07', '08', '09'),
    severity: fc.constantFrom(...SEVERITIES),
  });
  const fees = ['07', '08', '09'].map((month) => ({
    month: `2026-${month}`,
    fee: money(10_000_000n, 'CNY'),
  }));
  fc.assert(
    fc.property(fc.array(anyLate, { maxLength: 12 }), (all) => {
      const credits: ServiceCredit[] = [];
      for (const { minutes, month, severity } of all.toSorted((a, b) => Number(a.month) - Number(b.month))) {
        const failure = { breachId: 'b', promise: `${severity}`, month: `2026-${month}` };
        const lateSeconds = minutes * 60;
        credits.push(
          grantCredit(
            DEFAULT_CREDIT_REGIME,
            { ...failure, kind: 'LATE_ON_SITE', lateSeconds },
            fees,
            credits,
          ),
        );
      }
      const together = side(
        all.map(({ minutes, month, severity }) => late(minutes, `${month}-10 10:00`, severity)),
      );
      const granted = credits.reduce((sum, each) => sum + each.granted.amountMinor, 0n);
      expect(together.sums[0]!.creditsGranted).toBe(granted.toString());
    }),
  );
});

it('2.2.2a: a quarter that is not over, or not asked about as a whole, has breaches and no pay', () => {
  const asked = { fromOn: '2026-07-02', toOn: '2026-12-31' };
  const months = monthsIn(asked, 'Asia/Shanghai', local('11-15 00:00'));
  expect(months.map(({ isWhole }) => isWhole)).toEqual([false, true, true, true, false, false]);
  const tally = tallyOf([signed], months);
  expect(count(tally, [late(5, '07-01 23:59')])).toBe(false);
  expect(count(tally, [late(5, '07-02 00:00')])).toBe(true);
  const { quarters } = reckonSide([signed], tally, []);
  expect(quarters).toMatchObject([
    { quarter: '2026Q3', isWhole: false, breaches: 1, score: null },
    { quarter: '2026Q4', isWhole: false, breaches: 0, score: null },
  ]);
  expect(quarters[0]!.sums).toEqual([{ currency: 'CNY', creditsGranted: '0', creditsCapped: '0' }]);
});

it('2.2.2a: pay that was never told is named as absent, and no sum is made up', () => {
  const unpaid = side([late(95, '08-10 10:00')], [], { ...signed, pay: null, creditRegime: null });
  expect(unpaid).toMatchObject({ breaches: 1, sums: [], absentTerms: ['PAY', 'CREDITS'] });
});

it('2.2.2a: sums of two currencies are not added', () => {
  const dollars = {
    ...signed,
    pay: { ...signed.pay!, yearlyAmount: money(400n, 'USD') },
    creditRegime: null,
  };
  const { sums, breaches } = totalOf([side([late(5, '08-10 10:00')]), side([], [], dollars)]);
  expect(breaches).toBe(1);
  expect(sums).toMatchObject([
    { currency: 'CNY', pay: '24000000' }, // no arrival in time: of the pool nothing
    { currency: 'USD', pay: '100' },
  ]);
});

describe('2.2: a draft', () => {
  const erp = { service: 'erp', name: 'ERP', serviceHours: null };
  const full = { targetPerMille: 999, noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 };

  it('leaves what it does not name as it was signed', () => {
    expect(drafted([signed], {})).toEqual([signed]);
    const promised = { ...signed, availability: [{ ...erp, ...full }] };
    const [now] = drafted([promised], { availability: [{ ...erp, targetPerMille: 995 }], curve: 'PLUS15' });
    expect(now).toMatchObject({ availability: [{ ...erp, ...full, targetPerMille: 995 }] });
    expect(now!.pay).toEqual({ ...signed.pay, curve: 'PLUS15' });
  });

  it.each([
    [
      'a service that is not promised yet and not described',
      { availability: [erp] },
      '/availability/0/targetPerMille',
    ],
    ['a curve that there is not', { curve: 'toString' as never }, '/curve'],
    ['an amount of nothing', { yearlyAmount: money(0n, 'CNY') }, '/yearlyAmount/amountMinor'],
    [
      'credits in another currency',
      { yearlyAmount: money(1n, 'USD'), creditRegime: DEFAULT_CREDIT_REGIME },
      '/creditRegime/rules/LATE_ON_SITE/amount/currency',
    ],
    [
      'a response for some severities',
      { slaTargets: { ...signed.slaTargets, 2: { ...pair, response: hours(1) } } },
      '/slaTargets/2/response',
    ],
  ])('that holds %s is refused at its place', (_, draft, path) => {
    const checked = () =>
      placedAt('/terms', () => {
        ensureDraft(draft);
        drafted([signed], draft);
      });
    expect(checked).toThrow(expect.objectContaining({ path: `/terms${path}` }));
  });
});

/** What may happen to a work order, in an order in which it may; some minutes from one fact to the next. */
const anyHistory = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(...SEVERITIES),
    ),
    {
      maxLength: 12,
    },
  )
  .map((choices): readonly Fact[] => {
    let at = local('08-03 08:00');
    const facts: Fact[] = [{ kind: 'REPORTED', at, severity: 2 }];
    let [isPaused, isResolved, hasArrived] = [false, false, false];
    for (const [minutes, choice, severity] of choices) {
      at += minutes * 60_000;
      if (choice < 2) {
        facts.push({
          kind: 'SEVERITY_CHANGED',
          at,
          severity,
          cause: choice === 0 ? 'CUSTOMER' : 'MISCLASSIFIED',
        });
      } else if (isResolved) {
        facts.push({ kind: 'REOPENED', at, reason: null });
        isResolved = false;
      } else if (isPaused) {
        facts.push({ kind: 'RESUMED', at });
        isPaused = false;
      } else if (choice === 2) {
        facts.push({ kind: 'PAUSED', at, reason: 'FORCE_MAJEURE', isConfirmed: true });
        isPaused = true;
      } else if (!hasArrived) {
        facts.push({ kind: 'ARRIVED', at });
        hasArrived = true;
      } else {
        facts.push({ kind: 'RESOLVED', at });
        isResolved = true;
      }
    }
    return facts;
  });
const anyTargets = fc
  .array(fc.integer({ min: 1, max: 4000 }), { minLength: 8, maxLength: 8 })
  .chain((minutes) => fc.tuple(fc.constant(minutes), fc.constantFrom('24x7' as const, 'working' as const)))
  .map(([minutes, clock]): SlaTargets => {
    const of = (n: number) => ({ durationSeconds: minutes[n]! * 60, clock });
    const both = (n: number) => ({ onSite: of(2 * n), closure: of(2 * n + 1) });
    return { 1: both(0), 2: both(1), 3: both(2), 4: both(3) };
  });

it('2.2.1a: for random histories, loosening a deadline never adds breaches, nor brings one forward', () => {
  fc.assert(
    fc.property(
      fc.array(anyHistory, { maxLength: 5 }),
      anyTargets,
      fc.constantFrom(...SEVERITIES),
      fc.constantFrom('onSite' as const, 'closure' as const),
      fc.integer({ min: 1, max: 10_000 }),
      (histories, targets, severity, kind, minutes) => {
        const { durationSeconds, clock } = targets[severity][kind];
        const looser = { durationSeconds: durationSeconds + minutes * 60, clock };
        const loosened = { ...targets, [severity]: { ...targets[severity], [kind]: looser } };
        const asOf = local('12-01 00:00');
        for (const [n, facts] of histories.entries()) {
          const past = {
            ...{ workOrderId: `${n}`, contractId: 'c', contractVersion: 1, isOfLog: true },
            facts,
          };
          const under = (slaTargets: SlaTargets) =>
            judgedUnder({ ...past, asOf, recorded: [] }, { slaTargets, calendar });
          const [before, after] = [under(targets), under(loosened)];
          for (const [m, reading] of after.entries()) {
            if (reading.verdict !== 'BREACHED') continue;
            expect(before[m]!.verdict).toBe('BREACHED');
            expect(reading.decidedAt).toBeGreaterThanOrEqual(before[m]!.decidedAt);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('2.2.1c: a breach by less than a step earns nothing', () => {
  // 2593 s of 30 days miss 99.9 % by less than a step: a breach that earns nothing. A1.
  const { months } = side([], [service('2026-09', 2593)]);
  expect(months[2]).toMatchObject({ sums: [{ creditsGranted: '0' }] });
});
