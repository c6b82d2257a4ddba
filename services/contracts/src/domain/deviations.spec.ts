import { ratio } from '@steward/money';
import { DEFAULT_CREDIT_REGIME } from '@steward/terms';
import { defaultsOf, worded } from './clause-template';
import { cny, damages as liability, inForce, pair } from './contract.fixture';
import type { Terms } from './contract';
import { changesOf, contradictionsOf, deviationsOf } from './deviations';
import { standard } from './template.fixture';

const [damages, onSite] = standard.clauses;
const faithful: Terms = {
  ...inForce,
  categories: ['NETWORK', 'HARDWARE'], // in another order
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ paymentTermDays: 30, jurisdiction: '上海市浦东新区' }, // the template leaves that open
  },
  scope: standard.terms.scope!.toReversed(),
  rateCard: standard.terms.rateCard!,
  clauses: standard.clauses.map((clause) => ({
    clauseId: clause.clauseId,
    text: worded(clause, defaultsOf(clause)),
  })),
};
const slower = { onSite: { durationSeconds: 14_400, clock: '24x7' as const }, closure: pair.closure };
const deviating = (changes: Partial<Terms>) => deviationsOf(standard, { ...faithful, ...changes });

it('3.4.2c: a contract that keeps to its template deviates in nothing, whatever else it agrees on', () => {
  expect(deviationsOf(standard, faithful)).toEqual([]);
  expect(contradictionsOf(standard, faithful)).toEqual([]);
});

it('3.4.2c: each deviated clause is shown, what was filled in by its parameter', () => {
  const clauses = [
    { clauseId: '1.1.4', text: '赔偿另议。' },
    { clauseId: '2.2.1a', text: worded(onSite!, { hours: '4', region: '上海市' }) },
    { clauseId: '2.2.3a', text: '服务商不得留存企业数据。' },
  ];
  expect(deviating({ clauses })).toEqual([
    { path: 'clauses/1.1.4', from: damages!.text, to: '赔偿另议。' },
    { path: 'clauses/2.2.1a/hours', from: '2', to: '4' },
    { path: 'clauses/2.2.3a', from: null, to: '服务商不得留存企业数据。' },
  ]);
  expect(deviating({ clauses: clauses.slice(1, 2) })[0]).toEqual({
    ...{ path: 'clauses/1.1.4', from: damages!.text, to: null },
  });
});

it('3.4.2c: each deviated term is shown from what to what, sums in minor units', () => {
  expect(deviating({ slaTargets: { ...faithful.slaTargets, 1: slower } })).toEqual([
    { path: 'slaTargets/1/onSite/durationSeconds', from: 7200, to: 14_400 },
  ]);
  const rateCard = [{ code: 'L2', hourlyRate: cny(42_000n), cap: cny(200_000n) }];
  expect(deviating({ rateCard })).toEqual([
    { path: 'rateCard/L2/hourlyRate/amountMinor', from: '38000', to: '42000' },
  ]);
  expect(deviating({ legal: { paymentTermDays: 60 } })).toEqual([
    { path: 'legal/dispute', from: { institution: '上海仲裁委员会', seat: '上海' }, to: null },
    { path: 'legal/paymentTermDays', from: 30, to: 60 },
  ]);
  const scope = [{ ...standard.terms.scope![0]!, isIncluded: false }];
  expect(deviating({ scope })).toEqual([
    { path: 'scope/MAINTENANCE HARDWARE */isIncluded', from: true, to: false },
    { path: 'scope/UPGRADE HARDWARE *', from: standard.terms.scope![1], to: null },
  ]);
  expect(deviating({ categories: ['HARDWARE'] })).toEqual([
    { path: 'categories', from: ['HARDWARE', 'NETWORK'], to: ['HARDWARE'] },
  ]);
});

it('3.4.2c: credits, damages and data in custody deviate term by term, a step as an exact fraction', () => {
  const { AVAILABILITY } = DEFAULT_CREDIT_REGIME.rules;
  const rules = { AVAILABILITY: { ...AVAILABILITY!, step: ratio(1n, 2000n) } };
  const item = { code: 'LOGS', name: '日志', classification: 'GENERAL', atEnd: 'RETURN' } as const;
  const dataCustody = [{ ...item, isCertificateRequired: true }];
  const agreed = { creditRegime: DEFAULT_CREDIT_REGIME, damages: liability, dataCustody };
  const template = { ...standard, terms: { ...agreed, damages: { ...liability, liabilityCapBps: 20_000 } } };
  expect(deviationsOf(template, { ...faithful, ...agreed })).toEqual([
    { path: 'damages/liabilityCapBps', from: 20_000, to: 10_000 },
  ]);
  const creditRegime = { ...DEFAULT_CREDIT_REGIME, rules };
  const changed = { ...agreed, creditRegime, dataCustody: [{ ...dataCustody[0]!, code: 'KEYS' }] };
  expect(deviationsOf({ ...standard, terms: agreed }, { ...faithful, ...changed })).toEqual([
    { path: 'creditRegime/rules/AVAILABILITY/step', from: '1/1000', to: '1/2000' },
    {
      ...{ path: 'creditRegime/rules/LATE_ON_SITE', to: null },
      from: { stepSeconds: 1800, amount: { amountMinor: '50000', currency: 'CNY' } },
    },
    { path: 'dataCustody/LOGS', from: dataCustody[0], to: null },
    { path: 'dataCustody/KEYS', from: null, to: { ...dataCustody[0], code: 'KEYS' } },
  ]);
});

it('3.4.2c: a clause that words another number than the contract’s own term contradicts it', () => {
  const clauses = [{ clauseId: '2.2.1a', text: worded(onSite!, { hours: '4', region: '上海市' }) }];
  expect(contradictionsOf(standard, { ...faithful, clauses })).toEqual([
    {
      ...{ path: 'clauses/2.2.1a/hours', says: '4', value: 7200 },
      term: 'slaTargets/1/onSite/durationSeconds',
    },
  ]);
  const slaTargets = { ...faithful.slaTargets, 1: slower };
  expect(contradictionsOf(standard, { ...faithful, clauses, slaTargets })).toEqual([]);
});

it('1.3.3: an amendment shows each term from what to what, and of obligations those that it brings', () => {
  const owed = {
    code: 'TRAIN',
    kind: 'TRAINING' as const,
    what: '巡检培训',
    quantity: 20,
    dueOn: '2026-12-31',
  };
  const before = { ...faithful, obligations: [{ ...owed, code: 'TOOLS' }] };
  expect(changesOf(before, { ...before, obligations: [] })).toEqual([]);
  const [first, ...rest] = faithful.clauses;
  const after = {
    ...before,
    ...{ yearlyAmount: cny(150_000_000n), slaTargets: { ...faithful.slaTargets, 1: slower } },
    ...{ clauses: [...rest, { ...first!, text: '赔偿另议。' }], obligations: [owed] },
  };
  expect(changesOf(before, after)).toEqual([
    { path: 'clauses/1.1.4/text', from: first!.text, to: '赔偿另议。' },
    { path: 'obligations/TRAIN', from: null, to: owed },
    { path: 'slaTargets/1/onSite/durationSeconds', from: 7200, to: 14_400 },
    { path: 'yearlyAmount/amountMinor', from: '120000000', to: '150000000' },
  ]);
});
