import type { ServiceUnderTest } from '@steward/testing';
import { acceptedWork, otherVendorId, startContracted, vendor } from './contracted.fixture';

let house: ServiceUnderTest;
let place: string;
const position = { latitudeMicrodegrees: 31_230_416, longitudeMicrodegrees: 121_473_701, accuracyMetres: 20 };
const far = { ...position, latitudeMicrodegrees: 31_240_416 };
const visits = async (who: string) =>
  (await house.call<{ items: { visitId: string; status: string }[] }>(who, '/visits')).body.items;

beforeAll(async () => {
  house = await startContracted();
  const { accuracyMetres: _, ...middle } = position;
  const fence = { code: 'SH-1', name: '上海一号机房', ...middle, radiusMetres: 150 };
  const site = await house.call<{ siteId: string }>('technical', '/sites', fence);
  const ups = { code: 'UPS-7', name: '不间断电源', siteId: site.body.siteId };
  const asset = await house.call<{ assetId: string }>('technical', '/assets', ups);
  place = await acceptedWork(house, 'W-1', { assetId: asset.body.assetId });
});
afterAll(() => house?.stop());

it('2.3.1b: a check-in outside the fence or without consent is refused and leaves nothing behind', async () => {
  const byPosition = `${place}/check-ins/position`;
  expect(await house.call(vendor, byPosition, position)).toMatchObject({
    ...{ status: 409, body: { code: 'location-consent.missing' } },
  });
  expect(await house.call(vendor, '/location-consents', {})).toMatchObject({ status: 201 });
  expect(await house.call(vendor, byPosition, far)).toMatchObject({
    ...{ status: 422, body: { code: 'visit.outside-fence', errors: [{ path: '/latitudeMicrodegrees' }] } },
  });
  expect(await house.call(vendor, byPosition, { ...position, accuracyMetres: 0.5 })).toMatchObject({
    ...{ status: 422, body: { code: 'request.refused', errors: [{ path: '/accuracyMetres' }] } },
  });
  expect(await house.call('technical', byPosition, position)).toMatchObject({ status: 403 });
  expect(await house.call(`vendor:${otherVendorId}`, byPosition, position)).toMatchObject({ status: 404 });
  expect(await visits('auditor')).toEqual([]);
});

it('2.3.1b: read, signed, contested and voided: two persons of the enterprise have the last word', async () => {
  const byCode = await house.call<{ visitId: string }>(vendor, `${place}/check-ins/asset-code`, {
    assetCode: 'UPS-7',
  });
  const visit = `/visits/${byCode.body.visitId}`;
  expect(await house.call(vendor, `${visit}/counter-signature`, {})).toMatchObject({ status: 403 });
  expect(await house.call('technical', `${visit}/counter-signature`, {})).toMatchObject({
    ...{ status: 201, body: { status: 'on-site' } },
  });
  const contested = await house.call(vendor, `${visit}/contest`, { reason: '另一位工程师的签到' });
  expect(contested).toMatchObject({ status: 201, body: { status: 'contested' } });
  const settled = (who: string) => house.call(who, `${visit}/settlement`, { outcome: 'VOID' });
  expect(await settled('vendor-manager')).toMatchObject({ status: 201, body: { status: 'contested' } });
  expect(await settled('office-head')).toMatchObject({
    ...{ status: 201, body: { status: 'void', workOrderStatus: 'accepted' } },
  });
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.visit.settled.v1')).toMatchObject({
    ...{ visitId: byCode.body.visitId, outcome: 'VOID' },
  });
  expect(await house.call('auditor', `${visit}/position`)).toMatchObject({ status: 403 });
  expect(await house.call('technical', `${visit}/position`)).toMatchObject({ status: 404 });
  expect(await visits(vendor)).toMatchObject([{ status: 'void' }]);
});
