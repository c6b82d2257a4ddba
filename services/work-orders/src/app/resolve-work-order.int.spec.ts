import type { Timers, UseCases } from '@steward/messaging';
import type { FixedClock } from '@steward/testing';
import { oneWorkOrder } from '../storage/work-order-views';
import { acceptResolution } from './accept-resolution';
import { acceptWorkOrder } from './accept-work-order';
import { arriveOnSite } from './arrive-on-site';
import { closePeriods } from './close-periods';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contract, contractId, hours, LiveWorkOrders } from './live.fixture';
import { pauseWorkOrder } from './pause-work-order';
import { recordContractVersion } from './record-contract-version';
import { rejectResolution } from './reject-resolution';
import { reportWorkOrder } from './report-work-order';
import { resolveWorkOrder } from './resolve-work-order';
import { resumeWorkOrder } from './resume-work-order';

let live: LiveWorkOrders;
let useCases: UseCases;
let timers: Timers;
let clock: FixedClock;

beforeAll(async () => {
  live = await LiveWorkOrders.start();
  ({ useCases, timers, clock } = live);
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('2.2.1a: arriving exactly two hours after the report is met', async () => {
  const workOrderId = await live.accepted();
  clock.set('2026-10-01T17:10:00.000Z');
  await useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  expect(await live.verdicts()).toEqual(['ON_SITE MET 2026-10-01T17:10:00.000Z']);
});

it('2.2.1a: a breach is announced at its instant by a timer, once, and the late arrival does not undo it', async () => {
  const workOrderId = await live.accepted();
  clock.set('2026-10-01T17:10:01.000Z');
  expect(await timers.tick()).toBe(1);
  expect(await timers.tick()).toBe(0);
  await useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T17:10:00.000Z']);
});

it('2.2.1b, S9: the closure clock stops at the resolution once the customer accepts it', async () => {
  const workOrderId = await live.accepted();
  await useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  clock.set('2026-10-04T15:10:00.000Z'); // exactly 72 h
  await useCases.run(resolveWorkOrder, { workOrderId }, live.vendor());
  expect(await live.verdicts()).toHaveLength(1);
  clock.set('2026-10-05T15:10:00.000Z');
  await useCases.run(acceptResolution, { workOrderId }, live.office());
  expect((await live.verdicts())[1]).toBe('CLOSURE MET 2026-10-04T15:10:00.000Z');
});

it('S9: the customer’s silence accepts after three working days', async () => {
  const workOrderId = await live.accepted();
  clock.set('2026-10-02T01:00:00.000Z');
  await useCases.run(resolveWorkOrder, { workOrderId }, live.vendor());
  // 1 to 7 October are holidays; 8, 9 and the make-up Saturday 10 are the three working days.
  clock.set('2026-10-10T15:59:59.000Z');
  await timers.tick();
  expect(await useCases.read(oneWorkOrder, { workOrderId }, 'enterprise')).toMatchObject({
    status: 'resolved',
  });
  clock.set('2026-10-10T16:00:00.000Z');
  await timers.tick();
  expect(await useCases.read(oneWorkOrder, { workOrderId }, 'enterprise')).toMatchObject({
    status: 'closed',
  });
});

it('S8: a rejected resolution goes on without the gap, and its silence timer does nothing', async () => {
  const workOrderId = await live.accepted();
  await useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  clock.set('2026-10-04T13:10:00.000Z'); // 70 h
  await useCases.run(resolveWorkOrder, { workOrderId }, live.vendor());
  clock.set('2026-10-05T13:10:00.000Z'); // 94 h
  await useCases.run(rejectResolution, { workOrderId, reason: 'still down' }, live.office());
  clock.set('2026-10-05T15:10:01.000Z'); // 70 h + 2 h and a second
  await timers.tick();
  expect((await live.verdicts())[1]).toBe('CLOSURE BREACHED 2026-10-05T15:10:00.000Z');
});

it('S8: seven days after the resolution it may be reopened, a moment later it comes back as another', async () => {
  const workOrderId = await live.accepted();
  await useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  await useCases.run(resolveWorkOrder, { workOrderId }, live.vendor()); // silence on holidays accepts nothing
  const reason = 'down again';
  clock.set('2026-10-08T15:10:00.000Z');
  const reopened = await useCases.run(rejectResolution, { workOrderId, reason }, live.office());
  expect(reopened).toEqual({ workOrderId, status: 'on-site', recurrenceId: null });
  await useCases.run(resolveWorkOrder, { workOrderId }, live.vendor());

  clock.set('2026-10-15T15:10:00.001Z');
  const rejected = await useCases.run(rejectResolution, { workOrderId, reason }, live.office());
  expect(rejected).toEqual({ workOrderId, status: 'closed', recurrenceId: expect.any(String) });
  const { recurrenceId } = rejected;
  const another = await useCases.read(oneWorkOrder, { workOrderId: recurrenceId! }, 'enterprise');
  expect(another).toMatchObject({
    ...{ number: 'W-1-R1', status: 'reported', severity: 1, category: 'HARDWARE', recurrenceOf: workOrderId },
    reportedAt: new Date('2026-10-15T15:10:00.001Z'),
  });
  expect(await live.told('work-orders.work-order.reported.v1')).toMatchObject([
    { workOrderId },
    { workOrderId: recurrenceId, number: 'W-1-R1', recurrenceOf: workOrderId },
  ]);
  // The resolution stands, and its clock stopped there.
  expect((await live.verdicts())[1]).toBe('CLOSURE MET 2026-10-08T15:10:00.000Z');
});

it('S8: accepted long ago it comes back as another each time; within the days it stays closed', async () => {
  const workOrderId = await live.accepted();
  await useCases.run(resolveWorkOrder, { workOrderId }, live.vendor());
  await useCases.run(acceptResolution, { workOrderId }, live.office());
  const again = () => useCases.run(rejectResolution, { workOrderId, reason: 'down again' }, live.office());
  clock.set('2026-10-08T15:10:00.000Z');
  await expect(again()).rejects.toMatchObject({ code: 'work-order.wrong-state' });
  clock.set('2026-11-01T00:00:00.000Z');
  const { recurrenceId } = await again();
  clock.set('2026-11-20T00:00:00.000Z');
  expect((await again()).recurrenceId).not.toBe(recurrenceId);
  const told = await live.told<{ number: string }>('work-orders.work-order.reported.v1');
  expect(told.map(({ number }) => number)).toEqual(['W-1', 'W-1-R1', 'W-1-R2']);
  expect(await live.told('work-orders.work-order.closed.v1')).toHaveLength(1);
});

it('D1: a pause for the customer moves the closure, not the on-site milestone', async () => {
  const workOrderId = await live.accepted();
  await useCases.run(pauseWorkOrder, { workOrderId, reason: 'WAITING_CUSTOMER' }, live.vendor());
  clock.set('2026-10-02T15:10:00.000Z');
  await useCases.run(resumeWorkOrder, { workOrderId }, live.vendor());
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T17:10:00.000Z']);
  clock.set('2026-10-05T15:10:01.000Z'); // 72 h and a second after the resumption
  await timers.tick();
  expect((await live.verdicts())[1]).toBe('CLOSURE BREACHED 2026-10-05T15:10:00.000Z');
});

it('1.2.3: a security work order is not dispatched to a vendor certified for hardware only', async () => {
  await expect(live.accepted('SECURITY')).rejects.toMatchObject({ code: 'work-order.capability-mismatch' });
});

it('a work order is not dispatched without a contract in force', async () => {
  clock.set('2027-01-01T01:00:00.000Z');
  await expect(live.accepted()).rejects.toMatchObject({ code: 'work-order.contract-not-in-force' });
});

it('facts follow one another as the transition table allows, and no other vendor may add one', async () => {
  const workOrderId = await live.accepted();
  await expect(useCases.run(acceptWorkOrder, { workOrderId }, live.vendor())).rejects.toMatchObject({
    code: 'work-order.wrong-state',
  });
  const stranger = live.as('vendor:0195540a-0000-7000-8000-00000000000b');
  await expect(useCases.run(arriveOnSite, { workOrderId }, stranger)).rejects.toMatchObject({
    code: 'work-order.not-found',
  });
});

it('D3: a quarter is closed after its cut-off, and again when a verdict changes', async () => {
  await live.accepted();
  clock.set('2026-10-01T17:10:01.000Z');
  await timers.tick();
  clock.set('2027-01-11T00:00:00.000Z'); // 2027 has no calendar: 5th weekday of January is Thu 7
  expect(await useCases.run(closePeriods, {}, live.as('service'))).toEqual({ closed: 1 });
  expect(await useCases.run(closePeriods, {}, live.as('service'))).toEqual({ closed: 0 });
  await timers.tick(); // the closure clock ran out in the same quarter
  expect(await useCases.run(closePeriods, {}, live.as('service'))).toEqual({ closed: 1 });
});

it('an instant that has not come yet is refused', async () => {
  const early = {
    number: 'W-2',
    severity: 1 as const,
    category: 'HARDWARE' as const,
    reportedAt: '2026-10-01T15:16:00Z',
  };
  await expect(useCases.run(reportWorkOrder, early, live.office())).rejects.toMatchObject({
    code: 'work-order.reported-in-future',
  });
});

it('S11: a fault of 23:30 before an amendment keeps two hours, one of midnight has the new four', async () => {
  const slower = { onSite: hours(4), closure: hours(72) };
  const second = { ...contract, contractVersion: 2, effectiveAt: '2026-10-31T16:00:00.000Z' };
  const slaTargets = { ...contract.slaTargets, 1: slower };
  await useCases.run(recordContractVersion, { ...second, slaTargets }, live.as('service'));
  live.clock.set('2026-10-31T15:30:00.000Z'); // 23:30 in Shanghai
  await live.accepted();
  live.clock.set('2026-10-31T16:00:00.000Z'); // 1 November, 00:00
  const report = { number: 'W-2', severity: 1 as const, category: 'HARDWARE' as const };
  const { workOrderId } = await useCases.run(reportWorkOrder, report, live.office());
  await useCases.run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  await live.goTo('2026-10-31T23:59:59.000Z');
  expect(await live.verdicts()).toEqual([
    'ON_SITE BREACHED 2026-10-31T17:30:00.000Z', // 01:30 by version 1
    'ON_SITE BREACHED 2026-10-31T20:00:00.000Z', // 04:00 by version 2
  ]);
});
