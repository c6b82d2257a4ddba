import { defaultsOf, ensureClause, filledIn, worded, type ClauseTemplate } from './clause-template';
import { breaks } from './contract.fixture';
import { standard } from './template.fixture';

const clause = standard.clauses[1]!;
const plain: ClauseTemplate = { clauseId: '1.1.4', text: '按责任比例赔偿。', parameters: [] };
const integer = (name: string, defaultValue = '1') => ({ name, kind: 'INTEGER' as const, defaultValue });

it('3.4.2c: a clause is worded by its defaults or by what a contract fills in', () => {
  expect(worded(clause, defaultsOf(clause))).toBe(
    '一级故障自报修起2小时内到场;上海市以外另议,不受2小时限制。',
  );
  expect(worded(plain, {})).toBe(plain.text);
});

it('3.4.2c: what was filled in is read back from the text', () => {
  const values = { hours: '4', region: '浦东新区' };
  expect(filledIn(clause, worded(clause, values))).toEqual(values);
  expect(filledIn(plain, plain.text)).toEqual({});
});

it.each([
  ['another text', '一级故障自报修起4小时内处理;上海市以外另议,不受4小时限制。'],
  ['two values for one parameter', '一级故障自报修起4小时内到场;上海市以外另议,不受8小时限制。'],
  ['no whole number', '一级故障自报修起两小时内到场;上海市以外另议,不受两小时限制。'],
  ['nothing filled in', '一级故障自报修起小时内到场;上海市以外另议,不受小时限制。'],
  ['more behind it', '一级故障自报修起4小时内到场;上海市以外另议,不受4小时限制。另有约定除外。'],
  ['a part of it', '一级故障自报修起4小时内到场;'],
])('3.4.2c: a text that is not the clause’s has nothing filled in: %s', (_, text) => {
  expect(filledIn(clause, text)).toBeNull();
});

it('a parameter may be called as what every object has', () => {
  const odd: ClauseTemplate = {
    ...{ clauseId: '1.1.4', text: '由{constructor}承建。' },
    parameters: [{ name: 'constructor', kind: 'TEXT', defaultValue: '甲方' }],
  };
  expect(filledIn(odd, '由乙方承建。')).toEqual({ constructor: '乙方' });
});

it('a hostile text costs no more than its length', () => {
  const names = Array.from({ length: 50 }, (_, n) => `p${n}`);
  const many: ClauseTemplate = {
    ...{ clauseId: '1.1.4', text: names.map((name) => `{${name}}a`).join('') + '!' },
    parameters: names.map((name) => ({ name, kind: 'TEXT', defaultValue: 'x' })),
  };
  expect(filledIn(many, 'a'.repeat(5000))).toBeNull();
});

it('3.4.2c: a clause declares exactly the parameters that it names, apart from each other', () => {
  const check =
    (text: string, ...parameters: ClauseTemplate['parameters']) =>
    () =>
      ensureClause({ clauseId: '1.1.4', text, parameters });
  expect(check('{a}小时{b}日', integer('a'), integer('b'))).not.toThrow();
  expect(check('{a}小时', integer('a'), integer('b'))).toThrow(breaks('template.parameter-mismatch'));
  expect(check('{a}小时{b}日', integer('a'))).toThrow(breaks('template.parameter-mismatch'));
  expect(check('{a}小时', integer('a'), integer('a'))).toThrow(breaks('template.parameter-mismatch'));
  expect(check('{a}{b}', integer('a'), integer('b'))).toThrow(breaks('template.parameters-adjacent'));
  expect(check('{a}小时', integer('a', '两'))).toThrow(breaks('template.default-wrong'));
});
