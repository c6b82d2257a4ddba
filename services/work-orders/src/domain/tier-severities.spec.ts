import { severitiesFor, tierSeveritiesIn } from './tier-severities';

const tiers = tierSeveritiesIn('STRATEGIC:1234 REGULAR:432 TEMPORARY:4');

it('1.2.1: the policy says which severities a vendor of each tier may be given', () => {
  expect(tiers).toEqual({ STRATEGIC: [1, 2, 3, 4], REGULAR: [2, 3, 4], TEMPORARY: [4] });
  expect(severitiesFor(tiers, 'REGULAR')).toEqual([2, 3, 4]);
});

it('1.2.1: in any order of the tiers', () => {
  expect(tierSeveritiesIn('TEMPORARY:4 REGULAR:234 STRATEGIC:1234')).toEqual(tiers);
});

it('1.2.1: a vendor whose tier is not known may be given what every tier may be', () => {
  expect(severitiesFor(tiers, null)).toEqual([4]);
  const apart = tierSeveritiesIn('STRATEGIC:1 REGULAR:2 TEMPORARY:3');
  expect(severitiesFor(apart, null)).toEqual([]);
});

it.each([
  '',
  'STRATEGIC:1234 REGULAR:1234',
  'STRATEGIC:1234 REGULAR:1234 TEMPORARY:',
  'STRATEGIC:1234 REGULAR:1234 TEMPORARY',
  'STRATEGIC:1234 REGULAR:1234 TEMPORARY:5',
  'STRATEGIC:1234 REGULAR:1234 TEMPORARY:33',
  'STRATEGIC:1234 REGULAR:1234 TEMPORARY:3,4',
  'STRATEGIC:1234 REGULAR:1234 CASUAL:3',
  'STRATEGIC:1234 REGULAR:1234 REGULAR:3',
  'STRATEGIC:1234 REGULAR:1234 TEMPORARY:3 TEMPORARY:4',
  'STRATEGIC:1234  REGULAR:1234 TEMPORARY:3',
  'strategic:1234 regular:1234 temporary:3',
])('1.2.1: "%s" is no such policy', (text) => {
  expect(() => tierSeveritiesIn(text)).toThrow(RangeError);
});
