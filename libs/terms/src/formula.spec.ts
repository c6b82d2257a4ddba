import { groupsOfFormula, problemOfFormula, valueOfFormula, type FormulaInputs } from './index';

const inputs: FormulaInputs = {
  response: { met: 0n, total: 0n },
  onSite: { met: 117n, total: 120n },
  closure: { met: 112n, total: 120n },
  surveys: { sum: 22n, count: 5n },
  availability: { met: 2n, total: 3n },
  reports: { onTime: 2n, due: 3n },
  meetings: { held: 3n, due: 3n },
};

it.each([
  ['onSite.met', 117n],
  ['onSite.met + closure.met', 229n],
  ['2 * surveys.sum - surveys.count', 39n],
  ['reports.due > 2 ? reports.onTime : 0', 2n],
  ['-(meetings.due)', -3n],
])('1.3.1: the formula %s gives the integer %s', (text, value) => {
  expect(problemOfFormula(text)).toBeNull();
  expect(valueOfFormula(text, inputs)).toBe(value);
});

it.each([
  ['onSite.mett', 7],
  ['onSite.met + ', 13],
  ['onSite.met + penalties.met', 13],
  ['onSite.met * 1.5', 0],
  ['0.5', 0],
  ['onSite', 0],
  ['onSite.met > 1', 0],
  ['1 + onSite.met / onSite.total', 4],
  ['1 + size([1])', 4],
  ['1 + [1][0]', 4],
  ['onSite.met * onSite.met * onSite.met', 0],
  ['-9223372036854775807 - 1', 0],
  ['', 0],
])('1.3.1: the formula %j is refused, with the place where', (text, position) => {
  expect(problemOfFormula(text)).toMatchObject({ position });
});

it('1.3.1: a formula says what it reads', () => {
  expect(groupsOfFormula('meetings.held + 2 * onSite.met')).toEqual(['onSite', 'meetings']);
  expect(groupsOfFormula('1')).toEqual([]);
});
