import { oneVendor } from '../storage/vendor-views';
import { admitVendor } from './admit-vendor';
import { TimedVendors } from './timed.fixture';
import { verifyEvidence } from './verify-evidence';

let house: TimedVendors;
const told = (vendorId: string) => house.told(vendorId);
const shown = (vendorId: string) =>
  house.useCases.read(oneVendor, { vendorId, asOf: house.clock.now().toISOString() }, 'enterprise');

beforeAll(async () => {
  house = await TimedVendors.start();
});
afterAll(() => house?.database.stop());
beforeEach(() => house.begin());

it('2.1.1: ISO 9001 valid until 2026-12-01: on 2026-12-02 the vendor is restricted, and Expired is told once', async () => {
  const { vendorId, itemId } = await house.admitted('v1', '2026-12-01');
  await house.goTo('2026-12-01T15:59:59.999Z'); // 23:59 in Shanghai
  expect(await shown(vendorId)).toMatchObject({ status: 'admitted', restrictedAt: null, expiredItems: null });
  await house.goTo('2026-12-01T16:00:00.000Z');
  expect(await shown(vendorId)).toMatchObject({
    ...{ status: 'restricted', restrictedAt: new Date('2026-12-01T16:00:00.000Z') },
    expiredItems: [itemId],
  });
  await house.goTo('2027-06-01T00:00:00.000Z');
  const types = (await told(vendorId)).slice(-2);
  expect(types).toEqual(['qualification-expired Q1', 'restricted Q1']);
  const data = await house.database.owner.query<{ data: object }[]>(
    `SELECT data FROM outbox WHERE type ~ '(expired|restricted)' ORDER BY position`,
  );
  const paper = { itemId, kind: 'ISO9001', number: 'Q1', validTo: '2026-12-01' };
  expect(data.map((row) => row.data)).toEqual([
    { vendorId, ...paper, expiredAt: '2026-12-01T16:00:00.000Z' },
    { vendorId, expired: [paper], restrictedAt: '2026-12-01T16:00:00.000Z' },
  ]);
});

it('2.1.1: the end of a certificate is told 90, 30 and 7 days before, each once and not before its day', async () => {
  const { vendorId } = await house.admitted('v1', '2026-12-01');
  await house.goTo('2026-09-01T15:59:59.999Z');
  expect(await told(vendorId)).toEqual([]);
  await house.goTo('2026-09-01T16:00:00.000Z'); // 2 September, 90 days before
  expect(await told(vendorId)).toEqual(['qualification-expiring Q1 90']);
  await house.goTo('2026-10-31T15:59:59.999Z');
  expect(await told(vendorId)).toHaveLength(1);
  await house.goTo('2026-10-31T16:00:00.000Z'); // 1 November
  expect(await told(vendorId)).toHaveLength(2);
  await house.goTo('2026-11-24T00:00:00.000Z');
  expect(await told(vendorId)).toEqual([90, 30, 7].map((days) => `qualification-expiring Q1 ${days}`));
});

it('2.1.1: what is verified with 20 days left is told of 7 days before', async () => {
  const vendorId = await house.registered('v1');
  await house.verified(vendorId, 'ISO9001', 'Q1', '2026-03-22');
  await house.goTo('2026-03-14T15:59:59.999Z');
  expect(await told(vendorId)).toEqual([]);
  await house.goTo('2026-03-14T16:00:00.000Z');
  expect(await told(vendorId)).toEqual(['qualification-expiring Q1 7']);
});

it('2.1.1: a certificate that is renewed in time neither ends nor restricts', async () => {
  const { vendorId } = await house.admitted('v1', '2026-12-01');
  await house.goTo('2026-09-01T16:00:00.000Z');
  await house.verified(vendorId, 'ISO9001', 'Q2', '2029-12-01');
  await house.goTo('2027-01-01T00:00:00.000Z');
  expect(await told(vendorId)).toEqual(['qualification-expiring Q1 90']);
  expect(await shown(vendorId)).toMatchObject({ status: 'admitted' });
});

it('2.1.1: the restriction is lifted by itself once a renewed paper of the same type is verified', async () => {
  const { vendorId } = await house.admitted('v1', '2026-12-01');
  await house.goTo('2026-12-02T01:00:00.000Z');
  const itemId = await house.submitted(vendorId, 'ISO9001', 'Q2', '2029-12-01');
  await house.verified(vendorId, 'OTHER', 'O1', '2031-12-01'); // of another type
  expect(await shown(vendorId)).toMatchObject({ status: 'restricted' }); // handed in is not verified
  await house.useCases.run(verifyEvidence, { vendorId, itemId }, house.as('legal'));
  expect(await shown(vendorId)).toMatchObject({ status: 'admitted', restrictedAt: null, expiredItems: null });
  expect((await told(vendorId)).slice(-3)).toEqual([
    'qualification-expired Q1',
    'restricted Q1',
    'restriction-lifted',
  ]);
  await house.goTo('2029-12-01T16:00:00.000Z');
  expect((await told(vendorId)).at(-1)).toBe('restricted Q2');
});

it('2.1.1: a renewed paper that has ended as well lifts nothing', async () => {
  const { vendorId } = await house.admitted('v1', '2026-12-01');
  await house.goTo('2026-12-10T01:00:00.000Z');
  await house.verified(vendorId, 'ISO9001', 'Q2', '2026-12-05');
  expect(await shown(vendorId)).toMatchObject({ status: 'restricted' });
  await house.goTo('2026-12-10T01:00:00.001Z');
  expect((await told(vendorId)).slice(-2)).toEqual(['restricted Q2', 'qualification-expired Q2']);
});

it('2.1.1: a candidate is told of its papers and not restricted', async () => {
  const vendorId = await house.registered('v1');
  await house.verified(vendorId, 'ISO9001', 'Q1', '2026-03-05');
  await house.goTo('2026-03-06T00:00:00.000Z');
  expect(await told(vendorId)).toEqual(['qualification-expired Q1']);
  expect(await shown(vendorId)).toMatchObject({ status: 'registered', restrictedAt: null });
});

it('2.1: a restricted vendor is not admitted a second time', async () => {
  const { vendorId } = await house.admitted('v1', '2026-12-01');
  await house.goTo('2026-12-02T01:00:00.000Z');
  const again = house.useCases.run(admitVendor, { vendorId }, house.as('office-head'));
  await expect(again).rejects.toMatchObject({ code: 'vendor.already-admitted' });
});
