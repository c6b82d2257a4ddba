import { kpiSet } from './kpi-set.fixture';
import { countsOf, isPossible, scoreManifest, type Manifest } from './manifest';
import type { Milestone } from './quarter-inputs';

const milestone = (milestoneId: string, verdict: Milestone['verdict']): Milestone => ({
  ...{ milestoneId, kind: 'ON_SITE', verdict, decidedAt: '2026-08-03T02:00:00.000Z', eventId: 'e' },
});
/** P1: 117 of 120 on site, 112 of 120 closed, 4.4 of satisfaction, two of three months. */
const manifest: Manifest = {
  ...{ contractId: 'c', contractVersion: 1, calendar: 'CN 2025-11-04', quarter: '2026Q3', kpiSet: 1 },
  ...{ workOrders: 120, minimumAnswers: 5, duties: [], milestones: [milestone('m', 'BREACHED')] },
  onSite: { met: 117, breached: 3, open: 0 },
  closure: { met: 112, breached: 8, open: 0 },
  satisfaction: { answers: 5, scoreSum: 22 },
  availability: { met: 2, months: 3 },
};
const redLines = { cap: '59.00', crossed: [{ redLineId: 'r', kind: 'DATA_LEAK' as const }] };
const rules = {
  ...{ innovationPoints: '1.5', innovationCap: '5', fullSaving: '0.20', savingCap: '5' },
  ...{ bonusCap: '10', scoreCap: '110' },
};
const claims = [
  { bonusId: '1', kind: 'INNOVATION' as const, saving: null },
  { bonusId: '2', kind: 'INNOVATION' as const, saving: null },
  { bonusId: '3', kind: 'COST_SAVING' as const, saving: '4/25' }, // 16 % earns 4.00
];

it('D3 P1: B is 88.67, and with 3 and 4 points F is 95.67', () => {
  const { score, bonus, finalScore } = scoreManifest(kpiSet, { ...manifest, bonus: { rules, claims } });
  expect({ score, bonus, finalScore }).toEqual({ score: '88.67', bonus: '7.00', finalScore: '95.67' });
});

it('D3: a red line caps B at 59, which the bonus comes on top of', () => {
  const capped = scoreManifest(kpiSet, { ...manifest, redLines, bonus: { rules, claims } });
  expect(capped).toMatchObject({ score: '59.00', finalScore: '66.00' });
  const none = { met: 0, breached: 1, open: 0 };
  const low = { ...manifest, onSite: none, closure: none, availability: { met: 0, months: 3 } };
  // Only satisfaction: 280/3 · 20 of 100.
  expect(scoreManifest(kpiSet, { ...low, redLines })).toMatchObject({ score: '18.67', finalScore: '18.67' });
});

it('1.3.1: a ruling has a milestone counted as met, or not at all', () => {
  const ruled = (verdict: 'MET' | 'EXCLUDED') =>
    countsOf({ ...manifest, rulings: [{ kind: 'MILESTONE', milestoneId: 'm', verdict }] }).onSite;
  expect(ruled('MET')).toEqual({ met: 118n, total: 120n });
  expect(ruled('EXCLUDED')).toEqual({ met: 117n, total: 119n });
});

it('1.3.1: a ruling moves a count, but none below zero or above its whole', () => {
  const ruled = (input: string, by: number): Manifest => ({
    ...manifest,
    rulings: [{ kind: 'COUNT', input, by }],
  });
  expect(countsOf(ruled('availability.met', 1)).availability).toEqual({ met: 3n, total: 3n });
  expect(isPossible(ruled('availability.met', 1))).toBe(true);
  expect(isPossible(ruled('availability.met', 2))).toBe(false);
  expect(isPossible(ruled('meetings.held', -1))).toBe(false);
  expect(isPossible(ruled('surveys.sum', 4))).toBe(false);
});
