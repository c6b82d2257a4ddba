import { oneOutage, outagesPage } from '../storage/outage-views';
import { at, Availability, contractId, otherVendor, vendorId } from './availability.fixture';
import { correctOutage } from './correct-outage';
import { endOutage } from './end-outage';
import { tellAlert } from './tell-alert';
import { tellOutage } from './tell-outage';
import { withdrawOutage } from './withdraw-outage';

const told = {
  ...{ contractId, service: 'erp', affects: 'SERVICE' as const, source: 'zabbix', externalId: '17' },
  startedAt: at('09-10 10:00'),
};
const alert = {
  ...{ status: 'firing' as const, startsAt: at('09-10 10:00'), endsAt: '0001-01-01T00:00:00Z' },
  ...{ labels: { steward_contract: 'HT-1', steward_service: 'erp' }, fingerprint: 'b3c1a5d2e4f60718' },
};
let house: Availability;
const tell = (change: object = {}) => house.run(tellOutage, { ...told, ...change }, house.service());
const notify = (change: object = {}) => house.run(tellAlert, { ...alert, ...change }, house.service());
const shown = (outageId: string) => house.read(oneOutage, { outageId }, `vendor:${vendorId}`);
const all = async () => (await house.read(outagesPage, { limit: 100 }, 'enterprise')).items;

beforeAll(async () => {
  house = await Availability.start();
});
afterAll(() => house?.live.database.stop());
beforeEach(async () => {
  await house.begin();
  await house.goTo('09-10 18:00');
});

it('2.2.1c: an outage is opened and ended under its name at the source, once, however often it is told', async () => {
  const { outageId, isNew } = await tell();
  expect(isNew).toBe(true);
  expect(await tell()).toMatchObject({ outageId, isNew: false, endedAt: null });
  const over = { endedAt: at('09-10 10:30') };
  await tell(over);
  expect(await tell(over)).toMatchObject({ outageId, isNew: false, endedAt: '2026-09-10T02:30:00.000Z' });
  await expect(tell({ endedAt: at('09-10 10:31') })).rejects.toMatchObject({ code: 'outage.told-otherwise' });
  expect(await shown(outageId)).toMatchObject({
    ...{ state: 'over', affected: null },
    facts: [
      { kind: 'OPENED', channel: 'PLATFORM_API', recordedBy: 'alertmanager' },
      { kind: 'ENDED', detail: { endedAt: '2026-09-10T02:30:00.000Z' } },
    ],
  });
});

it('2.2.1c: told twenty times at once, it is one outage', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => tell()));
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await all()).toHaveLength(1);
});

it('3.2.1b: a correction and a withdrawal give a reason, and what was told stays', async () => {
  const { outageId } = await tell({ affected: 25, total: 100 });
  await house.run(endOutage, { outageId, endedAt: at('09-10 10:40') }, house.office());
  const whole = { outageId, startedAt: at('09-10 10:05'), endedAt: null, reason: '仍未恢复' };
  expect(await house.run(correctOutage, whole, house.office())).toMatchObject({ endedAt: null });
  expect(await shown(outageId)).toMatchObject({ state: 'open', affected: null });
  await house.run(withdrawOutage, { outageId, reason: '探针误报' }, house.office('lin'));
  const { state, facts } = await shown(outageId);
  expect(state).toBe('withdrawn');
  expect(facts).toMatchObject([
    { kind: 'OPENED', detail: { share: { affected: 25, total: 100 } } },
    { kind: 'ENDED', recordedBy: 'ji' },
    { kind: 'CORRECTED', detail: { reason: '仍未恢复', startedAt: '2026-09-10T02:05:00.000Z' } },
    { kind: 'WITHDRAWN', detail: { reason: '探针误报' }, recordedBy: 'lin' },
  ]);
});

it('2.2.1c: an alert opens an outage and its resolution ends it; sent again neither changes anything', async () => {
  const { outageId } = await notify();
  expect(await notify()).toMatchObject({ outageId, endedAt: null });
  const resolved = { status: 'resolved', endsAt: '2026-09-10T10:43:12.739266876+08:00' };
  expect(await notify(resolved)).toMatchObject({ outageId, endedAt: '2026-09-10T02:43:12.739Z' });
  expect(await notify(resolved)).toMatchObject({ outageId, endedAt: '2026-09-10T02:43:12.739Z' });
  expect(await notify()).toMatchObject({ outageId, endedAt: '2026-09-10T02:43:12.739Z' }); // came late
  const { facts } = await shown(outageId);
  expect(facts).toMatchObject([{ kind: 'OPENED', channel: 'ALERTMANAGER' }, { kind: 'ENDED' }]);
  const again = await notify({ startsAt: at('09-10 12:00') });
  expect(again.outageId).not.toBe(outageId);
});

