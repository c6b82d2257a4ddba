import { disputeAwarded } from '@steward/events';
import { eventually, type ServiceUnderTest } from '@steward/testing';
import { claimIdOf } from '../domain/claim';
import { announceTo, cny, contractId, startHouse, stranger, vendor, vendorId } from './house.fixture';

const disputeId = '0195540a-0000-7000-8000-0000000000d1';
const claimId = claimIdOf(disputeId);
const hold = { contractId, sourceKind: 'CLAIM', sourceId: claimId, amount: cny('3500000') };
let house: ServiceUnderTest;
beforeAll(async () => {
  house = await startHouse();
  const awarded = disputeAwarded({
    ...{ disputeId, contractId, vendorId, subject: { kind: 'CONTRACT' }, becomes: 'CLAIM', reference: 'A-1' },
    relief: { amount: { amountMinor: 3_500_000n, currency: 'CNY' }, inFavourOf: 'ENTERPRISE' },
    awardedAt: new Date('2026-02-01T00:00:00.000Z'),
  });
  await announceTo(house, awarded, 1);
  await eventually(async () =>
    expect(await house.call('finance-maker', `/claims/${claimId}/submission`, {})).toMatchObject({
      status: 201,
    }),
  );
  await house.call('finance-checker', `/claims/${claimId}/approval`, {});
});
afterAll(() => house?.stop());

it('3.3.1b: a hold is placed, contested, settled by another person, and seen by its vendor alone', async () => {
  const { call } = house;
  for (const who of ['finance-checker', vendor]) {
    expect(await call(who, '/holds', hold)).toMatchObject({ status: 403 });
  }
  const dear = { ...hold, amount: cny('3500001') };
  expect(await call('finance-maker', '/holds', dear)).toMatchObject({
    ...{ status: 409, body: { code: 'hold.exceeds-claim' } },
  });
  const nothing = { ...hold, amount: cny('0') };
  expect(await call('finance-maker', '/holds', nothing)).toMatchObject({
    ...{ status: 422, body: { code: 'hold.amount-missing', errors: [{ path: '/amount' }] } },
  });
  const { status, body: placed } = await call('finance-maker', '/holds', hold);
  expect([status, placed['available']]).toEqual([201, cny('8500000')]);
  const its = `/holds/${String(placed['holdId'])}`;
  const objection = { amount: cny('1000000'), reason: '未造成停机', evidence: ['report-17'] };
  expect(await call('finance-maker', `${its}/objection`, objection)).toMatchObject({ status: 403 });
  expect(await call(vendor, `${its}/objection`, { ...objection, evidence: 'x' })).toMatchObject({
    status: 422,
  });
  const missing = { status: 404, body: { code: 'hold.not-found' } };
  expect(await call(stranger, `${its}/objection`, objection)).toMatchObject(missing);
  expect(await call(stranger, its)).toMatchObject(missing);
  expect(await call(vendor, `${its}/objection`, objection)).toMatchObject({ status: 201 });
  const settlement = { due: cny('400000'), reason: '核实' };
  expect(await call('finance-maker', `${its}/settlement`, settlement)).toMatchObject({ status: 403 });
  expect(await call('finance-checker', `${its}/settlement`, settlement)).toMatchObject({
    ...{ status: 201, body: { freed: cny('600000'), balance: cny('11600000') } },
  });
  expect(await call('finance-checker', `${its}/posting`, {})).toMatchObject({
    ...{ status: 409, body: { code: 'hold.window-open' } },
  });
  expect(await call('finance-checker', `${its}/lifting`, { reason: '改由发票抵扣' })).toMatchObject({
    status: 201,
  });
  const { body: shown } = await call<{ deductions: { deductionId: string }[] }>(vendor, its);
  expect(shown).toMatchObject({ status: 'resolved', deductions: [{ amount: cny('400000') }] });
  const move = `/deductions/${shown.deductions[0]!.deductionId}/confirmation`;
  const movement = { custodianReference: 'E-1', movedOn: '2026-02-03' };
  expect(await call('finance-maker', move, movement)).toMatchObject({
    ...{ status: 409, body: { code: 'deposit.reference-used' } }, // of the receipt
  });
  expect(await call('finance-maker', move, { ...movement, custodianReference: 'D-1' })).toMatchObject({
    status: 201,
  });
  const { body: listed } = await call(stranger, '/holds');
  expect(listed).toEqual({ items: [], next: null });
});
