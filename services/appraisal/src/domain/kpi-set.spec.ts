import { countsOf } from './manifest';
import type { Counts, Duty, Measured } from './quarter-inputs';
import { groupsOf, scoreCounts, type Dimension } from './kpi-set';
import { kpiSet } from './kpi-set.fixture';

const none = { met: 0, breached: 0, open: 0 };
const counts = (onSite: [number, number], closure: [number, number]): Counts => ({
  onSite: { ...none, met: onSite[0], breached: onSite[1] },
  closure: { ...none, met: closure[0], breached: closure[1] },
});

const scored = (measured: Counts & Measured, set = kpiSet, duties: readonly Duty[] = []) =>
  scoreCounts(
    set,
    countsOf({
      ...{ contractId: 'c', quarter: '2026Q3', kpiSet: set.version, workOrders: 1, minimumAnswers: 5 },
      ...{ contractVersion: 1, calendar: 'CN' },
      ...{ ...measured, milestones: [], duties },
    }),
  );

it('1.3.1: P1: with 4.4 of satisfaction and two of three months available the quarter comes to 88.67', () => {
  // 875/9 · 30 + 275/3 · 30 + 280/3 · 20 + 200/3 · 20, by 100, is 88.6666…
  const measured = {
    ...counts([117, 3], [112, 8]),
    satisfaction: { answers: 5, scoreSum: 22 },
    availability: { met: 2, months: 3 },
  };
  const { score, dimensions } = scored(measured);
  expect(score).toBe('88.67');
  expect(dimensions.slice(2)).toEqual([
    { name: 'satisfaction', weight: 20, met: 22, total: 5, fraction: '280/3', score: '93.33' },
    { name: 'availability', weight: 20, met: 2, total: 3, fraction: '200/3', score: '66.67' },
  ]);
});

it('D3 P2: fewer than five answers say nothing, and their weight goes to the others', () => {
  const measured = { ...counts([117, 3], [112, 8]), availability: { met: 2, months: 3 } };
  const few = { ...measured, satisfaction: { answers: 4, scoreSum: 4 } };
  expect(scored(few)).toEqual(scored(measured));
  // (875/9 · 30 + 275/3 · 30 + 200/3 · 20) / 80 = 87.5
  expect(scored(few).score).toBe('87.50');
});

it('1.3.1: 117 of 120 on site and 112 of 120 closed in time come to 94.44', () => {
  // 97.5 % gives 17.5/18 of 100 = 875/9, 93.3 % gives 18.3/20 = 275/3; equal weights make it the mean, 850/9.
  expect(scored(counts([117, 3], [112, 8]))).toEqual({
    score: '94.44',
    dimensions: [
      { name: 'response', weight: 30, met: 117, total: 120, fraction: '875/9', score: '97.22' },
      { name: 'resolution', weight: 30, met: 112, total: 120, fraction: '275/3', score: '91.67' },
      { name: 'satisfaction', weight: 20, met: null, total: null, fraction: null, score: null },
      { name: 'availability', weight: 20, met: null, total: null, fraction: null, score: null },
    ],
  });
});

it('D3 P2: where only one dimension was measured it alone makes the score', () => {
  expect(scored(counts([117, 3], [0, 0])).score).toBe('97.22');
  expect(scored(counts([0, 0], [112, 8])).score).toBe('91.67');
});

it('D3: a share at the floor gives nothing and one above the target no more than a hundred', () => {
  expect(scored(counts([4, 1], [3, 1])).score).toBe('0.00');
  expect(scored(counts([50, 0], [19, 1])).score).toBe('100.00');
});

it('D3 P3: without a milestone met or breached the quarter is not rated, whatever is open', () => {
  const open = { ...none, open: 3 };
  const { score, dimensions } = scored({ onSite: open, closure: open });
  expect(score).toBeNull();
  expect(dimensions.map((one) => one.score)).toEqual([null, null, null, null]);
});

it('D3: weights that do not sum to a hundred are refused', () => {
  const short = { version: 2, dimensions: kpiSet.dimensions.slice(0, 3) };
  expect(() => scored(counts([1, 0], [1, 0]), short)).toThrow(
    expect.objectContaining({ code: 'kpi-set.weights-not-100' }),
  );
});

describe('a set that reads more', () => {
  const duty = (n: number, kind: Duty['kind'], isMet: boolean): Duty => ({
    ...{ dutyId: `${n}`, kind, isMet, eventId: `e${n}` },
  });
  const reports: Dimension = {
    ...{ name: 'reports', weight: 10, floor: '0', target: '100', goal: 'RISK', unit: 'PERCENT' },
    ...{ numerator: 'reports.onTime', denominator: 'reports.due', clauseId: '1.1.3b' },
  };
  const responses: Dimension = {
    ...kpiSet.dimensions[0]!,
    ...{ weight: 90, numerator: 'response.met', denominator: 'response.total' },
  };
  const set = { version: 2, dimensions: [responses, reports] };

  it('1.3.1: says what it reads', () => {
    expect([...groupsOf(set)]).toEqual(['response', 'reports']);
    expect([...groupsOf(kpiSet)]).toEqual(['onSite', 'closure', 'surveys', 'availability']);
  });

  it('1.1.3b: two of three reports in time and 97.5 % of responses met come to 94.17', () => {
    // (875/9 · 90 + 200/3 · 10) / 100 = 875/10 + 20/3 = 94.1666…
    const measured = { ...counts([0, 9], [0, 9]), response: { met: 117, breached: 3, open: 1 } };
    const duties = [
      ...[duty(1, 'REPORT', true), duty(2, 'REPORT', true), duty(3, 'REPORT', false)],
      ...[duty(4, 'MEETING', false)],
    ];
    expect(scored(measured, set, duties).score).toBe('94.17');
  });
});
