import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { consoleDatabase } from '../storage/data-source';
import { quarterReport, quartersPage, quarterStatus, quarterTable } from '../storage/quarter-views';
import { recordAppraisal } from './record-appraisal';
import { recordDeposit } from './record-deposit';
import { recordImport } from './record-import';
import { recordPeriod } from './record-period';
import { recordSettlement } from './record-settlement';
import { recordVendor } from './record-vendor';

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const asked = () => ({ actor: 'service' as const, by: 'service:test', key: `key ${++keys}` });

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Vendor and contract of a code: v1 has vendor 1 and contract 101. */
const party = (n: number) => ({ vendorId: id(n), contractId: id(100 + n) });
const counts = {
  onSite: { met: 9, breached: 1, open: 0 },
  closure: { met: 8, breached: 2, open: 1 },
  workOrders: 10,
};
const money = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const amounts = (total: string) => ({
  ...{
    base: money('24000000'),
    pool: money('6000000'),
    performancePay: money('5867000'),
    total: money(total),
  },
});
const ended = {
  ...{ log: 'a', revision: 1, asOf: '2016-04-12T10:11:00.000Z', timezone: 'Asia/Shanghai' },
  ...{ read: 10, applied: 9, refused: 1, warned: 0, quarters: ['2016Q1', '2016Q2'] },
  contracts: [2, 1].map((n) => ({ ...party(n), vendorCode: `v${n}` })), // the profile's order is not the ids'
  endedAt: '2026-11-24T01:00:00.000Z',
};

const closedAt = '2026-11-23T16:00:00.000Z';
const importEnds = (change: Partial<typeof ended> = {}) =>
  useCases.run(recordImport, { ...ended, ...change }, asked());
const closes = (n: number, quarter = '2016Q1', revision = 1, change: Partial<typeof counts> = {}) =>
  useCases.run(recordPeriod, { ...party(n), quarter, revision, ...counts, ...change, closedAt }, asked());
const isScored = (
  n: number,
  revision = 1,
  score: string | null = '88.67',
  change: Partial<typeof counts> = {},
) => {
  const appraisal = { ...party(n), quarter: '2016Q1', revision, score, ...counts, ...change };
  return useCases.run(recordAppraisal, appraisal, asked());
};
const isSettled = (n: number, appraisalRevision = 1, total = '29867000') => {
  const settlement = { ...party(n), quarter: '2016Q1', appraisalRevision, ...amounts(total) };
  return useCases.run(recordSettlement, settlement, asked());
};
const status = (actor: Actor = 'enterprise') => useCases.read(quarterStatus, { quarter: '2016Q1' }, actor);

