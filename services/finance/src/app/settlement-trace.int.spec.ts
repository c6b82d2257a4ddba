import { UseCases, type Actor } from '@steward/messaging';
import { DEFAULT_CREDIT_REGIME, regimeToWire } from '@steward/terms';
import { fixedClock, startDatabase, type FixedClock, type TestDatabase } from '@steward/testing';
import { verifyLedger } from '../../../cli/src/verify/ledger';
import { verifyTrace } from '../../../cli/src/verify/verify';
import { claimIdOf } from '../domain/claim';
import { settlementIdOf } from '../domain/settlement';
import { financeDatabase } from '../storage/data-source';
import { postingsPage } from '../storage/journal-views';
import { adjustmentsPage } from '../storage/settlement-views';
import { settlementTrace } from '../storage/trace-views';
import { approveAdjustment } from './approve-adjustment';
import { approveClaim } from './approve-claim';
import { approveSettlement } from './approve-settlement';
import { raiseDisputeClaim } from './raise-dispute-claim';
import { recordAppraisal } from './record-appraisal';
import { recordContractVersion } from './record-contract-version';
import { recordOverrun } from './record-overrun';
import { submitAdjustment } from './submit-adjustment';
import { submitClaim } from './submit-claim';
import { submitSettlement } from './submit-settlement';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const parties = { contractId, vendorId };
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const settlementId = settlementIdOf(contractId, '2026Q1');
const disputeId = '0195540a-0000-7000-8000-0000000000d1';

let database: TestDatabase;
let clock: FixedClock;
let useCases: UseCases;
let keys = 0;
const as = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });
const bus = () => as('bus', 'service');
const activate = (contractVersion: number, effectiveAt: string, yearly: string) =>
  useCases.run(
    recordContractVersion,
    {
      ...{ ...parties, contractVersion, effectiveAt, paymentTermDays: 30, yearlyAmount: cny(yearly) },
      ...{ performanceShareBps: 2000, curve: 'LINEAR_60_90', timezone: 'Asia/Shanghai' },
      ...{ startOn: '2026-01-01', endOn: '2026-12-31' },
      creditRegime: regimeToWire(DEFAULT_CREDIT_REGIME),
    },
    bus(),
  );
const publish = (revision: number, score: string) =>
  useCases.run(recordAppraisal, { ...parties, quarter: '2026Q1', revision, score }, bus());
const traced = (actor: Actor = 'enterprise') => useCases.read(settlementTrace, { settlementId }, actor);
const valuesIn = async (...ids: readonly string[]) => {
  const { nodes } = await traced();
  return ids.map((id) => nodes.find((node) => node.id === id)?.value);
};
const differences = async () => {
  const { nodes, roots } = JSON.parse(JSON.stringify(await traced())) as Awaited<ReturnType<typeof traced>>;
  return verifyTrace(nodes, roots);
};

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  clock = fixedClock('2026-04-09T01:00:00.000Z');
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database?.stop());

it('2.2.2a, 1.1.4: a posted settlement of two prices, a credit and a set-off verifies, and so does its correction', async () => {
  await activate(1, '2025-12-31T16:00:00.000Z', '120000000');
  await activate(2, '2026-02-14T16:00:00.000Z', '144000000');
  const late = { milestoneId: disputeId.replace(/d1$/, 'b1'), severity: 1 as const, lateSeconds: 95 * 60 };
  const told = {
    contractVersion: 1,
    breachedAt: '2026-03-10T03:00:00.000Z',
    eventId: disputeId.replace(/d1$/, 'e1'),
  };
  await useCases.run(recordOverrun, { ...parties, ...late, ...told }, bus());
  const relief = { amount: cny('1000000'), inFavourOf: 'ENTERPRISE' as const };
  const award = { becomes: 'CLAIM' as const, reference: 'A-1' };
  await useCases.run(
    raiseDisputeClaim,
    { ...parties, disputeId, subject: { kind: 'CONTRACT' }, relief, award },
    bus(),
  );
  await useCases.run(submitClaim, { claimId: claimIdOf(disputeId) }, as('li-na'));
  await useCases.run(approveClaim, { claimId: claimIdOf(disputeId) }, as('wang-wei'));
  clock.set('2026-04-10T01:00:00.000Z');
  await publish(1, '88.67');
  expect(await traced()).toMatchObject({ status: 'calculated', roots: ['settlement/total'] });
  expect(await differences()).toEqual([]);
  await useCases.run(submitSettlement, { settlementId }, as('li-na'));
  await useCases.run(approveSettlement, { settlementId }, as('wang-wei'));

  // January and 14 of 28 days of February at 100,000.00 a month; the rest at 120,000.00.
  expect(await valuesIn('settlement/price/1/amount', 'settlement/price/2/amount', 'owed')).toEqual([
    { quarter: '2026Q1', firstOn: '2026-01-01', lastOn: '2026-02-14', amount: cny('15000000') },
    { quarter: '2026Q1', firstOn: '2026-02-15', lastOn: '2026-03-31', amount: cny('18000000') },
    cny('1000000'),
  ]);
  expect(await valuesIn('settlement/price/1/factor', 'settlement/base', 'settlement/performancePay')).toEqual(
    [
      { curve: 'LINEAR_60_90', k: '5867/6000' },
      cny('26400000'),
      cny('6453700'), // 30,000.00 and 36,000.00 by k: 29,335.00 and 35,202.00
    ],
  );
  // 264,000.00 + 64,537.00 − 2,000.00 − 10,000.00
  expect(await valuesIn('statement/setOff', 'statement/total')).toEqual([cny('-1000000'), cny('31653700')]);
  expect(await differences()).toEqual([]);

  clock.set('2026-05-10T01:00:00.000Z');
  await publish(2, '90.00');
  const { items } = await useCases.read(adjustmentsPage, { status: 'calculated', limit: 10 }, 'enterprise');
  const { adjustmentId } = items[0]!;
  await useCases.run(submitAdjustment, { adjustmentId }, as('li-na'));
  await useCases.run(approveAdjustment, { adjustmentId }, as('wang-wei'));
  expect(await valuesIn(`adjustment/${adjustmentId}/difference/total`)).toEqual([cny('146300')]);
  expect((await traced()).nodes.filter(({ kind }) => kind === 'JOURNAL')).toHaveLength(2);
  expect(await differences()).toEqual([]);

  const { items: journals } = await useCases.read(postingsPage, { limit: 100 }, 'enterprise');
  const read = JSON.parse(JSON.stringify(journals)) as Parameters<typeof verifyLedger>[0];
  expect(read).toHaveLength(3);
  expect(verifyLedger(read, [], [])).toEqual([]);
});

it('2.2.2a: a vendor is told what its own settlement follows from, and nobody else’s', async () => {
  expect(await traced(`vendor:${vendorId}`)).toEqual(await traced());
  await expect(traced(`vendor:${otherVendorId}`)).rejects.toMatchObject({ code: 'settlement.not-found' });
});
