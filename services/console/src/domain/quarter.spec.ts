import { missingOf, reportOf, tableOf, type ContractFacts, type LogFacts } from './quarter';

const log: LogFacts = {
  ...{
    log: 'servicenow',
    revision: 2,
    asOf: new Date('2016-03-31T15:59:00.000Z'),
    timezone: 'Asia/Shanghai',
  },
  rows: { read: 100, applied: 97, refused: 3, warned: 1 },
};
const counts = {
  onSite: { met: 117, breached: 3, open: 0 },
  closure: { met: 112, breached: 8, open: 2 },
  workOrders: 121,
};
const settled: ContractFacts = {
  vendorCode: 'v1',
  vendorName: '甲',
  period: counts,
  appraisal: { ...counts, revision: 1, score: '88.67' },
  settlement: {
    ...{ appraisalRevision: 1, currency: 'CNY', base: '24000000', pool: '6000000' },
    ...{ performancePay: '5867000', total: '29867000' },
  },
  deposit: { currency: 'CNY', balance: '12000000' },
};
const line = {
  ...{ vendor: 'v1', workOrders: 121, score: '88.67' },
  onSite: { met: 117, breached: 3, open: 0 },
  closure: { met: 112, breached: 8, open: 2 },
  ...{ base: '24000000', pool: '6000000', performancePay: '5867000', total: '29867000' },
};

it('the report has exactly the published keys, in their order, and the as-of in the log’s own offset', () => {
  expect(JSON.stringify(reportOf('2016Q1', log, [settled]))).toBe(
    JSON.stringify({
      quarter: '2016Q1',
      asOf: '2016-03-31T23:59:00+08:00',
      import: { read: 100, applied: 97, refused: 3, warned: 1 },
      vendors: [
        {
          ...{ vendor: 'v1', workOrders: 121, onSite: line.onSite, closure: line.closure, score: '88.67' },
          ...{ base: '24000000', pool: '6000000', performancePay: '5867000', total: '29867000' },
        },
      ],
    }),
  );
});

it('the table adds name, currency and deposit', () => {
  expect(tableOf('2016Q1', log, [settled])).toEqual({
    ...{
      quarter: '2016Q1',
      log: 'servicenow',
      asOf: '2016-03-31T23:59:00+08:00',
      isComplete: true,
      missing: [],
    },
    vendors: [{ ...line, name: '甲', currency: 'CNY', deposit: '12000000' }],
  });
});

it('where nothing has come yet the counts are zero and there is no score and no money', () => {
  const bare = { ...settled, period: null, appraisal: null, settlement: null, deposit: null };
  const none = { met: 0, breached: 0, open: 0 };
  expect(reportOf('2016Q1', log, [bare]).vendors).toEqual([
    {
      ...{ vendor: 'v1', workOrders: 0, onSite: none, closure: none, score: null },
      ...{ base: null, pool: null, performancePay: null, total: null },
    },
  ]);
});

it('a quarter not rated and settled is complete', () => {
  const notRated = { ...settled, appraisal: { ...counts, revision: 1, score: null } };
  expect(missingOf([notRated])).toEqual([]);
});

describe('a quarter waits for the first fact that is missing', () => {
  it.each<[string, Partial<ContractFacts>, string]>([
    ['no closing', { period: null }, 'closing'],
    ['no appraisal', { appraisal: null, settlement: null }, 'appraisal'],
    [
      'an appraisal of one work order less',
      { appraisal: { ...settled.appraisal!, workOrders: 120 } },
      'appraisal',
    ],
    [
      'an appraisal of an open milestone less',
      { appraisal: { ...settled.appraisal!, closure: { met: 112, breached: 8, open: 1 } } },
      'appraisal',
    ],
    [
      'an appraisal with met and breached the other way round',
      { appraisal: { ...settled.appraisal!, onSite: { met: 3, breached: 117, open: 0 } } },
      'appraisal',
    ],
    ['no settlement', { settlement: null }, 'settlement'],
    [
      'a settlement of an earlier revision',
      { appraisal: { ...settled.appraisal!, revision: 2 } },
      'settlement',
    ],
  ])('%s', (_, change, fact) => {
    expect(missingOf([settled, { ...settled, ...change, vendorCode: 'v2' }])).toEqual([
      { vendor: 'v2', fact },
    ]);
  });
});
