import { oneInspection } from '../storage/inspection-views';
import { oneWorkOrder, workOrdersPage } from '../storage/work-order-views';
import { confirmInspection } from './confirm-inspection';
import { results, rounds, weekly } from './inspected.fixture';
import { contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { dispatchWorkOrder } from './dispatch-work-order';
import { registerDevice } from './register-device';
import { raiseDefects } from './raise-defects';
import { revokeDevice } from './revoke-device';
import { oneAsset } from './sited.fixture';
import { submitInspection, type SubmitInspection } from './submit-inspection';
import { submitOfflineInspection } from './submit-offline-inspection';

let live: LiveWorkOrders;
let assetId: string;
let deviceId: string;
let inspectionId: string;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const occurredAt = '2026-10-05T02:00:00.000Z';
const fine = results('OK', 'OK', 'OK');
const submit = (told: Partial<SubmitInspection> = {}) => {
  const round = { inspectionId, occurredAt, results: fine, channel: 'PLATFORM_API' as const };
  return run(submitInspection, { ...round, ...told }, live.vendor());
};
const signed = (told: Partial<SubmitInspection> = {}) => {
  const signature = `${'A'.repeat(86)}==`; // the door checks it
  const round = { inspectionId, occurredAt, results: fine, deviceId, signature };
  return run(submitOfflineInspection, { ...round, ...told }, live.vendor());
};
const confirm = (by: string) => run(confirmInspection, { inspectionId }, live.office(by));
const submitted = () => live.told('work-orders.inspection.submitted.v1');
const shown = () => live.useCases.read(oneInspection, { inspectionId }, 'enterprise');
const workOrders = async () =>
  (await live.useCases.read(workOrdersPage, { limit: 100 }, 'enterprise')).items.toSorted((a, b) =>
    a.number < b.number ? -1 : 1,
  );

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(async () => {
  await live.begin();
  assetId = await oneAsset(live);
  const publicKey = Buffer.alloc(32, 7).toString('base64');
  ({ deviceId } = await run(registerDevice, { vendorId, publicKey }, live.office()));
  await weekly(live, assetId);
  await live.goTo('2026-10-05T02:00:00.000Z');
  inspectionId = (await rounds(live))[0]!.inspectionId;
});

it('3.2.1a: a round that a person records as he does it is evidence of grade A', async () => {
  const done = await submit({ results: results('OK', 'NOT_CHECKED', 'OK') });
  expect(done).toEqual({ inspectionId, status: 'submitted', evidenceGrade: 'A' });
  expect(await submitted()).toMatchObject([
    {
      ...{ inspectionId, assetId, vendorId, contractId, dueOn: '2026-10-05', occurredAt, isLate: false },
      ...{ channel: 'PLATFORM_API', evidenceGrade: 'A', ok: 2, defects: 0, notChecked: 1 },
    },
  ]);
  await live.goTo('2026-10-05T03:00:00.000Z');
  expect(await workOrders()).toEqual([]);
  await expect(submit()).rejects.toMatchObject({ code: 'inspection.submitted-before' });
});

it('3.2.1a: each defect raises one work order by its item, on the asset, for the enterprise to dispatch', async () => {
  await submit({ results: results('DEFECT', 'OK', 'DEFECT') });
  await live.goTo('2026-10-05T02:00:01.000Z');
  const raised = await workOrders();
  const of = { status: 'reported', assetId, evidenceGrade: 'A', reportedAt: new Date(occurredAt) };
  expect(raised).toMatchObject([
    { ...of, number: 'XJ-1/2026-10-05/ACL', category: 'SECURITY', severity: 1 },
    { ...of, number: 'XJ-1/2026-10-05/BAT', category: 'HARDWARE', severity: 2 },
  ]);
  expect((await shown()).results).toEqual([
    { itemCode: 'BAT', outcome: 'DEFECT', note: '实测 11.9 V', workOrderId: raised[1]!.workOrderId },
    { itemCode: 'FAN', outcome: 'OK', note: null, workOrderId: null },
    { itemCode: 'ACL', outcome: 'DEFECT', note: '实测 11.9 V', workOrderId: raised[0]!.workOrderId },
  ]);
  const { workOrderId } = raised[1]!;
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  expect(await live.useCases.read(oneWorkOrder, { workOrderId }, `vendor:${vendorId}`)).toMatchObject({
    ...{ assetId, status: 'dispatched' },
  });
  expect(await run(raiseDefects, { inspectionId, reportedAt: occurredAt }, live.as('service'))).toMatchObject(
    { raised: 0 },
  );
  expect(await workOrders()).toHaveLength(2);
});

it.each([
  ['59 minutes 59 seconds later', '2026-10-05T02:59:59.000Z', 'PLATFORM_API', 'A'],
  ['an hour and a second later', '2026-10-05T03:00:01.000Z', 'PLATFORM_API', 'C'],
  ['from a spreadsheet at once', '2026-10-05T02:00:00.000Z', 'EXCEL', 'C'],
  ['from a log at once', '2026-10-05T02:00:00.000Z', 'IMPORT', 'C'],
] as const)('3.2.1a: a round that is told %s is evidence by its channel', async (_, at, channel, grade) => {
  live.clock.set(at);
  expect(await submit({ channel })).toMatchObject({ status: 'submitted', evidenceGrade: grade });
  expect(await submitted()).toMatchObject([{ channel, evidenceGrade: grade }]);
  expect(await shown()).toMatchObject({ channel, evidenceGrade: grade, toldBy: 'somebody' });
});

it('3.2.1a: a round that a device signed counts at once within 24 hours, as grade B', async () => {
  live.clock.set('2026-10-06T02:00:00.000Z');
  expect(await signed({ results: results('DEFECT', 'OK', 'OK') })).toMatchObject({
    ...{ status: 'submitted', evidenceGrade: 'B' },
  });
  await live.goTo('2026-10-06T02:00:01.000Z');
  expect(await workOrders()).toMatchObject([{ reportedAt: new Date('2026-10-06T02:00:00.000Z') }]);
});

it('3.2.1a: a second later it waits for two persons, and its defects with it', async () => {
  live.clock.set('2026-10-06T02:00:00.001Z');
  expect(await signed({ results: results('DEFECT', 'OK', 'OK') })).toMatchObject({
    ...{ status: 'awaits-confirmation', evidenceGrade: 'C' },
  });
  expect(await submitted()).toEqual([]);
  expect(await confirm('li')).toMatchObject({ status: 'awaits-confirmation' });
  await expect(confirm('li')).rejects.toMatchObject({ code: 'late-fact.same-person' });
  await live.goTo('2026-10-06T03:00:00.000Z');
  expect(await workOrders()).toEqual([]);
  expect(await confirm('wang')).toMatchObject({ status: 'submitted' });
  await expect(confirm('zhao')).rejects.toMatchObject({ code: 'inspection.not-waiting' });
  await live.goTo('2026-10-06T03:00:01.000Z');
  expect(await submitted()).toMatchObject([
    { channel: 'MOBILE_APP', evidenceGrade: 'C', occurredAt, submittedAt: '2026-10-06T03:00:00.000Z' },
  ]);
  expect(await workOrders()).toMatchObject([{ number: 'XJ-1/2026-10-05/BAT' }]);
});

it('3.2.1a: a round that was done in time and told late was not late, one done after it was overdue is', async () => {
  await live.goTo('2026-10-07T16:00:01.000Z');
  await signed();
  for (const who of ['li', 'wang']) await confirm(who);
  await live.goTo('2026-10-15T00:00:00.000Z');
  inspectionId = (await rounds(live))[1]!.inspectionId;
  await submit({ occurredAt: '2026-10-15T00:00:00.000Z' });
  expect(await submitted()).toMatchObject([{ isLate: false }, { isLate: true }]);
});

it('3.2.1a: a device tells nothing from after its revocation', async () => {
  live.clock.set('2026-10-05T01:00:00.000Z');
  await run(revokeDevice, { deviceId }, live.office());
  live.clock.set('2026-10-05T02:00:00.000Z');
  await expect(signed()).rejects.toMatchObject({ code: 'device.revoked', path: '/deviceId' });
});

it('3.2.1a: another vendor’s round is as good as missing', async () => {
  const round = { inspectionId, occurredAt, results: fine, channel: 'PLATFORM_API' as const };
  const stranger = live.as('vendor:0195540a-0000-7000-8000-00000000000b');
  await expect(run(submitInspection, round, stranger)).rejects.toMatchObject({
    code: 'inspection.not-found',
  });
});

const [bat, fan, acl] = fine;
it.each([
  ['in the future', { occurredAt: '2026-10-05T02:05:00.001Z' }, 'in-future', '/occurredAt'],
  ['before its day', { occurredAt: '2026-10-04T15:59:59.999Z' }, 'before-due', '/occurredAt'],
  ['without an item', { results: [bat!, acl!] }, 'item-missing', '/results'],
  ['with an item twice', { results: [bat!, fan!, acl!, bat!] }, 'item-twice', '/results/3/itemCode'],
  ['with a strange item', { results: [{ ...bat!, itemCode: 'X' }] }, 'item-unknown', '/results/0/itemCode'],
  [
    'with a silent defect',
    { results: [{ ...bat!, outcome: 'DEFECT' as const }] },
    'note-missing',
    '/results/0/note',
  ],
])('3.2.1b: a round %s is refused with its field, and nothing is stored', async (_, told, code, path) => {
  await expect(submit(told)).rejects.toMatchObject({ code: `inspection.${code}`, path });
  expect(await shown()).toMatchObject({ status: 'due', occurredAt: null, results: [] });
});

it('3.2.1b: a round without its instant does not fit, whether a person or a device tells it', async () => {
  const nameless = { occurredAt: undefined as unknown as string };
  await expect(submit(nameless)).rejects.toMatchObject({ errors: [{ path: '/occurredAt' }] });
  await expect(signed(nameless)).rejects.toMatchObject({ errors: [{ path: '/occurredAt' }] });
  expect(await shown()).toMatchObject({ status: 'due', results: [] });
});

it.each([
  [`seconded_by = 'li', seconded_at = now(), status = 'submitted'`, 'inspections_two_persons'],
  [`status = 'submitted'`, 'inspections_waiting'],
  [`evidence_grade = 'A', status = 'submitted'`, 'inspections_device_grade'],
])('3.2.1a: a late round does not count by direct SQL: %s', async (change, constraint) => {
  live.clock.set('2026-10-08T00:00:00.000Z');
  await signed();
  await confirm('li');
  await expect(live.database.owner.query(`UPDATE inspections SET ${change}`)).rejects.toMatchObject({
    constraint,
  });
});
