import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, over, q, twoPlaces } from './exact';
import { handMade, ROOTS } from './hand-made.fixture';
import { verifyLedger } from './ledger';
import type { Node } from './nodes';
import { verifyTrace } from './verify';

const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const changed = (id: string, change: (value: never) => unknown): readonly Node[] =>
  handMade.map((node) => (node.id === id ? { ...node, value: change(node.value as never) } : node));
const found = (nodes: readonly Node[], roots: readonly string[] = ROOTS) =>
  verifyTrace(nodes, roots).map(({ node }) => node);
const merged = (more: object) => (value: object) => ({ ...value, ...more });

it('1.3.1, 2.2.2a, D3 P1: 117/120, 112/120, 4.4 and 2/3 are 88.67, which pays 58,670.00 of 60,000.00', () => {
  expect(verifyTrace(handMade, ROOTS)).toEqual([]);
});

it('2.2.2a: every figure that is planted otherwise is found at its node', () => {
  for (const { id, formula, value } of handMade) {
    if (formula === null) continue;
    const planted = JSON.stringify(value).replace(/"(-?)(\d+)([./"])/g, '"$18$2$3');
    if (planted === JSON.stringify(value)) continue;
    expect(found(changed(id, () => JSON.parse(planted) as unknown))).toContain(id);
  }
});

it.each<[string, string, (value: never) => unknown, string]>([
  ['a milestone', 'a/milestone/ON_SITEMET0', merged({ verdict: 'BREACHED' }), 'a/counts/onSite'],
  ['a survey', 'a/surveys', merged({ scoreSum: 23 }), 'a/counts/surveys'],
  ['too few surveys', 'a/surveys', merged({ minimumAnswers: 6 }), 'a/counts/surveys'],
  ['a month', 'a/months', merged({ met: 3 }), 'a/counts/availability'],
  ['a formula', 'a/kpi/response', merged({ numerator: 'onSite.total' }), 'a/measure/response'],
  ['a formula that nobody knows', 'a/kpi/response', merged({ numerator: 'x.y' }), 'a/measure/response'],
  ['a floor', 'a/kpi/resolution', merged({ floor: '70' }), 'a/dimension/resolution'],
  ['a target', 'a/kpi/satisfaction', merged({ target: '5' }), 'a/dimension/satisfaction'],
  ['a weight', 'a/kpi/availability', merged({ weight: 25 }), 'a/weight/response'],
  ['a score that finance took for another', 'score', merged({ score: '89.67' }), 'score'],
  ['the share', 'contract/1', merged({ performanceShareBps: 2001 }), 'pricePool'],
  ['the curve', 'contract/1', merged({ curve: 'PLUS15' }), 'factor'],
  ['the contract’s end', 'contract/1', merged({ endOn: '2026-03-30' }), 'amount'],
  ['a credit', 'credit', merged({ amount: cny('200001') }), 'line/3'],
  ['what was owed', 'owed', () => cny('1'), 'setOff'],
  ['a posting', 'posting/3', merged({ amount: cny('-29667001') }), 'journal'],
  ['an account', 'posting/4', merged({ account: 'R.DAMAGES' }), 'journal'],
])('2.2.2a, 1.3.1: %s that was changed beneath a figure is found', (_, id, change, node) => {
  expect(found(changed(id, change))).toContain(node);
});

it('2.2.2a: a node that is missing, there twice or without its formula is found', () => {
  const without = (id: string) => handMade.filter((node) => node.id !== id);
  expect(found(without('line/3'))).toEqual(expect.arrayContaining(['stated', 'journal']));
  expect(found(without('stated'))).toEqual(['stated']);
  expect(found([{ ...handMade[0]! }, ...handMade])).toContain(handMade[0]!.id);
  const bare = handMade.map((node) => (node.id === 'total' ? { ...node, formula: null } : node));
  expect(found(bare)).toEqual(['total']);
  const dropped = handMade.map((node) =>
    node.id === 'stated' ? { ...node, inputs: node.inputs.filter((input) => input !== 'line/2') } : node,
  );
  expect(found(dropped)).toEqual(['stated']);
});

