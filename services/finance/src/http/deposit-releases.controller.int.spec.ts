import { contractExpired, dataItemCertified, dataItemHanded, exitHandoverCompleted } from '@steward/events';
import { eventually, type ServiceUnderTest } from '@steward/testing';
import { announceTo, cny, contractId, startHouse, stranger, vendor, vendorId } from './house.fixture';

const dataItemId = '0195540a-0000-7000-8000-0000000000a1';
let house: ServiceUnderTest;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

const its = `/deposits/${contractId}`;
const blockers = async (who = 'auditor') =>
  (await house.call(who, `${its}/release-blockers`)).body['blockers'];
const until = (expected: readonly object[]) =>
  eventually(async () => expect(await blockers()).toMatchObject(expected));
const item = { dataItemId, contractId, vendorId, code: 'D-1' };
const at = new Date('2020-01-01T00:00:00.000Z');

it('3.3.1c: D6.9: what is in the way of a release is listed, goes as facts come, and a request is refused or taken back', async () => {
  const { call } = house;
  await until([{ code: 'HANDOVER' }, { code: 'NOT_ENDED' }, { code: 'DATA_DELETION', count: 1 }]);
  expect(await call('finance-maker', '/deposit-releases', { contractId })).toMatchObject({
    ...{ status: 409, body: { code: 'release.blocked' } },
  });
  expect(await call(stranger, `${its}/release-blockers`)).toMatchObject({
    ...{ status: 404, body: { code: 'deposit.not-found' } },
  });
  const handed = { ...item, classification: 'CORE' as const, missing: 1, handedAt: at };
  await announceTo(house, dataItemHanded(handed), 1);
  await announceTo(house, dataItemCertified({ ...item, end: 'DELETION', missing: 0, certifiedAt: at }), 2);
  await until([{ code: 'HANDOVER' }, { code: 'NOT_ENDED' }]);
  const fact = { fact: 'HANDOVER_ACCEPTED', evidence: ['doc-1'] };
  expect(await call('finance-maker', `${its}/exit-facts`, fact)).toMatchObject({ status: 403 });
  expect(await call('vendor-manager', `${its}/exit-facts`, { ...fact, evidence: [] })).toMatchObject({
    status: 422,
  });
  // Vendors tells it item by item.
  const exit = { exitId: '0195540a-0000-7000-8000-0000000000e1', contractId, vendorId };
  const lists = { documents: 40, permissions: 12, workOrders: { transferred: 2, closed: 1 } };
  await announceTo(house, exitHandoverCompleted({ ...exit, ...lists, completedAt: at }), 1);
  await until([{ code: 'NOT_ENDED' }]);
  expect(await call('vendor-manager', `${its}/exit-facts`, fact)).toMatchObject({ status: 201 });
  // Long ago, so that the transition is over by any clock.
  const ended = { contractId, vendorId, code: 'HT-1', endOn: '2019-12-31', expiredAt: at };
  await announceTo(house, contractExpired(ended), 3);
  await until([]);
  expect(await blockers(vendor)).toEqual([]);

  expect(await call(vendor, '/deposit-releases', { contractId })).toMatchObject({ status: 403 });
  const ask = async () => {
    const { status, body } = await call('finance-maker', '/deposit-releases', { contractId });
    expect([status, body['amount']]).toEqual([201, cny('12000000')]);
    return `/deposit-releases/${String(body['releaseId'])}`;
  };
  const first = await ask();
  expect(await call('finance-checker', `${first}/refusal`, { reason: '' })).toMatchObject({ status: 422 });
  expect(await call('finance-checker', `${first}/refusal`, { reason: '金额有误' })).toMatchObject({
    status: 201,
  });
  const second = await ask();
  expect(await call('finance-checker', `${second}/cancellation`, { reason: 'x' })).toMatchObject({
    status: 403,
  });
  expect(await call('finance-maker', `${second}/cancellation`, { reason: '重算' })).toMatchObject({
    status: 201,
  });
  expect(await call('finance-checker', `${second}/approval`, {})).toMatchObject({
    ...{ status: 409, body: { code: 'release.closed' } },
  });
  expect(await call('finance-checker', `${await ask()}/approval`, {})).toMatchObject({ status: 201 });
  const { body: listed } = await call(stranger, '/deposit-releases');
  expect(listed).toEqual({ items: [], next: null });
});
