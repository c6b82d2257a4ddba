import fc from 'fast-check';
import { classify, tierHistory, type Classification } from './classification';
import { act, type ProcedureDecision } from './procedure';
import { register, type Vendor } from './vendor';

const now = new Date('2026-10-30T02:00:00.000Z');
const company = { id: 'v1', code: 'v1', name: 'Qinghe', registrationNumber: 'R1' };
const registered: Vendor = register(company, now).state;
const admitted: Vendor = { ...registered, status: 'admitted', admittedAt: now, admittedBy: 'office' };
const restricted: Vendor = { ...admitted, status: 'restricted', restrictedAt: now, expiredItems: ['e1'] };
const norms = { decidedOn: '2026-10-30', lockMonths: 24 };
const decision: ProcedureDecision = {
  ...{ procedureId: 'p1', vendorId: 'v1', contractId: 'c1', quarter: '2026Q3' },
  ...{ kind: 'DOWNGRADE', isUpheld: true, decidedAt: now },
};
const acting = { id: 'k2', by: 'appraisal', now };
const inTier = (tier: Classification['tier']): Classification =>
  classify(
    {
      ...{ id: 'k1', vendorId: 'v1', tier, categories: ['HARDWARE'] },
      effectiveOn: '2026-01-01',
      reason: '年度',
    },
    'office',
    now,
  ).state;
const eliminated = act(admitted, null, { ...decision, kind: 'ELIMINATION' }, norms, acting);

it.each([
  ['STRATEGIC', 'REGULAR'],
  ['REGULAR', 'TEMPORARY'],
] as const)('1.3.2: an upheld downgrade leads from %s to %s, on the day of the decision', (from, to) => {
  const { outcome, classification, events } = act(admitted, inTier(from), decision, norms, acting);
  expect(outcome).toBe('DOWNGRADED');
  const placed = { tier: to, effectiveOn: '2026-10-30', classifiedBy: 'appraisal', categories: ['HARDWARE'] };
  expect(classification).toMatchObject(placed);
  expect(events).toMatchObject([{ type: 'vendors.vendor.classified.v1', data: { tier: to } }]);
});

it.each([
  ['was not upheld', admitted, inTier('STRATEGIC'), { ...decision, isUpheld: false }],
  ['finds the lowest tier', admitted, inTier('TEMPORARY'), decision],
  ['finds no tier', registered, null, decision],
  ['comes after the elimination', eliminated.state, inTier('REGULAR'), decision],
  ['eliminates again', eliminated.state, null, { ...decision, kind: 'ELIMINATION' as const }],
])('1.3.2: a decision that %s changes nothing', (_, vendor, current, told) => {
  const unchanged = { state: vendor, events: [], outcome: 'UNCHANGED', classification: null };
  expect(act(vendor, current, told, norms, acting)).toEqual(unchanged);
});

it.each([registered, admitted, restricted])(
  '1.3.2: a vendor that is $status is eliminated for 24 months',
  (vendor) => {
    const { state, events, outcome } = act(vendor, null, { ...decision, kind: 'ELIMINATION' }, norms, acting);
    expect(outcome).toBe('ELIMINATED');
    expect(state).toMatchObject({ status: 'eliminated', readmissionOn: '2028-10-30', eliminatedFor: 'p1' });
    expect(state).not.toHaveProperty('expiredItems');
    expect(events).toMatchObject([{ data: { quarter: '2026Q3', readmissionOn: '2028-10-30' } }]);
  },
);

it('1.2.1: whatever is recorded in whatever order, the history of tiers has no gap and no overlap', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
  const tier = fc.constantFrom('STRATEGIC', 'REGULAR', 'TEMPORARY');
  const recorded = fc.array(fc.record({ day, tier }), { maxLength: 12 });
  fc.assert(
    fc.property(recorded, day, (entries, asked) => {
      const all = entries.map((entry, n) => ({ ...inTier(entry.tier), id: `k${n}`, effectiveOn: entry.day }));
      const history = tierHistory(all);
      for (const [n, period] of history.entries()) {
        expect(period.endsOn).toBe(history[n + 1]?.effectiveOn ?? null);
        if (period.endsOn) expect(period.effectiveOn < period.endsOn).toBe(true);
      }
      const [last] = all
        .filter(({ effectiveOn }) => effectiveOn <= asked)
        .reverse()
        .sort((a, b) => (a.effectiveOn < b.effectiveOn ? 1 : a.effectiveOn > b.effectiveOn ? -1 : 0));
      const holding = history.filter(
        ({ effectiveOn, endsOn }) => effectiveOn <= asked && (!endsOn || asked < endsOn),
      );
      expect(holding.map(({ id }) => id)).toEqual(last ? [last.id] : []);
    }),
  );
});