it.each([
  [
    'LINEAR_60_90',
    { '60.00': '1/2', '59.99': '0', '89.99': '5999/6000', '90.00': '1', '88.67': '5867/6000' },
  ],
  ['STEP_CN', { '95.00': '1', '94.99': '49/50', '75.00': '19/20', '64.99': '4/5', '0.00': '7/10' }],
  ['PLUS15', { '84.00': '99/100', '70.00': '17/20', '85.00': '1' }],
  ['FAR', { '91.00': '1', '76.00': '9/10', '51.00': '3/4', '50.50': '1/2', '40.00': '2/5' }],
  ['PROPORTIONAL', { '85.00': '17/20', '60.99': '0' }],
])('2.2.2a, D4: the factors of %s', (curve, factors) => {
  for (const [score, k] of Object.entries(factors)) {
    const nodes: readonly Node[] = [
      { id: 'contract', kind: 'CONTRACT_VERSION', formula: null, inputs: [], value: { curve } },
      { id: 'score', kind: 'SCORE', formula: null, inputs: [], value: { score } },
      {
        id: 'k',
        kind: 'CURVE_FACTOR',
        formula: 'curve@1',
        inputs: ['contract', 'score'],
        value: { curve, k },
      },
    ];
    expect(verifyTrace(nodes, ['k'])).toEqual([]);
  }
});

it('D0: halves go away from zero, at two decimals as at none', () => {
  expect([twoPlaces(q('89.995')), twoPlaces(q('89.994')), twoPlaces(over(1n, 3n))]).toEqual([
    '90.00',
    '89.99',
    '0.33',
  ]);
  expect(evaluate('onSite.met > 2 ? -onSite.met * (1 + 2) : 0', new Map([['onSite.met', 3n]]))).toBe(-9n);
  expect(() => evaluate('process', new Map())).toThrow('"process" is not known');
});

const journal = (journalId: string, postedAt: string, creditMinor = '100') => ({
  ...{ journalId, postedAt },
  postings: [
    { debitMinor: '100', creditMinor: '0', currency: 'CNY' },
    { debitMinor: '0', creditMinor, currency: 'CNY' },
  ],
});
const deposit = { contractId: 'c', balance: cny('500'), held: cny('300') };
const hold = { contractId: 'c', status: 'open', remaining: cny('300') };

it('3.3.1b, 3.3.1c, D6: a journal out of balance or order, and a hold beyond its balance, are found', () => {
  const journals = [journal('1', '2026-01-01T00:00:00.000Z'), journal('2', '2026-01-02T00:00:00.000Z')];
  expect(verifyLedger(journals, [deposit], [hold])).toEqual([]);
  expect(verifyLedger([journal('1', '2026-01-01T00:00:00.000Z', '99')], [], [])).toEqual([
    { node: '1', expected: '0', found: '1' },
  ]);
  expect(verifyLedger(journals.toReversed(), [], [])).toMatchObject([{ node: '1' }]);
  expect(verifyLedger([], [deposit], [{ ...hold, remaining: cny('301') }])).toMatchObject([
    { node: 'deposit/c' },
  ]);
  const beyond = { ...deposit, balance: cny('299') };
  expect(verifyLedger([], [beyond], [hold])).toMatchObject([{ node: 'deposit/c', found: '300' }]);
});

it('the second implementation is at most 300 lines of code and reads nothing of the suite', () => {
  const files = readdirSync(__dirname).filter((name) => !/\.(spec|fixture)\.ts$/.test(name));
  const texts = files.map((name) => readFileSync(join(__dirname, name), 'utf8'));
  const lines = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => !/^\s*($|\/\*\*|\*|\/\/)/.test(line));
  expect(lines.length).toBeLessThanOrEqual(300);
  const imported = texts.flatMap((text) => [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from));
  expect(imported.filter((from) => !from!.startsWith('./'))).toEqual([]);
});
