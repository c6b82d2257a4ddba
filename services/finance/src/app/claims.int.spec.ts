import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { claimIdOf } from '../domain/claim';
import { claimsPage, oneClaim } from '../storage/claim-views';
import { financeDatabase } from '../storage/data-source';
import { postingsPage } from '../storage/journal-views';
import { approveClaim } from './approve-claim';
import { raiseChangeOrderClaim } from './raise-change-order-claim';
import { raiseDisputeClaim } from './raise-dispute-claim';
import { recordQuote } from './record-quote';
import { submitClaim } from './submit-claim';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const disputeId = '0195540a-0000-7000-8000-0000000000d1';
const changeOrderId = '0195540a-0000-7000-8000-0000000000c1';
const settlementId = '0195540a-0000-7000-8000-0000000000e1';
const milestoneId = '0195540a-0000-7000-8000-0000000000b1';
const ofDispute = claimIdOf(disputeId);
const ofChangeOrder = claimIdOf(changeOrderId);
const parties = { contractId, vendorId };
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });

type Ended = Parameters<typeof raiseDisputeClaim.handle>[1];
const ended: Ended = {
  ...{ ...parties, disputeId, subject: { kind: 'CONTRACT' } },
  relief: { amount: cny('1234567'), inFavourOf: 'VENDOR' },
  award: { becomes: 'CLAIM', reference: '沪仲案字〔2027〕第0012号' },
};
let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const as = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });
const end = (changed: Partial<Ended> = {}) =>
  useCases.run(raiseDisputeClaim, { ...ended, ...changed }, as('contracts', 'service'));
const quote = (quoted = '200000') => {
  const approved = { ...parties, changeOrderId, contractVersion: 1, quoted: cny(quoted) };
  return useCases.run(recordQuote, approved, as('contracts', 'service'));
};
const charge = (amount = '200000', currency = 'CNY') => {
  const charged = {
    ...parties,
    changeOrderId,
    contractVersion: 1,
    amount: { amountMinor: amount, currency },
  };
  return useCases.run(raiseChangeOrderClaim, charged, as('contracts', 'service'));
};
const submit = (claimId: string, by = 'li-na') => useCases.run(submitClaim, { claimId }, as(by));
const approve = (claimId: string, by = 'wang-wei') => useCases.run(approveClaim, { claimId }, as(by));
const post = async (claimId: string) => {
  await submit(claimId);
  return approve(claimId);
};
const listed = async (actor: Actor = 'enterprise') =>
  (await useCases.read(claimsPage, { limit: 10 }, actor)).items;
const shown = (claimId: string, actor: Actor = 'enterprise') => useCases.read(oneClaim, { claimId }, actor);
const announced = async (): Promise<{ type: string; data: object }[]> =>
  database.owner.query('SELECT type, data FROM outbox ORDER BY position');
