import { UseCases } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { financeDatabase } from '../storage/data-source';
import { settlementsPage } from '../storage/settlement-views';
import { recordAppraisal } from './record-appraisal';
import { recordContractVersion } from './record-contract-version';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const monthly = (amount: string) => cny(String(BigInt(amount) * 12n));
const version = {
  ...{ contractId, vendorId, contractVersion: 1, effectiveAt: '2026-10-31T16:00:00.000Z' },
  ...{ yearlyAmount: monthly('10000000'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  ...{ startOn: '2026-11-01', endOn: '2026-11-30', timezone: 'Asia/Shanghai' },
};

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const asked = () => ({ actor: 'service' as const, by: 'contracts', key: `key ${(keys += 1)}` });
const activate = (changed: Partial<typeof version> = {}) =>
  useCases.run(recordContractVersion, { ...version, ...changed }, asked());

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  useCases = new UseCases(database.app, fixedClock('2027-01-10T01:00:00.000Z'), { wake: () => undefined });
});
afterAll(() => database?.stop());

it('D4, 2.2.2a: prices that change in November are paid by the day, each on a line of its own', async () => {
  await activate();
  const amended = [
    { contractVersion: 2, effectiveAt: '2026-11-04T16:00:00.000Z', yearlyAmount: monthly('11000000') },
    { contractVersion: 3, effectiveAt: '2026-11-19T16:00:00.000Z', yearlyAmount: monthly('12000000') },
  ];
  for (const change of amended) await activate(change);
  const appraisal = { contractId, vendorId, quarter: '2026Q4', revision: 1, score: '90.00' };
  await useCases.run(recordAppraisal, appraisal, asked());
  const { items } = await useCases.read(settlementsPage, { quarter: '2026Q4', limit: 10 }, 'enterprise');
  // 13,333.33 + 55,000.00 + 44,000.00, a fifth of each in the pool, which 90.00 pays in full.
  expect(items).toMatchObject([
    {
      original: {
        ...{ contractVersion: 3, total: cny('11233333'), base: cny('8986666') },
        parts: [
          {
            ...{ contractVersion: 1, firstOn: '2026-11-01', lastOn: '2026-11-04' },
            ...{ baseMinor: '1066666', poolMinor: '266667', performancePayMinor: '266667' },
          },
          { contractVersion: 2, baseMinor: '4400000', performancePayMinor: '1100000', lastOn: '2026-11-19' },
          { contractVersion: 3, baseMinor: '3520000', performancePayMinor: '880000', firstOn: '2026-11-20' },
        ],
      },
    },
  ]);
});
