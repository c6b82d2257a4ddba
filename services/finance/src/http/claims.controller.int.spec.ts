import {
  aggregateIdOf,
  changeOrderApproved,
  changeOrderCharged,
  disputeAwarded,
  disputeSettled,
  encode,
  placeOf,
  registry,
  type Event,
} from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { claimIdOf } from '../domain/claim';
import { financeDatabase } from '../storage/data-source';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const awardedId = '0195540a-0000-7000-8000-0000000000d1';
const settledId = '0195540a-0000-7000-8000-0000000000d2';
const changeOrderId = '0195540a-0000-7000-8000-0000000000c1';
const dearId = '0195540a-0000-7000-8000-0000000000c2';
const settlementId = '0195540a-0000-7000-8000-0000000000e1';
const at = new Date('2027-03-01T03:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const vendor = `vendor:${vendorId}`;

let finance: ServiceUnderTest;
beforeAll(async () => {
  finance = await startUnderTest({
    ...{ service: 'finance', options: financeDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('finance', (await import('../finance.module.js')).FinanceModule),
  });
});
afterAll(() => finance?.stop());

const announce = (event: Event, version: number) =>
  finance.announce({
    ...{ type: event.type, ...placeOf(event.type), aggregateId: aggregateIdOf(event), version },
    data: encode(registry.get(event.type)!, event),
  });
const line = { kind: 'SETTLEMENT_LINE' as const, settlementId, line: 'PERFORMANCE_PAY' as const };
const parties = { contractId, vendorId };
const awarded = disputeAwarded({
  ...{ ...parties, disputeId: awardedId, subject: line, becomes: 'ADJUSTMENT', reference: 'A-1' },
  ...{ relief: { amount: cny(1_234_567n), inFavourOf: 'VENDOR' }, awardedAt: at },
});
const settled = disputeSettled({
  ...{ ...parties, disputeId: settledId, subject: { kind: 'CONTRACT' }, stage: 'MEDIATION' },
  ...{ relief: { amount: cny(30_000n), inFavourOf: 'ENTERPRISE' }, settledAt: at },
});
const order = { ...parties, changeOrderId, workOrderId: settledId, scopeReviewId: settledId };
const approved = changeOrderApproved({ ...order, contractVersion: 1, quoted: cny(200_000n), approvedAt: at });
const charged = changeOrderCharged({
  ...{ ...order, contractVersion: 1, rateCode: 'UPGRADES', workedMinutes: 390 },
  ...{ amount: cny(200_000n), capped: cny(47_000n), chargedAt: at },
});
const shown = (claimId: string, status: string) =>
  eventually(async () => {
    const { body } = await finance.call('auditor', `/claims/${claimId}`);
    expect(body).toMatchObject({ claimId, status });
    return body;
  });

it('3.3.2a, 2.2.2b: awards, settled disputes and charges come over the bus, and two persons post them', async () => {
  const { call } = finance;
  await announce(awarded, 1);
  await announce(settled, 1);
  await announce(approved, 1);
  await announce(charged, 2);
  const claimId = claimIdOf(awardedId);
  expect(await shown(claimId, 'raised')).toMatchObject({ cause: 'AWARD', correctionOf: settlementId });
  const received = { cause: 'SETTLED_DISPUTE', inFavourOf: 'ENTERPRISE' };
  expect(await shown(claimIdOf(settledId), 'raised')).toMatchObject(received);
  const worked = { cause: 'CHANGE_ORDER', amount: { amountMinor: '200000', currency: 'CNY' } };
  expect(await shown(claimIdOf(changeOrderId), 'raised')).toMatchObject(worked);

  const its = `/claims/${claimId}`;
  expect(await call('finance-checker', `${its}/submission`, {})).toMatchObject({ status: 403 });
  expect(await call(vendor, `${its}/submission`, {})).toMatchObject({ status: 403 });
  const submitted = await call('finance-maker', `${its}/submission`, {});
  expect(submitted).toMatchObject({ status: 201, body: { claimId, status: 'submitted' } });
  expect(await call('finance-maker', `${its}/approval`, {})).toMatchObject({ status: 403 });
  const posted = await call('finance-checker', `${its}/approval`, {});
  expect(posted).toMatchObject({ status: 201, body: { claimId, status: 'posted' } });

  expect(await call(vendor, its)).toMatchObject({ status: 200, body: { status: 'posted' } });
  const missing = { status: 404, body: { code: 'claim.not-found' } };
  expect(await call(`vendor:${otherVendorId}`, its)).toMatchObject(missing);
  const { body: listed } = await call(vendor, `/claims?contractId=${contractId}&status=posted`);
  expect(listed).toMatchObject({ items: [{ claimId }], next: null });
  expect(await call('auditor', '/claims?status=paid')).toMatchObject({ status: 422 });
  const told = await finance.lastTold('PUB_FINANCE', 'pub.finance.claim.posted.v1');
  expect(told).toMatchObject({ claimId, amountMinor: '1234567', correctionOf: settlementId });
});

it('3.3.2a: an award that comes again under another number is not claimed twice', async () => {
  await announce(awarded, 2);
  await eventually(async () => {
    const [cursor] = await finance.database.owner.query<{ version: string }[]>(
      'SELECT version FROM cursors WHERE aggregate_id = $1',
      [awardedId],
    );
    expect(cursor).toEqual({ version: '2' });
  });
  const claims = await finance.database.owner.query('SELECT FROM claims WHERE source_id = $1', [awardedId]);
  expect(claims).toHaveLength(1);
});

it('2.2.2b: a charge beyond the quote is parked for a person to decide, not paid', async () => {
  const dear = { changeOrderId: dearId };
  await announce(changeOrderApproved({ ...approved.data, ...dear, quoted: cny(199_999n) }), 1);
  await announce(changeOrderCharged({ ...charged.data, ...dear }), 2);
  await eventually(
    async () => {
      const parked = await finance.database.owner.query<object[]>(
        'SELECT type, error FROM parked_events WHERE aggregate_id = $1',
        [dearId],
      );
      const error = `The change order ${dearId} may cost 199999 CNY minor units.`;
      expect(parked).toEqual([{ type: charged.type, error }]);
    },
    { withinMs: 60_000 },
  );
  expect(await finance.call('auditor', `/claims/${claimIdOf(dearId)}`)).toMatchObject({ status: 404 });
}, 90_000);