const typesTold = async () => (await announced()).map(({ type }) => type);
const sums = () =>
  database.owner.query<object[]>(
    `SELECT account, sum(debit_minor - credit_minor)::text AS sum FROM postings GROUP BY account ORDER BY account`,
  );

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  useCases = new UseCases(database.app, fixedClock('2027-03-01T03:00:00.000Z'), { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(() =>
  database.owner.query(
    `TRUNCATE claims, change_order_quotes, journal, postings, requests, aggregate_versions, outbox CASCADE`,
  ),
);

it('3.3.2a: an award of ¥12,345.67 told twice is one claim, and by two persons one debt to the vendor', async () => {
  expect(await end()).toEqual({ disputeId, raised: 1 });
  expect(await end()).toEqual({ disputeId, raised: 0 });
  const claim = {
    ...{ claimId: ofDispute, ...parties, cause: 'AWARD', sourceId: disputeId, amount: cny('1234567') },
    ...{ inFavourOf: 'VENDOR', becomes: 'CLAIM', correctionOf: null, quoted: null },
    ...{ reference: '沪仲案字〔2027〕第0012号', subject: { kind: 'CONTRACT', settlementId: null } },
  };
  expect(await listed()).toMatchObject([{ ...claim, status: 'raised' }]);
  expect(await sums()).toEqual([]);

  expect(await submit(ofDispute)).toEqual({ claimId: ofDispute, status: 'submitted' });
  expect(await approve(ofDispute)).toEqual({ claimId: ofDispute, status: 'posted' });
  expect(await end()).toEqual({ disputeId, raised: 0 }); // what is posted is not raised again
  expect(await listed()).toMatchObject([{ ...claim, status: 'posted' }]);
  // The payable is raised by the award, and the two lines make up zero.
  expect(await sums()).toEqual([
    { account: 'E.DISPUTE_AWARD', sum: '1234567' },
    { account: 'L.PAYABLE_VENDOR', sum: '-1234567' },
  ]);
  const { items } = await useCases.read(postingsPage, { contractId, limit: 10 }, 'enterprise');
  expect(items).toMatchObject([
    { kind: 'claim', clauseId: '3.3.2a', commandId: ofDispute, memo: 'Award 沪仲案字〔2027〕第0012号' },
  ]);
  const told = { claimId: ofDispute, sourceId: disputeId, inFavourOf: 'VENDOR', correctionOf: null };
  expect(await announced()).toMatchObject([
    { type: 'finance.claim.raised.v1', data: { ...told, amount: cny('1234567') } },
    { type: 'finance.claim.approved.v1', data: told },
    { type: 'finance.claim.posted.v1', data: { ...told, amount: cny('1234567') } },
    {
      type: 'pub.finance.claim.posted.v1',
      data: {
        ...{ ...told, cause: 'AWARD', amountMinor: '1234567', currency: 'CNY', contractVersion: null },
        ...{ clauseRefs: ['3.3.2a'], traceUrl: `/api/finance/v1/claims/${ofDispute}` },
      },
    },
  ]);
});

it('3.3.2a: an award in favour of the enterprise is due from the vendor, and no debt to it', async () => {
  await end({ relief: { amount: cny('1234567'), inFavourOf: 'ENTERPRISE' } });
  await post(ofDispute);
  expect(await sums()).toEqual([
    { account: 'A.CLAIMS_RECEIVABLE', sum: '1234567' },
    { account: 'R.DISPUTE_AWARD', sum: '-1234567' },
  ]);
});

it('3.3.2a: an award that adjusts a line of a settlement names the settlement, here and downstream', async () => {
  const subject = { kind: 'SETTLEMENT_LINE' as const, settlementId, line: 'PERFORMANCE_PAY' as const };
  await end({ subject, award: { becomes: 'ADJUSTMENT', reference: 'A-1' } });
  await post(ofDispute);
  expect(await shown(ofDispute)).toMatchObject({
    subject,
    becomes: 'ADJUSTMENT',
    correctionOf: settlementId,
  });
  const told = (await announced()).map(({ data }) => data);
  expect(told).toMatchObject(Array(4).fill({ correctionOf: settlementId }));
});

it('3.3.2a: an award about a line that becomes a claim stands beside the settlement', async () => {
  await end({ subject: { kind: 'SETTLEMENT_LINE', settlementId, line: 'BASE' } });
  expect(await shown(ofDispute)).toMatchObject({ correctionOf: null, subject: { settlementId } });
  expect(await announced()).toMatchObject([{ data: { sourceId: disputeId, correctionOf: null } }]);
});

it('3.3.2a: a dispute settled without relief, or with nothing, makes no claim', async () => {
  expect(await end({ award: null, relief: null })).toEqual({ disputeId, raised: 0 });
  const nothing = { amount: cny('0'), inFavourOf: 'VENDOR' as const };
  expect(await end({ award: null, relief: nothing })).toEqual({ disputeId, raised: 0 });
  expect(await listed()).toEqual([]);
  expect(await announced()).toEqual([]);
});

it('3.3.2a: a dispute settled with a relief is claimed; about a line it adjusts the settlement', async () => {
  await end({ award: null, subject: { kind: 'SETTLEMENT_LINE', settlementId, line: 'BASE' } });
  const other = '0195540a-0000-7000-8000-0000000000d2';
  await end({ award: null, disputeId: other, subject: { kind: 'BREACH', milestoneId } });
  const cause = 'SETTLED_DISPUTE';
  expect(await shown(ofDispute)).toMatchObject({ cause, becomes: 'ADJUSTMENT', correctionOf: settlementId });
  expect(await shown(claimIdOf(other))).toMatchObject({
    ...{ cause, becomes: 'CLAIM', correctionOf: null, subject: { kind: 'BREACH', milestoneId } },
  });
});

it('2.2.2b: 6.5 hours at ¥380.00 under a cap of ¥2,000 are claimed, approved and posted at ¥2,000.00', async () => {
  await quote();
  await quote();
  expect(await charge()).toEqual({ changeOrderId, raised: 1 });
  expect(await charge()).toEqual({ changeOrderId, raised: 0 });
  await post(ofChangeOrder);
  expect(await sums()).toEqual([
    { account: 'E.OUT_OF_SCOPE', sum: '200000' },
    { account: 'L.PAYABLE_VENDOR', sum: '-200000' },
  ]);
  const { items } = await useCases.read(postingsPage, { contractId, limit: 10 }, 'enterprise');
  expect(items).toMatchObject([{ clauseId: '2.2.2b', commandId: ofChangeOrder }]);
  expect(await shown(ofChangeOrder)).toMatchObject({
    ...{ cause: 'CHANGE_ORDER', subject: null, becomes: null, quoted: cny('200000'), status: 'posted' },
  });
  const told = (await announced()).filter(({ type }) => type.startsWith('pub.'));
  const money = { amountMinor: '200000', currency: 'CNY', contractVersion: 1, clauseRefs: ['2.2.2b'] };
  expect(told).toMatchObject([
    {
      type: 'pub.finance.change-order.approved.v1',
      data: { ...money, changeOrderId, traceUrl: `/api/contracts/v1/change-orders/${changeOrderId}` },
    },
    { type: 'pub.finance.claim.posted.v1', data: { ...money, sourceId: changeOrderId } },
  ]);
});

it('2.2.2b: what was not quoted, or more than was, is not claimed', async () => {
  await expect(charge()).rejects.toMatchObject({ code: 'claim.not-quoted' });
  await quote('199999');
  await expect(charge()).rejects.toMatchObject({ code: 'claim.exceeds-quote' });
  await expect(charge('1', 'USD')).rejects.toThrow('USD is not CNY.');
  expect(await listed()).toEqual([]);
  expect(await charge('199999')).toEqual({ changeOrderId, raised: 1 });
});

it('2.2.2b: a quote that was approved is not changed by another', async () => {
  await quote('100000');
  await quote('200000');
  await expect(charge('100001')).rejects.toMatchObject({ code: 'claim.exceeds-quote' });
  expect(await typesTold()).toEqual(['pub.finance.change-order.approved.v1']);
});

it('3.3.2a: who submitted a claim does not approve it, and every step has its turn', async () => {
  await end();
  await expect(approve(ofDispute)).rejects.toMatchObject({ code: 'claim.not-submitted' });
  await submit(ofDispute, 'li-na');
  await expect(submit(ofDispute)).rejects.toMatchObject({ code: 'claim.not-raised' });
  await expect(approve(ofDispute, 'li-na')).rejects.toMatchObject({ code: 'claim.same-person' });
  await approve(ofDispute);
  await expect(submit(ofDispute)).rejects.toMatchObject({ code: 'claim.not-raised' });
  await expect(approve(ofDispute)).rejects.toMatchObject({ code: 'claim.not-submitted' });
  await expect(submit(milestoneId)).rejects.toMatchObject({ code: 'claim.not-found' });
});

it('3.3.2a: of twenty approvals at once one counts, and the ledger holds the claim once', async () => {
  await end();
  await submit(ofDispute);
  await Promise.all(Array.from({ length: 20 }, () => listed())); // connections are open, so that they do meet
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => approve(ofDispute)));
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
  expect(refusals).toEqual(Array(19).fill('claim.not-submitted'));
  expect(await database.owner.query('SELECT id FROM journal')).toHaveLength(1);
});

