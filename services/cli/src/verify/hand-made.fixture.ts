import type { Node } from './nodes';

const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const fact = (id: string, kind: string, value: unknown): Node => ({
  id,
  kind,
  formula: null,
  inputs: [],
  value,
});
const worked = (id: string, kind: string, formula: string, inputs: string, value: unknown): Node => ({
  ...{ id, kind, formula, inputs: inputs.split(' '), value },
});
const many = (kind: string, verdict: string, count: number): readonly Node[] =>
  Array.from({ length: count }, (_, n) =>
    fact(`a/milestone/${kind}${verdict}${n}`, 'MILESTONE', { milestoneId: `${kind}${verdict}${n}`, verdict }),
  );
const onSite = [...many('ON_SITE', 'MET', 117), ...many('ON_SITE', 'BREACHED', 3)];
const closure = [...many('CLOSURE', 'MET', 112), ...many('CLOSURE', 'BREACHED', 8)];
const idsOf = (nodes: readonly Node[]) => nodes.map(({ id }) => id).join(' ');
const kpi = (
  name: string,
  weight: number,
  floor: string,
  target: string,
  group: string,
  unit = 'PERCENT',
) => {
  const [numerator, denominator] = unit === 'PERCENT' ? ['met', 'total'] : ['sum', 'count'];
  const formulas = { numerator: `${group}.${numerator}`, denominator: `${group}.${denominator}` };
  return fact(`a/kpi/${name}`, 'KPI', { weight, floor, target, unit, ...formulas });
};
const dimension = (name: string, numerator: string, denominator: string, points: string, score: string) => [
  worked(`a/measure/${name}`, 'MEASURE', 'cel@1', `a/kpi/${name} ${COUNTS}`, { numerator, denominator }),
  worked(`a/dimension/${name}`, 'DIMENSION', 'clamp@1', `a/kpi/${name} a/measure/${name}`, { points, score }),
];
const COUNTS = 'a/counts/onSite a/counts/closure a/counts/surveys a/counts/availability';
const NAMES = ['response', 'resolution', 'satisfaction', 'availability'];
const each = (kind: string) => NAMES.map((name) => `a/${kind}/${name}`).join(' ');
const weight = (name: string, value: string) =>
  worked(`a/weight/${name}`, 'WEIGHT', 'redistribute@1', `${each('kpi')} ${each('measure')}`, value);

/** D3 P1 by hand: 117/120, 112/120, 4.4 and two of three months are 88.67. */
const score: readonly Node[] = [
  ...[...onSite, ...closure],
  fact('a/surveys', 'SURVEYS', { answers: 5, scoreSum: 22, minimumAnswers: 5 }),
  fact('a/months', 'MONTHS', { met: 2, months: 3 }),
  worked('a/counts/onSite', 'COUNTS', 'verdicts@1', idsOf(onSite), {
    group: 'onSite',
    met: '117',
    total: '120',
  }),
  worked('a/counts/closure', 'COUNTS', 'verdicts@1', idsOf(closure), {
    group: 'closure',
    met: '112',
    total: '120',
  }),
  worked('a/counts/surveys', 'COUNTS', 'surveys@1', 'a/surveys', { group: 'surveys', sum: '22', count: '5' }),
  worked('a/counts/availability', 'COUNTS', 'months@1', 'a/months', {
    group: 'availability',
    met: '2',
    total: '3',
  }),
  kpi('response', 30, '80', '98', 'onSite'),
  kpi('resolution', 30, '75', '95', 'closure'),
  kpi('satisfaction', 20, '3.0', '4.5', 'surveys', 'PLAIN'),
  kpi('availability', 20, '0', '100', 'availability'),
  ...dimension('response', '117', '120', '875/9', '97.22'),
  ...dimension('resolution', '112', '120', '275/3', '91.67'),
  ...dimension('satisfaction', '22', '5', '280/3', '93.33'),
  ...dimension('availability', '2', '3', '200/3', '66.67'),
  ...[
    weight('response', '30'),
    weight('resolution', '30'),
    weight('satisfaction', '20'),
    weight('availability', '20'),
  ],
  worked(
    ...(['a/raw', 'SCORE_RAW', 'weighted-sum@1'] as const),
    NAMES.map((name) => `a/dimension/${name} a/weight/${name}`).join(' '),
    '266/3',
  ),
  fact('a/manifest', 'MANIFEST', { inputsHash: 'a'.repeat(64), redLineCap: null }),
  worked('a/uncapped', 'SCORE_UNCAPPED', 'half-up-2@1', 'a/raw', '88.67'),
  worked('a/base', 'BASE_SCORE', 'red-line-cap@1', 'a/uncapped a/manifest', '88.67'),
  worked('a/bonus', 'BONUS', 'bonus@1', 'a/manifest', '0.00'),
  worked('a/final', 'FINAL_SCORE', 'final-score@1', 'a/base a/bonus', '88.67'),
  worked('a/payScore', 'PAY_SCORE', 'pay-score@1', 'a/final', '88.67'),
];

