import { importedId } from '@steward/domain';
import fc from 'fast-check';
import { verifyTrace } from '../../../cli/src/verify/verify';
import type { KpiSet } from './kpi-set';
import { kpiSet as defaultSet } from './kpi-set.fixture';
import { isPossible, scoreManifest, type Manifest } from './manifest';
import type { Milestone, MilestoneKind, Verdict } from './quarter-inputs';
import { traceAppraisal } from './score-trace';

const appraisalId = '0195540a-0000-7000-8000-0000000000c1';
const milestone = (kind: MilestoneKind, verdict: Verdict, n: number): Milestone => ({
  ...{
    milestoneId: importedId('milestone', `${kind}:${n}`),
    kind,
    verdict,
    eventId: importedId('event', `${n}`),
  },
  decidedAt: '2026-08-03T02:00:00.000Z',
});
type Counted = { readonly met: number; readonly breached: number; readonly open: number };
const milestonesOf = (kind: MilestoneKind, { met, breached, open }: Counted): readonly Milestone[] => {
  const verdicts = [...Array<Verdict>(met).fill('MET'), ...Array<Verdict>(breached).fill('BREACHED')];
  return [...verdicts, ...Array<Verdict>(open).fill('OPEN')].map((verdict, n) => milestone(kind, verdict, n));
};
/** P1: 117 of 120 on site, 112 of 120 closed, 4.4 of satisfaction, two of three months. */
const p1: Manifest = {
  ...{ contractId: 'c', contractVersion: 1, calendar: 'CN 2025-11-04', quarter: '2026Q3', kpiSet: 1 },
  ...{ workOrders: 120, minimumAnswers: 5, duties: [] },
  ...{ onSite: { met: 117, breached: 3, open: 0 }, closure: { met: 112, breached: 8, open: 0 } },
  ...{ satisfaction: { answers: 5, scoreSum: 22 }, availability: { met: 2, months: 3 } },
  milestones: [
    ...milestonesOf('ON_SITE', { met: 117, breached: 3, open: 0 }),
    ...milestonesOf('CLOSURE', { met: 112, breached: 8, open: 0 }),
  ],
};
const rules = {
  ...{ innovationPoints: '1.5', innovationCap: '5', fullSaving: '0.20', savingCap: '5' },
  ...{ bonusCap: '10', scoreCap: '110' },
};
const traced = (manifest: Manifest, kpiSet: KpiSet = defaultSet) =>
  traceAppraisal({
    ...{ appraisalId, revision: 1, inputsHash: 'a'.repeat(64), manifest, kpiSet },
    kept: scoreManifest(kpiSet, manifest),
  });
type Traced = ReturnType<typeof traced>;
const valueIn = ({ nodes }: Traced, name: string) =>
  nodes.find(({ id }) => id === `appraisal/1/${name}`)?.value;
const differences = ({ nodes, roots }: Traced) => verifyTrace(nodes, roots);

it('1.3.1, D3 P1: B is 88.67, of 97.2222, 91.6667, 93.3333 and 66.6667 by weights of 30, 30, 20 and 20', () => {
  const trace = traced(p1);
  expect(valueIn(trace, 'counts/onSite')).toEqual({ group: 'onSite', met: '117', total: '120' });
  expect(valueIn(trace, 'dimension/response')).toEqual({ points: '875/9', score: '97.22' });
  expect(valueIn(trace, 'weight/satisfaction')).toBe('20');
  expect(valueIn(trace, 'raw')).toBe('266/3');
  expect(valueIn(trace, 'base')).toBe('88.67');
  expect(valueIn(trace, 'payScore')).toBe('88.67');
  expect(trace.nodes.filter(({ kind }) => kind === 'MILESTONE')).toHaveLength(240);
  expect(differences(trace)).toEqual([]);
});

it('1.3.1, D3 P2: four surveys say nothing, and the others weigh 37.5, 37.5 and 25', () => {
  const trace = traced({ ...p1, satisfaction: { answers: 4, scoreSum: 18 } });
  const weights = ['response', 'resolution', 'satisfaction', 'availability'].map((name) =>
    valueIn(trace, `weight/${name}`),
  );
  expect(weights).toEqual(['75/2', '75/2', '0', '25']);
  expect(valueIn(trace, 'base')).toBe('87.50');
  expect(differences(trace)).toEqual([]);
});

it('1.3.1, 2.4.1a, 2.4.1b: a red line caps B at 59, the bonus is 7.00, F 66.00', () => {
  const redLines = { cap: '59.00', crossed: [{ redLineId: 'r', kind: 'DATA_LEAK' as const }] };
  const claims = [
    { bonusId: '1', kind: 'INNOVATION' as const, saving: null },
    { bonusId: '2', kind: 'INNOVATION' as const, saving: null },
    { bonusId: '3', kind: 'COST_SAVING' as const, saving: '4/25' },
  ];
  const trace = traced({ ...p1, redLines, bonus: { rules, claims } });
  const figures = ['uncapped', 'base', 'bonus', 'final', 'payScore'].map((name) => valueIn(trace, name));
  expect(figures).toEqual(['88.67', '59.00', '7.00', '66.00', '66.00']);
  expect(differences(trace)).toEqual([]);
});