it('2.2.1c: Alertmanagers side by side may tell two beginnings; the resolution ends both', async () => {
  await notify();
  await notify({ startsAt: at('09-10 09:59') });
  await notify({ status: 'resolved', startsAt: at('09-10 09:59'), endsAt: at('09-10 11:00') });
  expect(await all()).toMatchObject([{ state: 'over' }, { state: 'over' }]);
  // The other one tells an end of its own: it is known already.
  await notify({ status: 'resolved', endsAt: at('09-10 11:01') });
  expect((await all()).map(({ endedAt }) => endedAt)).toEqual(Array(2).fill(new Date(at('09-10 11:00'))));
});

it('2.2.1c: a contract is named by its code or its id; what it does not promise leaves nothing', async () => {
  await notify({ labels: { steward_contract: contractId.toUpperCase(), steward_service: 'erp' } });
  expect(await all()).toHaveLength(1);
  const mail = notify({ labels: { steward_contract: 'HT-1', steward_service: 'mail' } });
  await expect(mail).rejects.toMatchObject({ code: 'availability.service-unknown' });
  const other = notify({ labels: { steward_contract: 'HT-2', steward_service: 'erp' } });
  await expect(other).rejects.toMatchObject({ code: 'contract.not-found' });
  await expect(notify({ startsAt: at('09-10 18:06') })).rejects.toMatchObject({ code: 'outage.in-future' });
  expect(await all()).toHaveLength(1);
});

it('another vendor sees no outage of the contract', async () => {
  const { outageId } = await tell();
  expect(await house.read(outagesPage, { limit: 10 }, otherVendor)).toEqual({ items: [], next: null });
  const foreign = house.read(oneOutage, { outageId }, otherVendor);
  await expect(foreign).rejects.toMatchObject({ code: 'outage.not-found' });
});

it('outages are listed by contract, service and state, page after page', async () => {
  for (const externalId of ['1', '2', '3']) {
    house.live.clock.advance(1);
    await tell({ externalId });
  }
  await tell({ externalId: '2', endedAt: at('09-10 10:30') });
  const page = (more: object) =>
    house.read(outagesPage, { limit: 2, contractId, service: 'erp', ...more }, 'enterprise');
  const first = await page({});
  expect(first.items.map(({ externalId }) => externalId)).toEqual(['1', '2']);
  expect(await page({ after: first.next })).toMatchObject({ items: [{ externalId: '3' }], next: null });
  expect(await page({ state: 'over' })).toMatchObject({ items: [{ externalId: '2' }] });
});

it.each([
  ['half a share', { affected: 1 }, '/total', 3],
  ['an instant without an offset', { startedAt: '2026-09-10T10:00:00' }, '/startedAt', 1],
  ['a thing unknown', { affects: 'EVERYTHING' }, '/affects', 1],
])('an outage with %s is refused, and nothing is stored', async (_, change, path, times) => {
  await expect(tell(change)).rejects.toMatchObject({ errors: Array(times).fill({ path }) });
  expect(await all()).toEqual([]);
});

it.each([
  ['outages_span', `UPDATE outages SET ended_at = started_at - interval '1 second'`],
  ['outages_share', `UPDATE outages SET affected = 2, total = 1`],
  [
    'outage_facts_reason',
    `INSERT INTO outage_facts
     SELECT id, 1, 'WITHDRAWN', '{}', now(), 'ji', 'PLATFORM_API' FROM outages`,
  ],
  [
    'outage_facts_first',
    `INSERT INTO outage_facts
     SELECT id, 1, 'OPENED', '{}', now(), 'ji', 'PLATFORM_API' FROM outages`,
  ],
])('the database refuses what the rule does: %s', async (constraint, statement) => {
  await tell();
  const forged = house.live.database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    await manager.query(statement);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});
