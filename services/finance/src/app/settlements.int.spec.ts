import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { settlementIdOf } from '../domain/settlement';
import { financeDatabase } from '../storage/data-source';
import { postingsPage } from '../storage/journal-views';
import { adjustmentsPage, oneSettlement, settlementsPage } from '../storage/settlement-views';
import { approveAdjustment } from './approve-adjustment';
import { approveSettlement } from './approve-settlement';
import { recordAppraisal } from './record-appraisal';
import { recordContractVersion } from './record-contract-version';
import { submitAdjustment } from './submit-adjustment';
import { submitSettlement } from './submit-settlement';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const settlementId = settlementIdOf(contractId, '2026Q1');
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const version = {
  ...{ contractId, vendorId, contractVersion: 1, effectiveAt: '2025-12-31T16:00:00.000Z' },
  ...{ yearlyAmount: cny('120000000'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai' },
};
const appraisal = { contractId, vendorId, quarter: '2026Q1', revision: 1, score: '88.67' as string | null };

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const asked = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });
const activate = (changed: Partial<typeof version> = {}) =>
  useCases.run(recordContractVersion, { ...version, ...changed }, asked('contracts', 'service'));
const publish = (changed: Partial<typeof appraisal> = {}) =>
  useCases.run(recordAppraisal, { ...appraisal, ...changed }, asked('appraisal', 'service'));
const submit = (by = 'li-na') => useCases.run(submitSettlement, { settlementId }, asked(by));
const approve = (by = 'wang-wei') => useCases.run(approveSettlement, { settlementId }, asked(by));
const settlement = () => useCases.read(oneSettlement, { settlementId }, 'enterprise');
const openAdjustment = async () => {
  const { items } = await useCases.read(adjustmentsPage, { status: 'calculated', limit: 10 }, 'enterprise');
  return items[0]!.adjustmentId;
};
const postAdjustment = async () => {
  const adjustmentId = await openAdjustment();
  await useCases.run(submitAdjustment, { adjustmentId }, asked('li-na'));
  return useCases.run(approveAdjustment, { adjustmentId }, asked('wang-wei'));
};
const announced = async (): Promise<{ type: string; data: object }[]> =>
  database.owner.query('SELECT type, data FROM outbox ORDER BY position');
const balances = async () => {
  const rows = await database.owner.query<{ account: string; balance: string }[]>(
    'SELECT account, sum(debit_minor - credit_minor)::text AS balance FROM postings GROUP BY account',
  );
  return Object.fromEntries(rows.map(({ account, balance }) => [account, balance]));
};

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-04-10T01:00:00.000Z'), { wake: () => undefined });
});
afterAll(() => database.stop());
beforeEach(() =>
  database.owner.query(
    `TRUNCATE contract_versions, appraisals, statements, statement_lines,
       settlements, settlement_adjustments, journal, postings, requests,
       aggregate_versions, outbox CASCADE`,
  ),
);

it('2.2.2a: a quarter of ¥300,000.00 at 88.67 is calculated, submitted, approved and posted at ¥298,670.00', async () => {
  await activate();
  await publish();
  await submit();
  expect(await approve()).toEqual({ settlementId, status: 'posted', appraisalRevision: 1 });

  const pay = {
    score: '88.67',
    base: cny('24000000'),
    performancePay: cny('5867000'),
    total: cny('29867000'),
  };
  expect(await settlement()).toMatchObject({
    status: 'posted',
    original: pay,
    current: pay,
    adjustments: [],
  });
  const { items } = await useCases.read(postingsPage, { contractId, limit: 10 }, 'enterprise');
  expect(items).toMatchObject([
    {
      ...{ kind: 'settlement', clauseId: '2.2.2a', commandId: settlementId },
      postings: [
        { account: 'E.SERVICE_FEE', debitMinor: '24000000', creditMinor: '0' },
        { account: 'E.PERFORMANCE_PAY', debitMinor: '5867000', creditMinor: '0' },
        { account: 'L.PAYABLE_VENDOR', debitMinor: '0', creditMinor: '29867000' },
      ],
    },
  ]);
  expect(await announced()).toMatchObject([
    { type: 'finance.settlement.calculated.v1' },
    { type: 'finance.settlement.approved.v1' },
    {
      type: 'finance.settlement.posted.v1',
      data: { settlementId, total: cny('29867000'), appraisalRevision: 1 },
    },
    { type: 'pub.finance.settlement.approved.v1' },
    {
      type: 'pub.finance.settlement.posted.v1',
      data: {
        ...{ settlementId, amountMinor: '29867000', baseMinor: '24000000', performancePayMinor: '5867000' },
        ...{
          clauseRefs: ['2.2.2a'],
          traceUrl: `/api/finance/v1/settlements/${settlementId}/trace`,
          correctionOf: null,
        },
      },
    },
    { type: 'finance.statement.sent.v1', data: { settlementId, total: cny('29867000') } },
  ]);
});