it('1.3.1, D3 P3: a quarter without anything is not rated', () => {
  const none = { met: 0, breached: 0, open: 0 };
  const { satisfaction: _, availability: __, ...rest } = p1;
  const trace = traced({ ...rest, onSite: none, closure: none, milestones: [] });
  expect(valueIn(trace, 'payScore')).toBeNull();
  expect(differences(trace)).toEqual([]);
});

const verdicts = fc.record({
  ...{ met: fc.nat(15), breached: fc.nat(8), open: fc.nat(2) },
});
const kpis = fc
  .tuple(...[0, 1, 2, 3, 4].map(() => fc.nat(25)), fc.boolean())
  .map(([a, b, c, d, e, isRising]): KpiSet => {
    const weights = [a, b, c, d, e, 0] as number[];
    weights[5] = 100 - weights.reduce((sum, one) => sum + one, 0);
    const [floor, target] = isRising ? ['12.5', '97.75'] : ['80', '3'];
    const formulas = [
      ['onSite.met + closure.met', 'onSite.total + closure.total'],
      ['2 * closure.met - closure.total', 'closure.total'],
      ['surveys.sum', 'surveys.count'],
      ['availability.met', 'availability.total > 1 ? availability.total : 0'],
      ['reports.onTime + meetings.held', '(reports.due + meetings.due) * 1'],
      ['response.met', 'response.total == 0 || response.met < 0 ? -1 : response.total'],
    ];
    const dimensions = formulas.map(([numerator, denominator], n) => ({
      ...{ name: `d${n}`, weight: weights[n]!, floor, target, goal: 'RISK' as const },
      ...{ unit: n === 2 ? ('PLAIN' as const) : ('PERCENT' as const), clauseId: '1.3.1' },
      ...{ numerator: numerator!, denominator: denominator! },
    }));
    return { version: 2, dimensions: weights[5] < 0 ? defaultSet.dimensions : dimensions };
  });
const duty = fc.record({ isMet: fc.boolean(), kind: fc.constantFrom('REPORT' as const, 'MEETING' as const) });
const claim = fc.oneof(
  fc.constant({ kind: 'INNOVATION' as const, saving: null }),
  fc.integer({ min: 1, max: 50 }).map((n) => ({ kind: 'COST_SAVING' as const, saving: `${n}/100` })),
);
const inputs = fc.record({
  ...{ onSite: verdicts, closure: verdicts, response: fc.option(verdicts) },
  surveys: fc.option(fc.record({ answers: fc.nat(20), mark: fc.integer({ min: 1, max: 5 }) })),
  months: fc.option(fc.record({ met: fc.nat(3), missed: fc.nat(3) })),
  ...{ duties: fc.array(duty, { maxLength: 5 }), claims: fc.option(fc.array(claim, { maxLength: 6 })) },
  ...{ isCrossed: fc.boolean(), ruled: fc.option(fc.constantFrom('MET' as const, 'EXCLUDED' as const)) },
  moved: fc.option(fc.integer({ min: -1, max: 1 })),
});

it('1.3.1, D3: random quarters score the same in a second implementation', () => {
  const numRuns = Number(process.env['VERIFIED_QUARTERS'] ?? 500);
  fc.assert(
    fc.property(kpis, inputs, (kpiSet, { onSite, closure, response, surveys, months, ...rest }) => {
      const { duties, claims, isCrossed, ruled, moved } = rest;
      const milestones = [...milestonesOf('ON_SITE', onSite), ...milestonesOf('CLOSURE', closure)];
      const [first] = milestones;
      const manifest: Manifest = {
        ...{ ...p1, onSite, closure, milestones, kpiSet: kpiSet.version },
        satisfaction: surveys
          ? { answers: surveys.answers, scoreSum: surveys.answers * surveys.mark }
          : { answers: 0, scoreSum: 0 },
        availability: months
          ? { met: months.met, months: months.met + months.missed }
          : { met: 0, months: 0 },
        ...(response && { response }),
        duties: duties.map((one, n) => ({ ...one, dutyId: `duty-${n}`, eventId: `event-${n}` })),
        ...(claims && {
          bonus: { rules, claims: claims.map((one, n) => ({ ...one, bonusId: `bonus-${n}` })) },
        }),
        ...(isCrossed && {
          redLines: { cap: '59.00', crossed: [{ redLineId: 'r', kind: 'DATA_LEAK' as const }] },
        }),
        rulings: [
          ...(first && ruled
            ? [{ kind: 'MILESTONE' as const, milestoneId: first.milestoneId, verdict: ruled }]
            : []),
          ...(moved ? [{ kind: 'COUNT' as const, input: 'availability.met', by: moved }] : []),
        ],
      };
      fc.pre(isPossible(manifest));
      expect(differences(traced(manifest, kpiSet))).toEqual([]);
    }),
    { numRuns },
  );
}, 600_000);
