import { UseCases, type Actor } from '@steward/messaging';
import { DEFAULT_CREDIT_REGIME, regimeToWire } from '@steward/terms';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { financeDatabase } from '../storage/data-source';
import { oneServiceCredit, serviceCreditsPage } from '../storage/service-credit-views';
import { recordAvailability } from './record-availability';
import { recordContractVersion } from './record-contract-version';
import { recordOverrun } from './record-overrun';
import { recordVerdict } from './record-verdict';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const parties = { contractId, vendorId };
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const idOf = (kind: string, n: number) => `0195540a-0000-7000-8000-00${kind}${String(n).padStart(8, '0')}`;
/** ¥100,000.00 a month. */
const version = {
  ...{ ...parties, contractVersion: 1, effectiveAt: '2025-12-31T16:00:00.000Z' },
  ...{ yearlyAmount: cny('120000000'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  ...{ startOn: '2026-01-01', endOn: '2028-12-31', timezone: 'Asia/Shanghai' },
  creditRegime: regimeToWire(DEFAULT_CREDIT_REGIME),
};

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
let events = 0;
const nextEvent = () => idOf('e0', (events += 1));
const as = (by: string, actor: Actor = 'service') => ({ actor, by, key: `key ${(keys += 1)}` });
const activate = (changed: Partial<typeof version> = {}) =>
  useCases.run(recordContractVersion, { ...version, ...changed }, as('contracts'));
/** A whole month in which the service was down for so many of a hundred thousand seconds that it was owed. */
const measured = (month: string, downSeconds: number, changed: object = {}) => {
  const seconds = { agreedSeconds: 101_000, plannedSeconds: 1_000, downSeconds };
  const about = { availabilityId: idOf('a0', Number(month.replace('-', ''))), service: 'portal', month };
  const told = { targetPerMille: 999, isMet: downSeconds <= 100, needsDecision: false, ...seconds };
  return useCases.run(
    recordAvailability,
    { ...parties, ...about, ...told, ...changed, eventId: nextEvent() },
    as('work-orders'),
  );
};
const overran = (n: number, lateSeconds: number, on = '2026-09-10', changed: object = {}) =>
  useCases.run(
    recordOverrun,
    {
      ...{ ...parties, milestoneId: idOf('b0', n), contractVersion: 1, severity: 1 as const },
      ...{ breachedAt: `${on}T03:00:00.000Z`, lateSeconds, eventId: nextEvent(), ...changed },
    },
    as('work-orders'),
  );
const decided = (n: number, verdict: 'MET' | 'BREACHED' | 'OPEN') =>
  useCases.run(
    recordVerdict,
    {
      ...{ ...parties, milestoneId: idOf('b0', n), kind: 'ON_SITE' as const, severity: 1 as const },
      ...{ quarter: '2026Q3', verdict, eventId: nextEvent() },
    },
    as('work-orders'),
  );
const credits = async (actor: Actor = 'enterprise') => {
  const { items } = await useCases.read(serviceCreditsPage, { limit: 100 }, actor);
  return items.toSorted((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
};
const sums = async () =>
  (await credits()).map(({ month, earned, granted, capped, status }) => [
    ...[month, earned.amountMinor, granted.amountMinor, capped.amountMinor, status],
  ]);
const told = async (): Promise<{ type: string; data: Record<string, unknown> }[]> =>
  database.owner.query(`SELECT type, data FROM outbox WHERE type LIKE '%credit%' ORDER BY position`);
const types = async () => (await told()).map(({ type }) => type);

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-11-02T01:00:00.000Z'), { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(() =>
  database.owner.query(
    `TRUNCATE contract_versions, appraisals, breaches, service_credits, service_credit_reversals, requests,
       aggregate_versions, outbox CASCADE`,
  ),
);

it('C1, 2.2.1c: 99.65 % of ¥100,000.00 a month is a credit of ¥4,000.00, and repeated of ¥8,000.00', async () => {
  await activate();
  await measured('2026-09', 350); // 350 of 100,000 seconds, though 101,000 were agreed
  await measured('2026-10', 350);
  expect(await sums()).toEqual([
    ['2026-09', '400000', '400000', '0', 'granted'],
    ['2026-10', '800000', '800000', '0', 'granted'],
  ]);
  expect(await credits()).toMatchObject([
    { units: '2', isRepeat: false, promise: 'AVAILABILITY:portal', clauseRefs: ['1.1.4', '2.2.1c'] },
    { units: '2', isRepeat: true },
  ]);
});

it('D2, 2.2.1c: the seconds decide, not what is displayed: one second short of a step earns nothing', async () => {
  await activate();
  await measured('2026-09', 199); // 99.801 %
  expect(await sums()).toEqual([]);
  await measured('2026-09', 200);
  expect(await sums()).toEqual([['2026-09', '200000', '200000', '0', 'granted']]);
});

it('A9: nothing is credited while somebody has to decide what unknown time counts as', async () => {
  await activate();
  await measured('2026-09', 350, { needsDecision: true });
  expect(await credits()).toEqual([]);
});

it('C2, 2.2.1a: 95 minutes late is a credit of ¥2,000.00, told here and downstream', async () => {
  await activate();
  await decided(1, 'BREACHED');
  expect(await overran(1, 95 * 60)).toMatchObject({ granted: 1, reversed: 0 });
  const [credit] = await credits();
  expect(credit).toMatchObject({ breachId: idOf('b0', 1), units: '4', granted: cny('200000') });
  const { serviceCreditId } = credit!;
  expect(await useCases.read(oneServiceCredit, { serviceCreditId }, `vendor:${vendorId}`)).toEqual(credit);
  expect(await told()).toMatchObject([
    {
      type: 'finance.service-credit.granted.v1',
      data: { serviceCreditId, month: '2026-09', granted: cny('200000'), capped: cny('0') },
    },
    {
      type: 'pub.finance.servicecredit.granted.v1',
      data: {
        ...{ servicecreditId: serviceCreditId, amountMinor: '200000', cappedMinor: '0', contractVersion: 1 },
        ...{
          clauseRefs: ['1.1.4', '2.2.1a'],
          traceUrl: `/api/finance/v1/service-credits/${serviceCreditId}`,
        },
      },
    },
  ]);
});

it('C3: 8,000.00 and 2,000.00 are the month’s cap; a further 2,000.00 is capped and not carried over', async () => {
  await activate();
  await measured('2026-09', 350);
  await measured('2026-10', 350);
  await overran(1, 95 * 60, '2026-10-10');
  await overran(2, 95 * 60, '2026-10-11');
  await overran(3, 60, '2026-11-01');
  expect((await sums()).slice(1)).toEqual([
    ['2026-10', '800000', '800000', '0', 'granted'],
    ['2026-10', '200000', '200000', '0', 'granted'],
    ['2026-10', '200000', '0', '200000', 'granted'],
    ['2026-11', '100000', '100000', '0', 'granted'], // twice, for it is repeated
  ]);
  const capped = (await told()).filter(({ data }) => data.cappedMinor === '200000');
  expect(capped).toMatchObject([{ data: { amountMinor: '0' } }]);
});

it('C6: the cap of twelve months is rolling', async () => {
  await activate({ creditRegime: { ...version.creditRegime, monthCapBps: 10_000, repeatFactor: 1 } });
  const halfHours = (n: number) => n * 1800;
  await overran(1, halfHours(150), '2026-12-10'); // 75,000.00 of the 120,000.00 of 2026
  await overran(2, halfHours(150), '2027-11-10'); // of December to November 45,000.00 are left
  await overran(3, halfHours(150), '2027-12-10'); // in which December 2026 counts no longer
  expect(await sums()).toEqual([
    ['2026-12', '7500000', '7500000', '0', 'granted'],
    ['2027-11', '7500000', '4500000', '3000000', 'granted'],
    ['2027-12', '7500000', '7500000', '0', 'granted'],
  ]);
});

it('S12, 1.1.4: a breach that is taken back reverses its credit, whose row stays', async () => {
  await activate();
  await decided(1, 'BREACHED');
  await overran(1, 95 * 60);
  await decided(1, 'MET');
  await decided(1, 'MET');
  expect(await sums()).toEqual([['2026-09', '200000', '200000', '0', 'reversed']]);
  const { serviceCreditId } = (await credits())[0]!;
  expect((await told()).slice(2)).toMatchObject([
    { type: 'finance.service-credit.reversed.v1', data: { serviceCreditId, amount: cny('200000') } },
    {
      type: 'pub.finance.servicecredit.reversed.v1',
      data: { servicecreditId: serviceCreditId, amountMinor: '200000', correctionOf: serviceCreditId },
    },
  ]);
  await decided(1, 'BREACHED');
  await overran(1, 30 * 60);
  expect((await sums()).at(-1)).toEqual(['2026-09', '50000', '50000', '0', 'granted']);
});

it('2.2.1c, 1.1.4: a month that is measured anew reverses its credit and grants another; the same one stays', async () => {
  await activate();
  await measured('2026-09', 350);
  await measured('2026-09', 355); // two full steps still
  expect(await types()).toHaveLength(2);
  await measured('2026-09', 450);
  const [first, second] = await credits();
  expect([first, second]).toMatchObject([
    { status: 'reversed', granted: cny('400000'), correctionOf: null },
    { status: 'granted', granted: cny('600000'), correctionOf: first!.serviceCreditId },
  ]);
  await measured('2026-09', 100);
  expect((await credits()).map(({ status }) => status)).toEqual(['reversed', 'reversed']);
});

it('D5: what was repeated is so no longer once the month before is taken back', async () => {
  await activate();
  await measured('2026-10', 350);
  await measured('2026-09', 350); // told late: October becomes a repetition
  const standing = async () => (await sums()).filter((sum) => sum[4] === 'granted');
  expect(await standing()).toEqual(
    expect.arrayContaining([
      ['2026-09', '400000', '400000', '0', 'granted'],
      ['2026-10', '800000', '800000', '0', 'granted'],
    ]),
  );
  await measured('2026-09', 0);
  expect(await standing()).toEqual([['2026-10', '400000', '400000', '0', 'granted']]);
});

it('D4, D5: the fee of a month follows its prices by the day, and its cap follows the fee', async () => {
  await activate();
  await activate({
    contractVersion: 2,
    effectiveAt: '2026-11-04T16:00:00.000Z',
    yearlyAmount: cny('132000000'),
  });
  await activate({
    contractVersion: 3,
    effectiveAt: '2026-11-19T16:00:00.000Z',
    yearlyAmount: cny('144000000'),
  });
  await measured('2026-11', 350); // 4 % of 13,333.33 + 55,000.00 + 44,000.00
  expect(await sums()).toEqual([['2026-11', '449333', '449333', '0', 'granted']]);
});

it('1.1.4: a breach waits for the version that promised it; where no credit was agreed, none is granted', async () => {
  await overran(1, 95 * 60);
  expect(await credits()).toEqual([]);
  await activate();
  expect(await sums()).toEqual([['2026-09', '200000', '200000', '0', 'granted']]);

  const bare = { ...parties, contractId: idOf('c0', 2) };
  const { creditRegime: _, ...without } = version;
  await useCases.run(recordContractVersion, { ...without, ...bare }, as('contracts'));
  await overran(2, 95 * 60, '2026-09-10', bare);
  expect(await credits()).toHaveLength(1);
});

it('1.1.4: a vendor sees its own credits, and the service can change none', async () => {
  await activate();
  await overran(1, 95 * 60);
  expect(await credits('vendor:0195540a-0000-7000-8000-00000000000b')).toEqual([]);
  const { serviceCreditId } = (await credits(`vendor:${vendorId}`))[0]!;
  const foreign = useCases.read(
    oneServiceCredit,
    { serviceCreditId },
    'vendor:0195540a-0000-7000-8000-00000000000b',
  );
  await expect(foreign).rejects.toMatchObject({ code: 'service-credit.not-found' });
  const change = database.owner.query('UPDATE service_credits SET granted_minor = 0, capped_minor = 200000');
  await expect(change).rejects.toThrow('is final.');
  const denied = { code: '42501' };
  await expect(database.app.query('DELETE FROM service_credits')).rejects.toMatchObject(denied);
  await expect(database.app.query('UPDATE service_credits SET month = month')).rejects.toMatchObject(denied);
});
