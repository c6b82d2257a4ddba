import type { ServiceUnderTest } from '@steward/testing';
import { acceptedWork, contractId, otherVendorId, startContracted, vendor } from './contracted.fixture';

let house: ServiceUnderTest;
let place: string;

beforeAll(async () => {
  house = await startContracted();
  place = await acceptedWork(house, 'W-1');
});
afterAll(() => house?.stop());

it('2.3.1c: what a work order used is logged, taken back and added up', async () => {
  const occurredAt = new Date().toISOString();
  const used = { occurredAt, labour: { people: 2, minutes: 90 }, energyKwh: '1.5' };
  const log = (who: string, told: object) => house.call(who, `${place}/resources`, told);
  expect(await log(vendor, { ...used, occurredAt: undefined })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/occurredAt' }] } },
  });
  expect(await log('technical', used)).toMatchObject({ status: 403 });
  expect(await log(`vendor:${otherVendorId}`, used)).toMatchObject({ status: 404 });
  const logged = await log(vendor, used);
  expect(logged.status).toBe(201);
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.work-order.resource-logged.v1')).toMatchObject({
    resource: { kind: 'ENERGY', energyKwh: '1.5' },
  });
  const [, energy] = logged.body['entryIds'] as string[];
  const reversal = { reason: '误记' };
  expect(await house.call(vendor, `/resources/${energy}/reversal`, reversal)).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/reason' }] } }, // three characters at least
  });
  expect(await house.call(vendor, `/resources/${energy}/reversal`, { reason: '误记一次' })).toMatchObject({
    ...{ status: 201, body: { reversalOf: energy } },
  });
  const totals = { status: 200, body: { labourMinutes: 180, energyKwh: '0', parts: [] } };
  expect(await house.call('auditor', `${place}/resources/totals`)).toEqual(totals);
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const inMonth = `/resources/totals?contractId=${contractId}&month=${month}`;
  expect(await house.call('auditor', inMonth)).toEqual(totals);
  expect(await house.call('auditor', `${inMonth}x`)).toMatchObject({ status: 422 });
  const lines = await house.call<{ items: object[] }>(vendor, `${place}/resources?limit=2`);
  expect(lines.body.items).toHaveLength(2);
});

it('1.3.1: once the customer has accepted it is asked how content it is', async () => {
  await house.call(vendor, `${place}/resolution`, {});
  await house.call('technical', `${place}/resolution/acceptance`, {});
  const open = await house.call<{ items: { surveyId: string; quarter: string }[] }>(
    'auditor',
    '/surveys?status=open',
  );
  const { surveyId, quarter } = open.body.items[0]!;
  const answer = (who: string, told: object) => house.call(who, `/surveys/${surveyId}/answer`, told);
  expect(await answer(vendor, { score: 5 })).toMatchObject({ status: 403 });
  expect(await answer('technical', { score: 0 })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/score' }] } },
  });
  expect(await answer('technical', { score: 4, comment: '到场很快' })).toMatchObject({ status: 201 });
  expect(await answer('technical', { score: 5 })).toMatchObject({
    ...{ status: 409, body: { code: 'survey.answered-before' } },
  });
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.survey.answered.v1')).toMatchObject({
    ...{ surveyId, quarter, score: 4 },
  });
  expect(await house.call('auditor', `/surveys/satisfaction?quarter=${quarter}`)).toMatchObject({
    body: { items: [{ contractId, answered: 1, scoreSum: 4 }] },
  });
});
