import { onePlannedWindow, plannedWindowsPage } from '../storage/planned-window-views';
import { announcePlannedWindow } from './announce-planned-window';
import { approvePlannedWindow } from './approve-planned-window';
import { at, Availability, contractId, otherVendor, vendorId } from './availability.fixture';
import { cancelPlannedWindow } from './cancel-planned-window';
import { correctWindowEnd } from './correct-window-end';
import { endPlannedWindow } from './end-planned-window';

const asked = {
  ...{ contractId, service: 'erp', reason: '更换磁盘' },
  ...{ startsAt: at('09-10 02:00'), endsAt: at('09-10 04:00') },
};
let house: Availability;
const announced = async () => (await house.run(announcePlannedWindow, asked, house.vendor())).windowId;
const shown = (windowId: string) => house.read(onePlannedWindow, { windowId }, `vendor:${vendorId}`);

beforeAll(async () => {
  house = await Availability.start();
});
afterAll(() => house?.live.database.stop());
beforeEach(() => house.begin());

it('2.2.1c: a vendor announces work, the enterprise approves it, and the end is told and corrected', async () => {
  const windowId = await announced();
  await house.goTo('09-02 00:00');
  await house.run(approvePlannedWindow, { windowId }, house.office());
  await house.goTo('09-10 06:00');
  await house.run(endPlannedWindow, { windowId, endedAt: at('09-10 04:25') }, house.vendor());
  const correction = { windowId, endedAt: at('09-10 04:30'), reason: '以日志为准' };
  await house.run(correctWindowEnd, correction, house.office('lin'));
  expect(await shown(windowId)).toMatchObject({
    ...{ status: 'approved', announcedBy: 'wang', approvedBy: 'ji', cancelledBy: null },
    ...{ noticedAt: new Date(at('09-01 00:00')), endedAt: new Date(at('09-10 04:30')) },
    ends: [
      { endedAt: new Date(at('09-10 04:25')), reason: null, toldBy: 'wang' },
      { endedAt: new Date(at('09-10 04:30')), reason: '以日志为准', toldBy: 'lin' },
    ],
  });
});

it('2.2.1c: whoever announced it does not approve it, in words and in the database', async () => {
  const { windowId } = await house.run(announcePlannedWindow, asked, house.office('ji'));
  const alone = house.run(approvePlannedWindow, { windowId }, house.office('ji'));
  await expect(alone).rejects.toMatchObject({ code: 'planned-window.same-person' });
  expect(await shown(windowId)).toMatchObject({ status: 'announced', approvedBy: null });
});

it('of ten persons who approve or cancel at once, one does first and the others see it', async () => {
  const windowId = await announced();
  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      house.run(approvePlannedWindow, { windowId }, house.office(`person ${n}`)),
    ),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await house.run(cancelPlannedWindow, { windowId }, house.vendor());
  expect(await shown(windowId)).toMatchObject({ status: 'cancelled', cancelledBy: 'wang' });
  const again = house.run(cancelPlannedWindow, { windowId }, house.vendor());
  await expect(again).rejects.toMatchObject({ code: 'planned-window.wrong-state' });
});

it('another vendor neither announces on the contract nor sees, cancels or ends a window of it', async () => {
  const stranger = () => house.live.as(otherVendor);
  const foreign = house.run(announcePlannedWindow, asked, stranger());
  await expect(foreign).rejects.toMatchObject({ code: 'contract.not-found' });
  const windowId = await announced();
  expect(await house.read(plannedWindowsPage, { limit: 10 }, otherVendor)).toEqual({ items: [], next: null });
  const cancelling = house.run(cancelPlannedWindow, { windowId }, stranger());
  await expect(cancelling).rejects.toMatchObject({ code: 'planned-window.not-found' });
});

it('a service that the contract does not promise is refused, and nothing is stored', async () => {
  const unknown = house.run(announcePlannedWindow, { ...asked, service: 'mail' }, house.vendor());
  await expect(unknown).rejects.toMatchObject({ code: 'availability.service-unknown', path: '/service' });
  for (const startsAt of ['2026-09-10T02:00:00', '2026-02-30T02:00:00+08:00', 'tomorrow']) {
    const misfit = house.run(announcePlannedWindow, { ...asked, startsAt }, house.vendor());
    await expect(misfit).rejects.toMatchObject({ errors: [{ path: '/startsAt' }] });
  }
  expect(await house.read(plannedWindowsPage, { limit: 10 }, 'enterprise')).toMatchObject({ items: [] });
});

it('windows are listed by contract, service and state, page after page', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    house.live.clock.advance(1);
    ids.push(await announced());
  }
  await house.run(cancelPlannedWindow, { windowId: ids[1]! }, house.vendor());
  const page = (more: object) =>
    house.read(plannedWindowsPage, { limit: 2, contractId, service: 'erp', ...more }, 'enterprise');
  const first = await page({});
  expect(first.items.map(({ windowId }) => windowId)).toEqual(ids.slice(0, 2));
  const second = await page({ after: first.next });
  expect(second).toMatchObject({ items: [{ windowId: ids[2] }], next: null });
  expect((await page({ status: 'cancelled' })).items).toHaveLength(1);
});

it.each([
  [
    'planned_windows_two_persons',
    `UPDATE planned_windows SET status = 'approved', approved_by = announced_by,
     approved_at = noticed_at`,
  ],
  [
    'planned_windows_ahead',
    `UPDATE planned_windows SET status = 'approved', approved_by = 'ji',
     approved_at = starts_at`,
  ],
  ['planned_windows_approved', `UPDATE planned_windows SET status = 'approved'`],
  ['planned_windows_cancelled', `UPDATE planned_windows SET status = 'cancelled'`],
  [
    'planned_window_ends_reason',
    `INSERT INTO planned_window_ends
     SELECT id, 1, ends_at, NULL, 'ji', now() FROM planned_windows`,
  ],
])('the database refuses what the rule does: %s', async (constraint, statement) => {
  await announced();
  const forged = house.live.database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    await manager.query(statement);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});