const terms = {
  ...{ yearlyAmount: cny('120000000'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31' },
};
const line = (n: number, kind: string, amount: string, source: string, formula = 'stated@1') =>
  worked(`line/${n}`, 'LINE', formula, source, { line: kind, amount: cny(amount) });
const posting = (n: number, account: string, amount: string) =>
  fact(`posting/${n}`, 'POSTING', { account, amount: cny(amount) });
const LINES = 'line/1 line/2 line/3';
const POSTINGS = 'posting/1 posting/2 posting/3 posting/4';

/** D4 by hand: of ¥300,000.00 a base of 240,000.00, of the pool 58,670.00; a credit of 2,000.00. */
const pay: readonly Node[] = [
  fact('contract/1', 'CONTRACT_VERSION', terms),
  worked('score', 'SCORE', 'published-score@1', 'a/payScore', { score: '88.67', revision: 1 }),
  worked('amount', 'QUARTER_AMOUNT', 'quarter-covered@1', 'contract/1', {
    ...{ quarter: '2026Q1', firstOn: '2026-01-01', lastOn: '2026-03-31', amount: cny('30000000') },
  }),
  worked('pricePool', 'PRICE_POOL', 'pool-share@1', 'amount contract/1', cny('6000000')),
  worked('priceBase', 'PRICE_BASE', 'residual@1', 'amount pricePool', cny('24000000')),
  worked('factor', 'CURVE_FACTOR', 'curve@1', 'score contract/1', { curve: 'LINEAR_60_90', k: '5867/6000' }),
  worked('pricePay', 'PRICE_PAY', 'earned@1', 'pricePool factor', cny('5867000')),
  worked('base', 'BASE', 'sum@1', 'priceBase', cny('24000000')),
  worked('pay', 'PERFORMANCE_PAY', 'sum@1', 'pricePay', cny('5867000')),
  worked('total', 'PAY_TOTAL', 'sum@1', 'base pay', cny('29867000')),
  fact('credit', 'SOURCE', { amount: cny('200000'), facts: { breachId: 'b' } }),
  fact('owed', 'OWED', cny('0')),
  line(1, 'BASE', '24000000', 'priceBase'),
  line(2, 'PERFORMANCE_PAY', '5867000', 'pricePay'),
  line(3, 'SERVICE_CREDIT', '-200000', 'credit', 'negated@1'),
  worked('carried', 'CARRIED', 'carried@1', LINES, cny('0')),
  worked('setOff', 'SET_OFF', 'set-off@1', `${LINES} owed`, cny('0')),
  worked('stated', 'STATEMENT_TOTAL', 'statement@1', `${LINES} base pay carried setOff`, cny('29667000')),
  posting(1, 'E.SERVICE_FEE', '24000000'),
  posting(2, 'E.PERFORMANCE_PAY', '5867000'),
  posting(3, 'L.PAYABLE_VENDOR', '-29667000'),
  posting(4, 'R.SERVICE_CREDIT', '-200000'),
  worked('journal', 'JOURNAL', 'journal@1', `base pay line/3 ${POSTINGS}`, {
    sums: {
      ...{ 'E.SERVICE_FEE': '24000000', 'E.PERFORMANCE_PAY': '5867000' },
      ...{ 'L.PAYABLE_VENDOR': '-29667000', 'R.SERVICE_CREDIT': '-200000' },
    },
  }),
];

/** A settlement with its score, worked out by hand. */
export const handMade: readonly Node[] = [...score, ...pay];
export const ROOTS = ['journal', 'stated'];