it('3.3.2a: a vendor sees its own claims, another’s is as good as missing, and no actor sees any', async () => {
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
  await end();
  await quote();
  expect(await listed(`vendor:${vendorId}`)).toMatchObject([{ claimId: ofDispute }]);
  expect(await shown(ofDispute, `vendor:${vendorId}`)).toMatchObject({ status: 'raised' });
  expect(await listed(stranger)).toEqual([]);
  await expect(shown(ofDispute, stranger)).rejects.toMatchObject({ code: 'claim.not-found' });
  for (const table of ['claims', 'change_order_quotes'])
    expect(await database.app.query(`SELECT vendor_id FROM ${table}`)).toEqual([]);
});

it('claims are listed by contract and state, page by page', async () => {
  const other = '0195540a-0000-7000-8000-000000000002';
  await end();
  await end({ disputeId: other, contractId: other });
  await quote();
  await charge();
  await submit(ofDispute);
  const page = (asked: object) => useCases.read(claimsPage, { limit: 10, ...asked }, 'enterprise');
  const idsOf = async (asked: object) => (await page(asked)).items.map(({ claimId }) => claimId);
  const all = [ofDispute, ofChangeOrder, claimIdOf(other)].sort();
  expect(await idsOf({})).toEqual(all);
  expect(await idsOf({ contractId: other })).toEqual([claimIdOf(other)]);
  expect(await idsOf({ contractId, status: 'submitted' })).toEqual([ofDispute]);
  const first = await page({ limit: 2 });
  expect([first.items.map(({ claimId }) => claimId), first.next]).toEqual([all.slice(0, 2), all[1]]);
  expect(await page({ limit: 2, after: first.next })).toMatchObject({
    ...{ items: [{ claimId: all[2] }], next: null },
  });
});

it.each<[string, object]>([
  ['/relief', { relief: undefined }],
  ['/relief/amount/amountMinor', { relief: { amount: cny('-1'), inFavourOf: 'VENDOR' } }],
  ['/relief/inFavourOf', { relief: { amount: cny('1'), inFavourOf: 'BOTH' } }],
  ['/award', { award: undefined }],
  ['/award/becomes', { award: { becomes: 'DEBT', reference: 'A-1' } }],
  ['/award/reference', { award: { becomes: 'CLAIM', reference: '' } }],
  ['/subject/kind', { subject: { kind: 'WEATHER' } }],
  ['/subject/milestoneId', { subject: { kind: 'BREACH' } }],
  ['/subject/settlementId', { subject: { kind: 'SETTLEMENT_LINE', line: 'BASE' } }],
  ['/subject/line', { subject: { kind: 'SETTLEMENT_LINE', settlementId, line: 'BONUS' } }],
])('an end of a dispute that is misshapen at %s raises nothing', async (path, misfit) => {
  await expect(end(misfit)).rejects.toMatchObject({ errors: [{ path }] });
  expect(await listed()).toEqual([]);
});
