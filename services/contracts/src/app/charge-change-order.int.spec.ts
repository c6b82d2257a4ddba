import { UseCases } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { contractsDatabase } from '../storage/data-source';
import { changeOrdersPage, oneChangeOrder, scopeReviewsPage } from '../storage/change-order-views';
import { approveChangeOrder } from './approve-change-order';
import { chargeChangeOrder } from './charge-change-order';
import { declineChangeOrder } from './decline-change-order';
import { endScopeReview } from './end-scope-review';
import { admitted, as, concluded, vendorId } from './in-force.fixture';
import { quoteChangeOrder } from './quote-change-order';
import { recordScopeReview } from './record-scope-review';
import { tellChangeOrderWork } from './tell-change-order-work';

const scopeReviewId = '0195540a-0000-7000-8000-0000000000e1';
const workOrderId = '0195540a-0000-7000-8000-0000000000d1';
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
let database: TestDatabase;
let useCases: UseCases;
let contractId: string;
const clock = fixedClock('2026-03-02T02:00:00.000Z');
const run: UseCases['run'] = (...call) => useCases.run(...call);
const vendor = () => as('zhou', `vendor:${vendorId}`);

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
  await admitted(useCases);
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-03-02T02:00:00.000Z');
  await database.owner.query('TRUNCATE scope_reviews, outbox, aggregate_versions CASCADE');
  contractId = await concluded(useCases, '2026-01-01', '2026-12-31', {
    scope: [
      {
        ...{ service: 'UPGRADE', category: 'HARDWARE', assetClass: '*', isIncluded: false },
        rateCode: 'UPGRADES',
      },
    ],
    rateCard: [{ code: 'UPGRADES', hourlyRate: cny('38000'), cap: cny('200000') }],
  });
  const opened = {
    ...{ scopeReviewId, workOrderId, number: 'W-1', contractId, vendorId, service: 'UPGRADE' },
    ...{ category: 'HARDWARE', assetClass: 'router', rateCode: 'UPGRADES' },
    openedAt: '2026-03-02T01:00:00.000Z',
  };
  await run(recordScopeReview, opened, as('work-orders', 'service'));
});

const quoted = async (estimatedMinutes: number): Promise<string> => {
  const estimate = { scopeReviewId, rateCode: 'UPGRADES', estimatedMinutes, description: '升级核心路由器' };
  return (await run(quoteChangeOrder, estimate, vendor())).changeOrderId;
};
const told = async (): Promise<string[]> => {
  const rows = await database.owner.query<{ type: string }[]>(
    `SELECT type FROM outbox WHERE type ~ 'change-order' ORDER BY position`,
  );
  return rows.map(({ type }) => type.split('.')[2]!);
};

it('2.2.2b: quoted, approved by another, worked and confirmed: 6.5 h at ¥380.00 come to the cap', async () => {
  const changeOrderId = await quoted(390);
  await run(approveChangeOrder, { changeOrderId }, as('wang'));
  await run(tellChangeOrderWork, { changeOrderId, workedMinutes: 390 }, vendor());
  const charged = await run(chargeChangeOrder, { changeOrderId }, as('wang'));
  expect(charged).toMatchObject({ status: 'charged', amount: cny('200000'), capped: cny('47000') });
  expect(await told()).toEqual(['quoted', 'approved', 'charged']);
  expect(await useCases.read(oneChangeOrder, { changeOrderId }, 'enterprise')).toMatchObject({
    ...{ number: 'W-1', status: 'charged', workedMinutes: 390, amountMinor: '200000', cappedMinor: '47000' },
    ...{ contractVersion: 1, reason: null },
  });
});

it('2.2.2b: a declined quote leaves room for another, and nobody else sees either', async () => {
  const first = await quoted(390);
  await expect(quoted(60)).rejects.toMatchObject({ code: 'change-order.open-already' });
  await run(declineChangeOrder, { changeOrderId: first, reason: '价格偏高' }, as('wang'));
  await quoted(60);
  const page = { limit: 9, contractId };
  const { items } = await useCases.read(changeOrdersPage, page, `vendor:${vendorId}`);
  // Ids of one instant are in no order.
  expect(items.map(({ status, quotedMinor }) => `${status} ${quotedMinor}`).sort()).toEqual([
    ...['declined 200000', 'quoted 38000'],
  ]);
  const other = 'vendor:0195540a-0000-7000-8000-00000000000b';
  expect((await useCases.read(changeOrdersPage, page, other)).items).toEqual([]);
  await expect(useCases.read(oneChangeOrder, { changeOrderId: first }, other)).rejects.toMatchObject({
    code: 'change-order.not-found',
  });
});

it('1.1.2: what waits is listed until it waits no longer, and then nothing is quoted for it', async () => {
  const waiting = async () => (await useCases.read(scopeReviewsPage, { limit: 9 }, 'enterprise')).items;
  expect(await waiting()).toMatchObject([{ scopeReviewId, number: 'W-1', rateCode: 'UPGRADES' }]);
  const ended = { scopeReviewId, outcome: 'WITHDRAWN' as const, endedAt: '2026-03-02T02:00:00.000Z' };
  await run(endScopeReview, ended, as('work-orders', 'service'));
  expect(await waiting()).toEqual([]);
  await expect(quoted(60)).rejects.toMatchObject({ code: 'change-order.review-ended' });
  expect(await told()).toEqual([]);
});

it.each([
  ['approved what he quoted', `status = 'approved', approved_by = quoted_by, approved_at = now()`],
  ['was approved by nobody', `status = 'approved'`],
  ['costs more than its cap', `quoted_minor = cap_minor + 1`],
])('2.2.2b: not even direct SQL makes a change order whose person or sum %s', async (_, change) => {
  const id = await quoted(60);
  const changed = database.owner.query(`UPDATE change_orders SET ${change} WHERE id = '${id}'`);
  await expect(changed).rejects.toMatchObject({ code: '23514' }); // check_violation
});
