import { traceText, type JoinedTrace } from '../report/trace-tree';
import { handMade, ROOTS } from '../verify/hand-made.fixture';
import { isDiffering, replayText, type Replayed } from './replay';
import { join } from './trace';
import { verifiedText } from './verify';

const head = { settlementId: 's', contractId: 'c', quarter: '2026Q1', status: 'posted', roots: ROOTS };
const nodes = handMade.map((node) => ({ ...node, clauseId: '2.2.2a' }));
const url = '/api/appraisal/v1/appraisals/a/trace?revision=1';
/** As finance tells it: the score is a fact that names its appraisal. */
const score = { score: '88.67', revision: 1, appraisalTraceUrl: url };
const paid: JoinedTrace = {
  ...head,
  nodes: nodes
    .filter(({ id }) => !id.startsWith('a/'))
    .map((node) => (node.id === 'score' ? { ...node, formula: null, inputs: [], value: score } : node)),
};
const scored = { roots: ['a/payScore'], nodes: nodes.filter(({ id }) => id.startsWith('a/')) };
const joined = join(paid, new Map([[url, scored]]));

it('2.2.2a, 1.3.1: a settlement and its score are one graph, in which the score follows from its appraisal', () => {
  expect(joined.nodes).toHaveLength(nodes.length);
  expect(joined.nodes.find(({ id }) => id === 'score')).toMatchObject({
    ...{ formula: 'published-score@1', inputs: ['a/payScore'], value: score },
  });
});

it('2.2.2a: as a tree each figure has its sum, clause and formula, and many facts their number', () => {
  const lines = traceText(joined).split('\n');
  expect(lines[0]).toBe('结算 s · 合同 c · 2026Q1 · posted');
  expect(lines).toContain('结算单合计:¥296,670.00  条款 2.2.2a [statement@1]');
  expect(lines.map((line) => line.trim())).toEqual(
    expect.arrayContaining([
      '绩效系数 k:curve LINEAR_60_90,k 5867/6000  条款 2.2.2a [curve@1]',
      '维度得分 response:points 875/9,score 97.22  条款 2.2.2a [clamp@1]',
      '里程碑 120 项(MET 117,BREACHED 3)',
    ]),
  );
});

it('2.2.2a: a difference names its node, what was expected and what was found', () => {
  const differences = [{ in: 's', node: 'total', expected: '1', found: '2' }];
  expect(verifiedText({ settlements: 1, nodes: 2, journals: 0, differences })).toBe(
    's total: expected "1", found "2"\n' +
      '1 settlements with 2 nodes and 0 journals were worked out again: 1 differences.',
  );
});

it('1.3.1: a replay that gives another hash or score is marked', () => {
  const kept = { inputsHash: 'a'.repeat(64), score: '88.67', finalScore: '95.67' };
  const same: Replayed = { appraisalId: 'a', revision: 1, kept, replayed: kept, isSame: true };
  const other = { ...same, replayed: { ...kept, inputsHash: 'b'.repeat(64) } };
  expect([same, other, { ...same, isSame: false }].map(isDiffering)).toEqual([false, true, true]);
  const text = replayText('2026Q1', [same, other]);
  expect(text).toContain('aaaaaaaaaaaa │ bbbbbbbbbbbb');
  expect(replayText('2026Q1', [])).toBe('No appraisal of 2026Q1.');
});
