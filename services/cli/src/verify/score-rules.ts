import { add, div, evaluate, least, most, mul, over, q, sub, sum, textOf, twoPlaces, type Q } from './exact';
import { all, fields, nameOf, text, the, type Node, type Rule } from './nodes';

const tally = (nodes: readonly Node[], name: string): number =>
  nodes.reduce((counted, node) => counted + Number(fields(node)[name]), 0);
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  ...{ surveys: ['sum', 'count'], reports: ['onTime', 'due'], meetings: ['held', 'due'] },
};
/** A group's part and whole: a ruling takes the place of a verdict; other rulings move counts. D3. */
const counted =
  (kind: string, partOf: string, wholeOf: string): Rule =>
  (inputs, node) => {
    const [closing, rulings, group] = [all(inputs, kind), all(inputs, 'RULING'), text(node, 'group')];
    const isOf = (one: Node) => (ruling: Node) => text(ruling, 'milestoneId') === text(one, 'milestoneId');
    const said = all(inputs, 'MILESTONE').map((one) => text(rulings.findLast(isOf(one)) ?? one, 'verdict'));
    const dues = all(inputs, 'DUTY').map((duty) => (fields(duty)['isMet'] === true ? 'MET' : 'BREACHED'));
    const of = (verdict: string) => [...said, ...dues].filter((each) => each === verdict).length;
    const part = of('MET') + tally(closing, partOf);
    const rest = of('BREACHED') + tally(closing, wholeOf);
    const counts = [part, kind === 'VERDICTS' || kind === 'DUTIES' ? part + rest : rest];
    const movesOf = (name: string) => rulings.filter((each) => text(each, 'input') === `${group}.${name}`);
    const names = NAMES[group] ?? ['met', 'total'];
    const ruled = names.map((name, n) => [name, counts[n]! + tally(movesOf(name), 'by')] as const);
    const isHeard = kind !== 'SURVEYS' || ruled[1]![1] >= tally(closing, 'minimumAnswers');
    const texts = ruled.map(([name, count]) => [name, `${isHeard ? count : 0}`]);
    return [{ group, ...(Object.fromEntries(texts) as object) }];
  };

const measure: Rule = (inputs) => {
  const counts = all(inputs, 'COUNTS').flatMap((of) => {
    const { group, ...named } = fields(of);
    return Object.entries(named).map(([name, count]) => [`${group as string}.${name}`, q(count).n] as const);
  });
  const valueOf = (name: string) => evaluate(text(the(inputs, 'KPI'), name), new Map(counts));
  const [numerator, denominator] = [valueOf('numerator'), valueOf('denominator')];
  return [denominator > 0n ? { numerator: `${numerator}`, denominator: `${denominator}` } : null];
};
const clamp: Rule = (inputs) => {
  const measured = the(inputs, 'MEASURE');
  if (measured.value === null) return [null];
  const { unit, floor, target } = fields(the(inputs, 'KPI'));
  const quotient = q(`${text(measured, 'numerator')}/${text(measured, 'denominator')}`);
  const reached = sub(mul(quotient, over(unit === 'PERCENT' ? 100n : 1n)), q(floor));
  const points = most(over(0n), least(over(100n), mul(over(100n), div(reached, sub(q(target), q(floor))))));
  return [{ points: textOf(points), score: twoPlaces(points) }];
};
/** A weight's part of the weights of all that was measured. D3 P2. */
const redistribute: Rule = (inputs, node) => {
  const measured = all(inputs, 'MEASURE').flatMap((one) => (one.value === null ? [] : [nameOf(one)]));
  const rated = all(inputs, 'KPI').filter((kpi) => measured.includes(nameOf(kpi)));
  const weightOf = (kpis: readonly Node[]) => sum(kpis.map((kpi) => q(text(kpi, 'weight'))));
  const own = weightOf(rated.filter((kpi) => nameOf(kpi) === nameOf(node)));
  return [own.n > 0n ? textOf(div(mul(own, over(100n)), weightOf(rated))) : '0'];
};
const weigh: Rule = (inputs) => {
  const weights = all(inputs, 'WEIGHT').filter(({ value }) => value !== '0');
  const pointsOf = (weight: Node) => inputs[inputs.indexOf(weight) - 1]!; // the dimension stands before it
  const parts = weights.map((weight) => mul(q(text(pointsOf(weight), 'points')), q(weight.value)));
  return [weights.length > 0 ? textOf(div(sum(parts), over(100n))) : null];
};
const bonus: Rule = (inputs) => {
  const [rules] = all(inputs, 'BONUS_RULES');
  if (!rules) return ['0.00'];
  const rule = (name: string) => q(fields(rules)[name]);
  const claims = all(inputs, 'BONUS_CLAIM').map(fields);
  const innovations = claims.filter(({ kind }) => kind === 'INNOVATION').length;
  const saved = div(sum(claims.map(({ saving }) => q(saving ?? 0))), rule('fullSaving'));
  const innovation = least(mul(rule('innovationPoints'), q(innovations)), rule('innovationCap'));
  const saving = least(mul(saved, rule('savingCap')), rule('savingCap'));
  return [twoPlaces(least(add(innovation, saving), rule('bonusCap')))];
};
/** Points that follow from others, rounded once; null where not rated. */
const from =
  (kind: string, points: (value: Q, inputs: readonly Node[]) => Q): Rule =>
  (inputs) => {
    const { value } = the(inputs, kind);
    return [value === null ? null : twoPlaces(points(q(value), inputs))];
  };

export const SCORE_RULES: Readonly<Record<string, Rule>> = {
  ...{ 'verdicts@1': counted('VERDICTS', 'met', 'breached'), 'duties@1': counted('DUTIES', '', '') },
  'surveys@1': counted('SURVEYS', 'scoreSum', 'answers'),
  'months@1': counted('MONTHS', 'met', 'months'),
  ...{ 'cel@1': measure, 'clamp@1': clamp, 'redistribute@1': redistribute, 'weighted-sum@1': weigh },
  'half-up-2@1': from('SCORE_RAW', (value) => value),
  'red-line-cap@1': from('SCORE_UNCAPPED', (value, inputs) =>
    all(inputs, 'RED_LINE').length > 0 ? least(value, q(text(the(inputs, 'MANIFEST'), 'redLineCap'))) : value,
  ),
  'bonus@1': bonus,
  'final-score@1': from('BASE_SCORE', (value, inputs) => {
    const caps = all(inputs, 'BONUS_RULES').map((rules) => q(text(rules, 'scoreCap')));
    return caps.reduce(least, add(value, q(the(inputs, 'BONUS').value)));
  }),
  'pay-score@1': from('FINAL_SCORE', (value) => least(value, over(100n))),
  'published-score@1': ([published], node) => [{ ...fields(node), score: published!.value }],
};
