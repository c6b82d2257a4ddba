import { isComplete, quarterDueIn, tierOn, type QuarterInputs } from './quarter-inputs';

const counts = { onSite: { met: 2, breached: 1, open: 0 }, closure: { met: 1, breached: 1, open: 1 } };
const inputs: QuarterInputs = {
  ...{ contractId: 'c', vendorId: 'v', quarter: '2026Q3', frozenRevision: 0 },
  held: counts,
  closing: { ...counts, revision: 1, workOrders: 3 },
};

describe('a quarter is complete', () => {
  it('D3: when every count held is that of its closing', () => {
    expect(isComplete(inputs)).toBe(true);
  });

  it.each(['met', 'breached', 'open'] as const)(
    'D3: not when one %s milestone is missing or too many',
    (verdict) => {
      const onSite = { ...counts.onSite, [verdict]: counts.onSite[verdict] + 1 };
      const closure = { ...counts.closure, [verdict]: counts.closure[verdict] - 1 };
      expect(isComplete({ ...inputs, held: { ...counts, onSite } })).toBe(false);
      expect(isComplete({ ...inputs, held: { ...counts, closure } })).toBe(false);
    },
  );

  it('D3: not before it was closed', () => {
    expect(isComplete({ ...inputs, closing: null })).toBe(false);
  });
});

it('1.2.1: the tier on a day is the last that began by then', () => {
  const history = [
    { tier: 'STRATEGIC', effectiveOn: '2026-07-01' },
    { tier: 'REGULAR', effectiveOn: '2026-01-01' },
  ] as const;
  expect(tierOn(history, '2026-06-30')).toBe('REGULAR');
  expect(tierOn(history, '2026-07-01')).toBe('STRATEGIC');
  expect(tierOn(history, '2025-12-31')).toBe('REGULAR');
  expect(tierOn([], '2026-06-30')).toBeNull();
});

it.each([
  ['2026-09', '2026Q4'],
  ['2026-08', '2026Q3'],
  ['2026-12', '2027Q1'],
  ['2026Q3', '2026Q4'],
])('1.1.3b: a report of %s is due in %s', (period, quarter) => {
  expect(quarterDueIn(period)).toBe(quarter);
});
