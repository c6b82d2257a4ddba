import { hashOf } from '@steward/messaging';
import { onePosition } from '../storage/visit-views';
import { acceptResolution } from './accept-resolution';
import { arriveOnSite } from './arrive-on-site';
import { checkInByPosition } from './check-in-by-position';
import { giveLocationConsent } from './give-location-consent';
import { LiveWorkOrders, vendorId } from './live.fixture';
import { resolveWorkOrder } from './resolve-work-order';
import { acceptedAt, oneAsset, site } from './sited.fixture';
import { withdrawLocationConsent } from './withdraw-location-consent';

let live: LiveWorkOrders;
let workOrderId: string;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const { latitudeMicrodegrees, longitudeMicrodegrees } = site;
const middle = { latitudeMicrodegrees, longitudeMicrodegrees, accuracyMetres: 0 };
const checkIn = (position: Partial<typeof middle> = {}, asked = live.vendor()) =>
  run(checkInByPosition, { ...middle, ...position, workOrderId }, asked);
/** A microdegree of latitude is 0.11119508 m: 111,195.08 m of a meridian's degree. */
const north = (microdegrees: number) => ({ latitudeMicrodegrees: latitudeMicrodegrees + microdegrees });
const stored = async () => {
  const [row] = await live.database.owner.query<[{ visits: number; positions: number; told: number }]>(
    `SELECT (SELECT count(*)::int FROM visits) AS visits,
       (SELECT count(*)::int FROM visit_positions) AS positions,
       (SELECT count(*)::int FROM outbox WHERE type ~ 'visit|arrived') AS told`,
  );
  return row;
};
const NOTHING = { visits: 0, positions: 0, told: 0 };

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  workOrderId = await acceptedAt(live, await oneAsset(live));
  await run(giveLocationConsent, {}, live.vendor());
});

it('2.3.1b: within the fence a check-in is the arrival, and its position is neither told nor shown', async () => {
  await live.goTo('2026-10-01T17:10:00.000Z');
  const { visitId, status } = await checkIn();
  expect(status).toBe('on-site');
  expect(await live.verdicts()).toEqual(['ON_SITE MET 2026-10-01T17:10:00.000Z']);
  const told = await live.told('work-orders.visit.checked-in.v1');
  expect(told).toMatchObject([{ visitId, workOrderId, vendorId, proof: 'POSITION' }]);
  const all = await live.database.owner.query<object[]>(
    `SELECT data::text FROM outbox UNION ALL SELECT answer::text FROM requests
     UNION ALL SELECT input::text FROM timers`,
  );
  expect(JSON.stringify(all)).not.toMatch(/31230416|121473701|somebody/);
});

it.each([
  ['99.96 m away', north(899)],
  ['149.89 m away', north(1348)],
  ['150.002 m away on a metre exactly', { ...north(1349), accuracyMetres: 1 }],
  ['249.97 m away on 100 m exactly', { ...north(2248), accuracyMetres: 100 }],
])('2.3.1b: with a fence of 150 m a check-in %s is inside', async (_, position) => {
  expect(await checkIn(position)).toMatchObject({ status: 'on-site' });
});

it.each([
  ['150.002 m away', north(1349), 'visit.outside-fence', '/latitudeMicrodegrees'],
  [
    '250.08 m on 100',
    { ...north(2249), accuracyMetres: 100 },
    'visit.outside-fence',
    '/latitudeMicrodegrees',
  ],
  ['in its middle on 101', { accuracyMetres: 101 }, 'visit.position-too-coarse', '/accuracyMetres'],
])('2.3.1b: a check-in %s is refused, and nothing is stored', async (_, position, code, path) => {
  await expect(checkIn(position)).rejects.toMatchObject({ code, path });
  expect(await stored()).toEqual(NOTHING);
});

