import { eventually, type ServiceUnderTest } from '@steward/testing';
import { acceptedWork, contractId, startContracted, terms, vendor, year } from './contracted.fixture';

const path = '/contracts/what-if';
const range = { fromOn: `${year}-01-01`, toOn: `${year}-12-31` };
let house: ServiceUnderTest;
const ask = (who: string, body: object) => house.call<Record<string, unknown>>(who, path, body);

beforeAll(async () => {
  house = await startContracted();
  await acceptedWork(house, 'W-1');
});
afterAll(() => house?.stop());

it('2.2: the office, legal and finance ask what draft terms would have come to; nobody else does', async () => {
  for (const who of ['office-head', 'vendor-manager', 'legal', 'finance-maker', 'finance-checker']) {
    const answer = await ask(who, { terms: { slaTargets: terms.slaTargets }, ...range });
    expect([who, answer.status]).toEqual([who, 200]);
  }
  for (const who of [vendor, 'technical', 'auditor', 'service']) {
    expect([who, (await ask(who, { terms: {}, ...range })).status]).toEqual([who, 403]);
  }
});

it('2.2.2a, 3.3.1a: what the contract’s event told of pay is beside what a draft would pay', async () => {
  await eventually(async () => {
    const { body } = await ask('legal', {
      terms: { yearlyAmount: { amountMinor: '60000000', currency: 'CNY' } },
      ...range,
    });
    // ¥1,200,000.00 and ¥600,000.00 a year: a tenth of each.
    expect(body['contracts']).toMatchObject([
      {
        contractId,
        signed: { sums: [{ depositRequired: '12000000' }], absentTerms: [] },
        draft: { sums: [{ depositRequired: '6000000' }] },
      },
    ]);
  });
});

it.each([
  ['of no length', { slaTargets: { 1: {} } }, '/terms/slaTargets/1/onSite', 'request.refused'],
  ['of a kind that no contract has', { discount: 1 }, '/terms/discount', 'request.refused'],
  [
    'with a share above the whole',
    { performanceShareBps: 10_001 },
    '/terms/performanceShareBps',
    'request.refused',
  ],
  ['with a curve that there is not', { curve: 'CUBIC' }, '/terms/curve', 'contract.curve-unknown'],
  [
    'with a pause before the work that no vendor may ask for',
    {
      slaTargets: {
        ...terms.slaTargets,
        1: {
          ...terms.slaTargets[1],
          onSite: { ...terms.slaTargets[1].onSite, pauseReasons: ['WAITING_PARTS'] },
        },
      },
    },
    '/terms/slaTargets/1/onSite/pauseReasons',
    'sla-targets.not-pausable',
  ],
])('2.2: terms %s are refused at their place', async (_, drafted, at, code) => {
  const answer = await ask('legal', { terms: drafted, ...range });
  expect(answer).toMatchObject({ status: 422, body: { code } });
  const { errors } = answer.body as { errors: { path: string }[] };
  expect(errors.map((each) => each.path)).toContain(at);
});