it('an appraisal that comes before its contract’s terms waits and is settled when they come', async () => {
  await publish();
  expect((await useCases.read(settlementsPage, { limit: 10 }, 'enterprise')).items).toEqual([]);
  await publish({ quarter: '2026Q2', score: null });
  await activate();
  const { items } = await useCases.read(
    settlementsPage,
    { contractId, quarter: '2026Q2', limit: 10 },
    'enterprise',
  );
  expect(items).toMatchObject([{ quarter: '2026Q2', current: { score: null, total: cny('30000000') } }]);
  expect(await settlement()).toMatchObject({ status: 'calculated', current: { total: cny('29867000') } });
});

it('terms and appraisals that come at the same instant always find each other', async () => {
  const contracts = Array.from({ length: 20 }, (_, n) => `0195540a-0000-7000-8000-0000000001${10 + n}`);
  await Promise.all(contracts.flatMap((id) => [activate({ contractId: id }), publish({ contractId: id })]));
  const { items } = await useCases.read(settlementsPage, { limit: 100 }, 'enterprise');
  expect(items.map((one) => one.contractId).sort()).toEqual(contracts);
});

it('an appraisal that says nothing about its score is no appraisal without a rating', async () => {
  const { score: _, ...silent } = appraisal;
  const refused = useCases.run(recordAppraisal, silent as typeof appraisal, asked('appraisal', 'service'));
  await expect(refused).rejects.toMatchObject({ errors: [{ path: '/score' }] });
});

it('of a hundred approvals at once one counts, and the pay stands in the ledger once', async () => {
  await activate();
  await publish();
  await submit();
  const answers = await Promise.allSettled(Array.from({ length: 100 }, () => approve()));
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
  expect(refusals).toEqual(Array(99).fill('settlement.not-submitted'));
  expect(await database.owner.query('SELECT id FROM journal')).toHaveLength(1);
  const posted = (await announced()).filter(({ type }) => type === 'finance.settlement.posted.v1');
  expect(posted).toHaveLength(1);
});

it('2.2.2a: the person who submitted does not approve', async () => {
  await activate();
  await publish();
  await expect(approve()).rejects.toMatchObject({ code: 'settlement.not-submitted' });
  await submit('li-na');
  await expect(approve('li-na')).rejects.toMatchObject({ code: 'settlement.same-person' });
  await expect(submit()).rejects.toMatchObject({ code: 'settlement.not-calculated' });
  expect(await database.owner.query('SELECT id FROM journal')).toEqual([]);
});

it('a higher revision before posting calculates anew and voids the submission', async () => {
  await activate();
  await publish();
  await submit();
  await publish({ revision: 2, score: '85.00' });
  expect(await settlement()).toMatchObject({
    status: 'calculated',
    submittedAt: null,
    original: { appraisalRevision: 2 },
  });
  await publish({ revision: 1, score: '60.00' });
  expect(await settlement()).toMatchObject({ original: { score: '85.00', total: cny('29500000') } });
});

