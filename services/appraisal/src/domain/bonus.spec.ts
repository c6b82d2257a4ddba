import { bonusOf, claimBonus, countedBonus, decideBonus, finalScoreOf, payScoreOf } from './bonus';
import type { BonusRules, Saving, VerifiedBonus } from './bonus';

const now = new Date('2026-09-10T02:00:00.000Z');
const rules: BonusRules = {
  ...{ innovationPoints: '1.5', innovationCap: '5', fullSaving: '0.20', savingCap: '5' },
  ...{ bonusCap: '10', scoreCap: '110' },
};
const of = {
  ...{ id: 'b', contractId: 'c', vendorId: 'v', quarter: '2026Q3', statement: 'x', documents: [] },
  ...{ claimedBy: 'wang', claimedAt: now },
};
const suggestion = () => claimBonus({ ...of, kind: 'INNOVATION', saving: null }).state;
const saved = (baseline: string, measured: string) => {
  const saving: Saving = { baseline, measured, unit: 'kWh', method: 'meter' };
  return claimBonus({ ...of, kind: 'COST_SAVING', saving }).state;
};
const verified = (claim: ReturnType<typeof suggestion>) =>
  countedBonus(decideBonus(claim, { by: 'lin', reason: null }, now).state as VerifiedBonus);
const points = (...claims: ReturnType<typeof suggestion>[]) => bonusOf(claims.map(verified), rules);
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('2.4.1a: two adopted suggestions come to 3.00, four to no more than 5.00', () => {
  expect(points(suggestion(), suggestion())).toBe('3.00');
  expect(points(suggestion(), suggestion(), suggestion(), suggestion())).toBe('5.00');
});

it.each([
  ['100000', '88000', '3.00'],
  ['100000', '80000', '5.00'],
  ['100000', '75000', '5.00'],
  ['3', '2.9', '0.83'], // a thirtieth: 5 · 1/30 · 5 = 0.8333…
])('2.4.1b: from %s to %s kWh comes to %s', (baseline, measured, bonus) => {
  expect(points(saved(baseline, measured))).toBe(bonus);
});

it('2.4.1a, 2.4.1b and P6: four suggestions and a saving of a quarter come to 10.00', () => {
  const four = [suggestion(), suggestion(), suggestion(), suggestion()];
  expect(points(...four, saved('100', '75'))).toBe('10.00');
});

it('D3 P1: 88.67 with 3 and 4 points comes to 95.67; F ends at 110, and pay at 100', () => {
  expect(finalScoreOf('88.67', '7.00', '110')).toBe('95.67');
  expect(finalScoreOf('100.00', '10.00', '110')).toBe('110.00');
  expect(['95.67', '110.00', null].map(payScoreOf)).toEqual(['95.67', '100.00', null]);
  expect(finalScoreOf(null, '7.00', '110')).toBeNull();
});

it('2.4.1a: nobody adopts his own suggestion, and what is decided stays so', () => {
  expect(() => decideBonus(suggestion(), { by: 'wang', reason: null }, now)).toThrow(
    breaks('bonus.same-person'),
  );
  const refused = decideBonus(suggestion(), { by: 'lin', reason: 'not adopted' }, now);
  expect(refused.state).toMatchObject({ status: 'refused', reason: 'not adopted' });
  expect(refused.events).toMatchObject([{ type: 'appraisal.bonus.refused.v1' }]);
  expect(() => decideBonus(refused.state, { by: 'li', reason: null }, now)).toThrow(breaks('bonus.decided'));
});

it('2.4.1b: a saving says how much, and is one', () => {
  expect(() => claimBonus({ ...of, kind: 'COST_SAVING', saving: null })).toThrow(
    breaks('bonus.saving-mismatch'),
  );
  expect(() => saved('100', '100.0')).toThrow(breaks('bonus.no-saving'));
});
