import type { ServiceUnderTest } from '@steward/testing';
import { cny, contractId, startHouse, stranger, vendor } from './house.fixture';

let house: ServiceUnderTest;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

const claim = {
  ...{ contractId, breachId: '0195540a-0000-7000-8000-0000000000b1', basis: 'LOSS', loss: cny('5000000') },
  ...{ occurredOn: '2026-02-10', description: '误操作导致停机', evidence: ['incident-9'] },
};

it('1.1.4: damages are raised, attributed, answered by their vendor, and assessed by two persons', async () => {
  const { call } = house;
  for (const who of ['finance-checker', vendor]) {
    expect(await call(who, '/damages', claim)).toMatchObject({ status: 403 });
  }
  expect(await call('legal', '/damages', { ...claim, evidence: [] })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/evidence' }] } },
  });
  const { status, body: raised } = await call('legal', '/damages', claim);
  expect([status, raised['status']]).toEqual([201, 'raised']);
  const its = `/damages/${String(raised['damageId'])}`;
  expect(await call('legal', `${its}/attribution`, { cause: 'FORCE_MAJEURE' })).toMatchObject({
    ...{ status: 422, body: { code: 'damage.cause-not-agreed', errors: [{ path: '/cause' }] } },
  });
  expect(await call('legal', `${its}/attribution`, { cause: 'SHARED', vendorBps: 7000 })).toMatchObject({
    status: 201,
  });
  const statement = { text: '备件延误', evidence: [] };
  const missing = { status: 404, body: { code: 'damage.not-found' } };
  expect(await call(stranger, `${its}/statement`, statement)).toMatchObject(missing);
  expect(await call(stranger, its)).toMatchObject(missing);
  expect(await call('finance-maker', `${its}/submission`, {})).toMatchObject({
    ...{ status: 409, body: { code: 'damage.not-heard' } },
  });
  expect(await call(vendor, `${its}/statement`, statement)).toMatchObject({ status: 201 });
  expect(await call('finance-checker', `${its}/submission`, {})).toMatchObject({ status: 403 });
  expect(await call('finance-maker', `${its}/submission`, {})).toMatchObject({
    ...{ status: 201, body: { damages: cny('3500000') } },
  });
  expect(await call('finance-maker', `${its}/approval`, {})).toMatchObject({ status: 403 });
  expect(await call('finance-checker', `${its}/approval`, {})).toMatchObject({
    ...{ status: 201, body: { status: 'assessed', held: cny('3500000') } },
  });
  expect(await call(vendor, its)).toMatchObject({ status: 200, body: { status: 'assessed' } });
  const { body: listed } = await call(stranger, '/damages');
  expect(listed).toEqual({ items: [], next: null });
});