it('after posting, original and adjustments together are what the new score gives', async () => {
  await activate();
  await publish();
  await submit();
  await approve();
  await publish({ revision: 2, score: '85.00' });
  expect(await settlement()).toMatchObject({
    current: { appraisalRevision: 1, total: cny('29867000') }, // nothing has moved yet
    adjustments: [{ status: 'calculated', difference: { base: cny('0'), total: cny('-367000') } }],
  });

  expect(await postAdjustment()).toMatchObject({ status: 'posted', appraisalRevision: 2 });
  await publish({ revision: 3, score: '91.00' });
  await postAdjustment();

  // 298,670.00 at 88.67, less 3,670.00 at 85.00, and 5,000.00 more at 91.00.
  const { original, adjustments, current } = await settlement();
  expect(adjustments.map(({ difference }) => difference.total)).toEqual([cny('-367000'), cny('500000')]);
  expect([original.total, current.total]).toEqual([cny('29867000'), cny('30000000')]);
  expect(await balances()).toEqual({
    ...{ 'E.SERVICE_FEE': '24000000', 'E.PERFORMANCE_PAY': '6000000', 'L.PAYABLE_VENDOR': '-30000000' },
  });
  expect((await announced()).slice(-2)).toMatchObject([
    {
      type: 'finance.settlement.adjusted.v1',
      data: { settlementId, appraisalRevision: 3, total: cny('30000000'), difference: cny('500000') },
    },
    {
      type: 'pub.finance.settlement.adjusted.v1',
      data: {
        settlementId,
        amountMinor: '500000',
        performancePayMinor: '500000',
        correctionOf: settlementId,
      },
    },
  ]);
});

it('a revision that moves no money is announced at once, without persons, journal or public notice', async () => {
  await activate();
  await publish({ score: '90.00' });
  await submit();
  await approve();
  const before = (await announced()).length;
  await publish({ revision: 2, score: '95.00' });

  expect((await announced()).slice(before)).toMatchObject([
    {
      type: 'finance.settlement.adjusted.v1',
      data: { appraisalRevision: 2, score: '95.00', total: cny('30000000'), difference: cny('0') },
    },
  ]);
  expect(await settlement()).toMatchObject({ current: { appraisalRevision: 2, score: '95.00' } });
  expect(await database.owner.query('SELECT id FROM journal')).toHaveLength(1);
});

it('a revision takes the place of an adjustment that nobody approved', async () => {
  await activate();
  await publish();
  await submit();
  await approve();
  await publish({ revision: 2, score: '85.00' });
  const overtaken = await openAdjustment();
  await useCases.run(submitAdjustment, { adjustmentId: overtaken }, asked('li-na'));
  await publish({ revision: 3, score: '91.00' });

  const late = useCases.run(approveAdjustment, { adjustmentId: overtaken }, asked('wang-wei'));
  await expect(late).rejects.toMatchObject({ code: 'adjustment.not-submitted' });
  await postAdjustment();
  const { adjustments, current } = await settlement();
  expect(adjustments.map(({ status }) => status)).toEqual(['superseded', 'posted']);
  expect(current).toMatchObject({ total: cny('30000000') });
});

it('the person who submitted an adjustment does not approve it', async () => {
  await activate();
  await publish();
  await submit();
  await approve();
  await publish({ revision: 2, score: '85.00' });
  const adjustmentId = await openAdjustment();
  await useCases.run(submitAdjustment, { adjustmentId }, asked('li-na'));
  const alone = useCases.run(approveAdjustment, { adjustmentId }, asked('li-na'));
  await expect(alone).rejects.toMatchObject({ code: 'adjustment.same-person' });
});

it('a vendor sees its own settlements, another’s is as good as missing, and no actor sees anything', async () => {
  const otherVendor = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
  await activate();
  await publish();
  await submit();
  await approve();
  await publish({ revision: 2, score: '85.00' });

  const own = await useCases.read(settlementsPage, { limit: 10 }, `vendor:${vendorId}`);
  expect(own.items).toMatchObject([{ settlementId, adjustments: [{ status: 'calculated' }] }]);
  expect((await useCases.read(adjustmentsPage, { limit: 10 }, otherVendor)).items).toEqual([]);
  const missing = { code: 'settlement.not-found' };
  await expect(useCases.read(oneSettlement, { settlementId }, otherVendor)).rejects.toMatchObject(missing);
  const foreign = useCases.run(submitSettlement, { settlementId }, asked('zhao-min', otherVendor));
  await expect(foreign).rejects.toMatchObject(missing);
  for (const table of ['contract_versions', 'appraisals', 'settlements', 'settlement_adjustments']) {
    expect(await database.app.query(`SELECT vendor_id FROM ${table}`)).toEqual([]);
  }
});