beforeAll(async () => {
  database = await startDatabase({ service: 'console', options: consoleDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-11-24T01:00:00.000Z'), { wake: () => undefined });
});
afterAll(() => database.stop());
beforeEach(() =>
  database.owner.query(
    'TRUNCATE vendors, logs, log_quarters, log_contracts, periods, appraisals, settlements, deposits, requests',
  ),
);

it('facts in any order make the same quarter, with the vendors as the profile has them', async () => {
  await isSettled(1);
  await isScored(1);
  await useCases.run(recordDeposit, { ...party(1), balance: money('12000000') }, asked());
  await useCases.run(recordDeposit, { ...party(1), required: money('12000000') }, asked());
  await importEnds();
  await closes(1);
  await useCases.run(recordVendor, { vendorId: id(1), code: 'v1', name: '甲' }, asked());

  const settled = {
    ...{ vendor: 'v1', ...counts, score: '88.67', base: '24000000', pool: '6000000' },
    ...{ performancePay: '5867000', total: '29867000' },
  };
  const report = await useCases.read(quarterReport, { quarter: '2016Q1' }, 'enterprise');
  expect(report).toEqual({
    ...{ quarter: '2016Q1', asOf: '2016-04-12T18:11:00+08:00' },
    import: { read: 10, applied: 9, refused: 1, warned: 0 },
    vendors: [expect.objectContaining({ vendor: 'v2', workOrders: 0, score: null, total: null }), settled],
  });
  expect(Object.keys(report.vendors[1]!)).toEqual(
    ['vendor', 'workOrders', 'onSite', 'closure', 'score', 'base', 'pool', 'performancePay', 'total'], //
  );
  const table = await useCases.read(quarterTable, { quarter: '2016Q1' }, 'enterprise');
  expect(table.vendors[1]).toEqual({ ...settled, name: '甲', currency: 'CNY', deposit: '12000000' });
});

it('a quarter is complete when every contract’s closing is scored and that score is settled', async () => {
  await importEnds();
  expect((await status()).missing).toEqual(['v2', 'v1'].map((vendor) => ({ vendor, fact: 'closing' })));
  for (const n of [1, 2]) await closes(n);
  for (const n of [1, 2]) await isScored(n);
  expect((await status()).missing).toEqual(['v2', 'v1'].map((vendor) => ({ vendor, fact: 'settlement' })));
  for (const n of [1, 2]) await isSettled(n);
  expect(await status()).toEqual({ isComplete: true, missing: [], log: 'a', revision: 1 });
});

it('a longer file opens the quarter again until the adjustment stands, and the report shows the current amounts', async () => {
  await importEnds();
  for (const n of [1, 2]) await closes(n);
  for (const n of [1, 2]) await isScored(n);
  for (const n of [1, 2]) await isSettled(n);
  const more = { workOrders: 11, onSite: { met: 10, breached: 1, open: 0 } };
  await closes(1, '2016Q1', 2, more);
  expect((await status()).missing).toEqual([{ vendor: 'v1', fact: 'appraisal' }]);
  await isScored(1, 2, '90.00', more);
  expect((await status()).missing).toEqual([{ vendor: 'v1', fact: 'settlement' }]);
  await isSettled(1, 2, '30000000');
  expect(await status()).toMatchObject({ isComplete: true });
  const { vendors } = await useCases.read(quarterReport, { quarter: '2016Q1' }, 'enterprise');
  expect(vendors[1]).toMatchObject({ workOrders: 11, score: '90.00', total: '30000000' });
});

it('what comes late does not undo what is newer', async () => {
  await importEnds({ revision: 2, read: 20 });
  await importEnds({ revision: 1, read: 10, contracts: [{ ...party(3), vendorCode: 'v3' }] });
  await closes(1, '2016Q1', 2, { workOrders: 12 });
  await closes(1, '2016Q1', 1);
  await isScored(1, 2, '90.00');
  await isScored(1, 1);
  await isSettled(1, 2, '30000000');
  await isSettled(1, 1);
  const report = await useCases.read(quarterReport, { quarter: '2016Q1' }, 'enterprise');
  expect(report.import?.read).toBe(20);
  expect(report.vendors.map(({ vendor }) => vendor)).toEqual(['v2', 'v1']);
  expect(report.vendors[1]).toMatchObject({ workOrders: 12, score: '90.00', total: '30000000' });
});

it('of two logs that touch a quarter the one whose import ended last is shown, unless another is asked for', async () => {
  await importEnds({ log: 'late', endedAt: '2026-11-24T03:00:00.000Z', read: 3 });
  await importEnds({
    log: 'early',
    endedAt: '2026-11-24T02:00:00.000Z',
    read: 2,
    quarters: ['2016Q1', '2015Q4'],
  });
  const read = async (log?: string) =>
    (await useCases.read(quarterReport, { quarter: '2016Q1', ...(log && { log }) }, 'enterprise')).import
      ?.read;
  expect(await read()).toBe(3);
  expect(await read('early')).toBe(2);
  await expect(read('none')).rejects.toMatchObject({ code: 'quarter.not-found' });
  const list = async (page: object) => (await useCases.read(quartersPage, page as never, 'enterprise')).items;
  const row = (quarter: string, log: string) => ({ quarter, log, revision: 1, isComplete: false });
  expect(await list({})).toEqual([row('2015Q4', 'early'), row('2016Q1', 'late'), row('2016Q2', 'late')]);
  expect(await list({ log: 'early' })).toEqual([row('2015Q4', 'early'), row('2016Q1', 'early')]);
  expect(await list({ after: '2015Q4', limit: 1 })).toEqual([row('2016Q1', 'late')]);
});

it('the quarters of contracts that no log has are live: by the codes of their vendors, as of their closing', async () => {
  await importEnds({ contracts: [{ ...party(3), vendorCode: 'v3' }] });
  for (const n of [3, 2, 1]) await closes(n);
  for (const [n, code] of [
    [1, 'zeta'],
    [2, 'alpha'],
  ] as const)
    await useCases.run(recordVendor, { vendorId: id(n), code, name: code }, asked());

  const list = (await useCases.read(quartersPage, {} as never, 'enterprise')).items;
  expect(list.map(({ quarter, log }) => [quarter, log])).toEqual([
    ['2016Q1', 'a'], // its import ended last
    ['2016Q2', 'a'],
  ]);
  const live = { quarter: '2016Q1', log: 'live' };
  const report = await useCases.read(quarterReport, live, 'enterprise');
  expect(report).toMatchObject({ asOf: '2026-11-24T00:00:00+08:00', import: null });
  expect(report.vendors.map(({ vendor }) => vendor)).toEqual(['alpha', 'zeta']);
  const own = await useCases.read(quarterReport, live, `vendor:${id(1)}`);
  expect(own.vendors.map(({ vendor }) => vendor)).toEqual(['zeta']);
  expect((await useCases.read(quarterStatus, live, 'enterprise')).missing).toEqual(
    ['alpha', 'zeta'].map((vendor) => ({ vendor, fact: 'appraisal' })),
  );
});

it('quarters of a log add up: an import that touches none leaves those of the one before', async () => {
  await importEnds();
  await importEnds({ revision: 2, quarters: [], read: 11 });
  expect(await status()).toMatchObject({ revision: 2, isComplete: false });
});

it('a vendor sees its own rows only, a log without a contract of its own not at all, and nobody sees nothing', async () => {
  await importEnds();
  for (const n of [1, 2]) await closes(n);
  for (const n of [1, 2]) await isScored(n);
  for (const n of [1, 2]) await isSettled(n);
  for (const n of [1, 2]) await useCases.run(recordDeposit, { ...party(n), balance: money('1') }, asked());
  for (const n of [1, 2])
    await useCases.run(recordVendor, { vendorId: id(n), code: `v${n}`, name: 'x' }, asked());

  const own = await useCases.read(quarterTable, { quarter: '2016Q1' }, `vendor:${id(1)}`);
  expect(own.vendors.map(({ vendor }) => vendor)).toEqual(['v1']);
  const stranger = `vendor:${id(9)}` as const;
  await expect(useCases.read(quarterReport, { quarter: '2016Q1' }, stranger)).rejects.toThrow(
    'There is no quarter 2016Q1.',
  );
  expect((await useCases.read(quartersPage, {} as never, stranger)).items).toEqual([]);

  const tables = [
    'vendors',
    'log_contracts',
    'periods',
    'appraisals',
    'settlements',
    'deposits',
    'logs',
    'log_quarters',
  ];
  for (const table of tables) {
    expect(await database.app.query(`SELECT 1 AS one FROM ${table}`)).toEqual([]);
    expect(await database.owner.query(`SELECT 1 AS one FROM ${table}`)).toHaveLength(
      2 - Number(table === 'logs'),
    );
  }
});

it('the application deletes nothing', async () => {
  await expect(database.app.query('DELETE FROM settlements')).rejects.toThrow('permission denied');
});