it('2.3.1b: once the work order is done a position is refused with 422, and nothing is stored', async () => {
  const inactive = { code: 'work-order.not-active', path: '/workOrderId' };
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  await expect(checkIn()).rejects.toMatchObject(inactive);
  await run(acceptResolution, { workOrderId }, live.office());
  await expect(checkIn()).rejects.toMatchObject(inactive);
  expect(await stored()).toEqual(NOTHING);
});

it('2.3.1b: another vendor’s work order is as good as missing', async () => {
  const stranger = live.as('vendor:0195540a-0000-7000-8000-00000000000b');
  await run(giveLocationConsent, {}, stranger);
  await expect(checkIn({}, stranger)).rejects.toMatchObject({ code: 'work-order.not-found' });
  expect(await stored()).toEqual(NOTHING);
});

it('2.3.1b: without the person’s own consent no position is taken', async () => {
  const other = live.as(`vendor:${vendorId}`, 'zhou');
  await expect(checkIn({}, other)).rejects.toMatchObject({ code: 'location-consent.missing' });
  expect(await stored()).toEqual(NOTHING);
});

it('2.3.1b: who takes the consent back leaves no position and checks in by it no more', async () => {
  const { visitId } = await checkIn();
  await run(withdrawLocationConsent, {}, live.vendor());
  expect(await stored()).toMatchObject({ visits: 1, positions: 0 });
  await expect(live.useCases.read(onePosition, { visitId }, 'enterprise')).rejects.toMatchObject({
    code: 'visit-position.not-found',
  });
  workOrderId = await acceptedAt(live, await oneAsset(live, 'UPS-8'), 'W-2');
  await expect(checkIn()).rejects.toMatchObject({ code: 'location-consent.missing' });
  await run(giveLocationConsent, {}, live.vendor());
  expect(await checkIn()).toMatchObject({ status: 'on-site' });
});

it('2.3.1b: not even a hash is kept from which a position could be guessed', async () => {
  await checkIn(north(10));
  const hashes = await live.database.owner.query<object[]>(
    `SELECT input_hash AS hash FROM requests WHERE use_case = 'check-in-by-position'
     UNION ALL SELECT input_hash FROM audit WHERE use_case = 'check-in-by-position'
       AND request_key IN (SELECT key FROM requests)`,
  );
  const hash = hashOf({ workOrderId });
  expect(hashes).toEqual([{ hash }, { hash }]);
});

it('2.3.1b: a timer deletes the position after 30 days, and not a second before; the check-in stays', async () => {
  const { visitId } = await checkIn(); // 2026-10-01T15:10:00Z
  await live.goTo('2026-10-31T15:09:59.999Z');
  expect(await live.useCases.read(onePosition, { visitId }, `vendor:${vendorId}`)).toEqual({
    ...{ visitId, ...middle, takenAt: new Date('2026-10-01T15:10:00.000Z') },
  });
  await expect(live.useCases.read(onePosition, { visitId }, 'vendor:another')).rejects.toThrow();
  await live.goTo('2026-10-31T15:10:00.000Z');
  expect(await stored()).toMatchObject({ visits: 1, positions: 0 });
});

it('2.3.1b: how long positions are kept is the policy’s in force at the check-in', async () => {
  await live.database.owner.query(
    `INSERT INTO policies VALUES ('position-retention-days', '2026-10-01', '2.3.1b', '7')`,
  );
  await checkIn();
  await live.goTo('2026-10-08T15:10:00.000Z');
  expect(await stored()).toMatchObject({ positions: 0 });
  await live.database.owner.query(`DELETE FROM policies WHERE effective_on = '2026-10-01'`);
});

it('2.3.1b: at an asset the vendor’s word is not enough', async () => {
  await expect(run(arriveOnSite, { workOrderId }, live.vendor())).rejects.toMatchObject({
    code: 'work-order.proof-required',
  });
});

it('2.3.1b: nobody arrives twice', async () => {
  await checkIn();
  await expect(checkIn()).rejects.toMatchObject({ code: 'work-order.wrong-state' });
  expect(await stored()).toMatchObject({ visits: 1, positions: 1 });
});
