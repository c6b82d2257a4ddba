import { placeOf, registry } from '@steward/events';
import { expectedOf, faultsIn, type Answer, type Told } from './expected';
import { scenariosOf } from './scenarios';

const contractId = 'c';
const type = (verb: string, version = 1) => `pub.finance.settlement.${verb}.v${version}`;
const event = (
  id: string,
  verb: string,
  version: number,
  amountMinor: string,
  correctionOf?: string,
): Told => ({
  ...{ id, type: type(verb), subject: 's', version },
  data: { contractId, amountMinor, currency: 'CNY', correctionOf: correctionOf ?? null },
});
const known = new Set([type('posted'), type('adjusted')]);
const posted = event('1', 'posted', 1, '29867000');
const adjusted = event('2', 'adjusted', 2, '-200000', 's');
const row = (kind: string, amountMinor: string) => ({
  ...{ contractId, document: 's', kind, currency: 'CNY', amountMinor },
});
/** By hand. */
const right: Answer = {
  balances: [row('settlement.posted', '29867000'), row('settlement.adjusted', '-200000')],
  ...{ waiting: [], gaps: {}, setAside: [] },
};

it('a repeat and another order change nothing', () => {
  expect(expectedOf([posted, adjusted, posted], known)).toEqual(right);
  expect(faultsIn(expectedOf([adjusted, posted], known), right)).toEqual([]);
});

it('a correction that is alone waits, and the version before it is missing', () => {
  expect(expectedOf([adjusted], known)).toEqual({
    balances: [row('settlement.adjusted', '-200000')],
    ...{ waiting: ['s'], gaps: { s: [1] }, setAside: [] },
  });
});

it('a version that nobody knows is set aside, and leaves no gap', () => {
  const later = { ...posted, id: '3', version: 2, type: type('posted', 2) };
  expect(expectedOf([posted, later], known)).toEqual({
    ...right,
    balances: [row('settlement.posted', '29867000')],
    setAside: ['3'],
  });
});

it('what is wrong is said in a sentence each', () => {
  const wrong: Answer = {
    balances: [row('settlement.posted', '59734000'), row('settlement.approved', '1')],
    ...{ waiting: ['s'], gaps: { s: [3, 2] }, setAside: ['9'] },
  };
  expect(faultsIn(wrong, right)).toEqual([
    'settlement.posted of s in CNY (contract c) is 59734000, and must be 29867000.',
    'settlement.adjusted of s in CNY (contract c) is missing, and must be -200000.',
    'settlement.approved of s in CNY (contract c) is 1, and must be left out.',
    'waiting is [s], and must be [].',
    'gaps is [s: 2, 3], and must be [].',
    'setAside is [9], and must be [].',
  ]);
  expect(faultsIn({ ...right, balances: [...right.balances, right.balances[0]!] }, right)).toEqual([
    'A balance is answered twice.',
  ]);
});

const feed = [...registry.values()].filter(({ type }) => placeOf(type).stream === 'PUB_FINANCE');

it.each(feed)('$type carries what the contract of the feed demands', ({ schema }) => {
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining([
      ...['contractId', 'vendorId', 'amountMinor', 'currency', 'contractVersion', 'clauseRefs'],
      ...['traceUrl', 'correctionOf'],
    ]),
  );
});

it('every event of the feed is told in every scenario', () => {
  const all = feed.map((definition) => definition.type).toSorted();
  for (const { name, steps } of scenariosOf(feed)) {
    const told = new Set(steps.flat().map((event) => event.type));
    expect([name, all.filter((type) => !told.has(type))]).toEqual([name, []]);
  }
});
