import { Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { workOrdersDatabase } from '../storage/data-source';
import { oneWorkOrder } from '../storage/work-order-views';
import { acceptResolution } from './accept-resolution';
import { acceptWorkOrder } from './accept-work-order';
import { arriveOnSite } from './arrive-on-site';
import { closePeriods } from './close-periods';
import { dispatchWorkOrder } from './dispatch-work-order';
import { pauseWorkOrder } from './pause-work-order';
import { recordContractVersion } from './record-contract-version';
import { recordVendorSkills } from './record-vendor-skills';
import { rejectResolution } from './reject-resolution';
import { reportWorkOrder } from './report-work-order';
import { resolveWorkOrder } from './resolve-work-order';
import { resumeWorkOrder } from './resume-work-order';

const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contractId = '0195540a-0000-7000-8000-0000000000ca';
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const pair = { onSite: hours(2), closure: hours(72) };

let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
const clock = fixedClock('2026-10-01T15:10:00.000Z'); // 23:10 in Shanghai, on a holiday
let keys = 0;
const as = (actor: Actor) => ({ actor, by: 'somebody', key: `key ${(keys += 1)}` });
const office = () => as('enterprise');
const vendor = () => as(`vendor:${vendorId}`);
const verdicts = async () =>
  (
    await database.owner.query<{ data: { kind: string; verdict: string; decidedAt: string } }[]>(
      `SELECT data FROM outbox WHERE type ~ 'milestone' ORDER BY position`,
    )
  ).map(({ data }) => `${data.kind} ${data.verdict} ${data.decidedAt}`);

async function dispatched(category: 'HARDWARE' | 'SECURITY' = 'HARDWARE'): Promise<string> {
  const report = { number: 'W-1', severity: 1 as const, category };
  const { workOrderId } = await useCases.run(reportWorkOrder, report, office());
  await useCases.run(dispatchWorkOrder, { workOrderId, contractId }, office());
  await useCases.run(acceptWorkOrder, { workOrderId }, vendor());
  return workOrderId;
}

beforeAll(async () => {
  database = await startDatabase({ service: 'work-orders', options: workOrdersDatabase });
  const relay = {
    wake: () => undefined,
    onApplicationBootstrap: () => undefined,
    stop: async () => undefined,
  };
  useCases = new UseCases(database.app, clock, relay);
  const options = { service: 'work-orders', databaseUrl: database.appUrl, natsUrl: '', timed, schedule };
  timers = new Timers(
    options,
    database.app,
    clock,
    relay as unknown as ConstructorParameters<typeof Timers>[3],
  );
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-10-01T15:10:00.000Z');
  await database.owner
    .query(`TRUNCATE work_orders, facts, milestones, periods, contract_versions, vendor_skills, requests,
    aggregate_versions, outbox, timers`);
  await useCases.run(recordVendorSkills, { vendorId, categories: ['HARDWARE'] }, as('service'));
  await useCases.run(
    recordContractVersion,
    {
      ...{ contractId, vendorId, contractVersion: 1, effectiveAt: '2025-12-31T16:00:00.000Z' },
      ...{
        startOn: '2026-01-01',
        endOn: '2026-12-31',
        categories: ['HARDWARE' as const, 'SECURITY' as const],
      },
      workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
      slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
    },
    as('service'),
  );
});

it('2.2.1a: arriving exactly two hours after the report is met', async () => {
  const workOrderId = await dispatched();
  clock.set('2026-10-01T17:10:00.000Z');
  await useCases.run(arriveOnSite, { workOrderId }, vendor());
  expect(await verdicts()).toEqual(['ON_SITE MET 2026-10-01T17:10:00.000Z']);
});

it('2.2.1a: a breach is announced at its instant by a timer, once, and the late arrival does not undo it', async () => {
  const workOrderId = await dispatched();
  clock.set('2026-10-01T17:10:01.000Z');
  expect(await timers.tick()).toBe(1);
  expect(await timers.tick()).toBe(0);
  await useCases.run(arriveOnSite, { workOrderId }, vendor());
  expect(await verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T17:10:00.000Z']);
});

it('2.2.1b, S9: the closure clock stops at the resolution once the customer accepts it', async () => {
  const workOrderId = await dispatched();
  await useCases.run(arriveOnSite, { workOrderId }, vendor());
  clock.set('2026-10-04T15:10:00.000Z'); // exactly 72 h
  await useCases.run(resolveWorkOrder, { workOrderId }, vendor());
  expect(await verdicts()).toHaveLength(1);
  clock.set('2026-10-05T15:10:00.000Z');
  await useCases.run(acceptResolution, { workOrderId }, office());
  expect((await verdicts())[1]).toBe('CLOSURE MET 2026-10-04T15:10:00.000Z');
});

it('S9: the customer’s silence accepts after three working days', async () => {
  const workOrderId = await dispatched();
  clock.set('2026-10-02T01:00:00.000Z');
  await useCases.run(resolveWorkOrder, { workOrderId }, vendor());
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
  const workOrderId = await dispatched();
  await useCases.run(arriveOnSite, { workOrderId }, vendor());
  clock.set('2026-10-04T13:10:00.000Z'); // 70 h
  await useCases.run(resolveWorkOrder, { workOrderId }, vendor());
  clock.set('2026-10-05T13:10:00.000Z'); // 94 h
  await useCases.run(rejectResolution, { workOrderId, reason: 'still down' }, office());
  clock.set('2026-10-05T15:10:01.000Z'); // 70 h + 2 h and a second
  await timers.tick();
  expect((await verdicts())[1]).toBe('CLOSURE BREACHED 2026-10-05T15:10:00.000Z');
});

it('D1: a pause for the customer moves the closure, not the on-site milestone', async () => {
  const workOrderId = await dispatched();
  await useCases.run(pauseWorkOrder, { workOrderId, reason: 'WAITING_CUSTOMER' }, vendor());
  clock.set('2026-10-02T15:10:00.000Z');
  await useCases.run(resumeWorkOrder, { workOrderId }, vendor());
  expect(await verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T17:10:00.000Z']);
  clock.set('2026-10-05T15:10:01.000Z'); // 72 h and a second after the resumption
  await timers.tick();
  expect((await verdicts())[1]).toBe('CLOSURE BREACHED 2026-10-05T15:10:00.000Z');
});

it('1.2.3: a security work order is not dispatched to a vendor certified for hardware only', async () => {
  await expect(dispatched('SECURITY')).rejects.toMatchObject({ code: 'work-order.capability-mismatch' });
});

it('a work order is not dispatched without a contract in force', async () => {
  clock.set('2027-01-01T01:00:00.000Z');
  await expect(dispatched()).rejects.toMatchObject({ code: 'work-order.contract-not-in-force' });
});

it('facts follow one another as the transition table allows, and no other vendor may add one', async () => {
  const workOrderId = await dispatched();
  await expect(useCases.run(acceptWorkOrder, { workOrderId }, vendor())).rejects.toMatchObject({
    code: 'work-order.wrong-state',
  });
  const stranger = as('vendor:0195540a-0000-7000-8000-00000000000b');
  await expect(useCases.run(arriveOnSite, { workOrderId }, stranger)).rejects.toMatchObject({
    code: 'work-order.not-found',
  });
});

it('D3: a quarter is closed after its cut-off, and again when a verdict changes', async () => {
  await dispatched();
  clock.set('2026-10-01T17:10:01.000Z');
  await timers.tick();
  clock.set('2027-01-11T00:00:00.000Z'); // 2027 has no calendar: 5th weekday of January is Thu 7
  expect(await useCases.run(closePeriods, {}, as('service'))).toEqual({ closed: 1 });
  expect(await useCases.run(closePeriods, {}, as('service'))).toEqual({ closed: 0 });
  await timers.tick(); // the closure clock ran out in the same quarter
  expect(await useCases.run(closePeriods, {}, as('service'))).toEqual({ closed: 1 });
});

it('an instant that has not come yet is refused', async () => {
  const early = {
    number: 'W-2',
    severity: 1 as const,
    category: 'HARDWARE' as const,
    reportedAt: '2026-10-01T15:16:00Z',
  };
  await expect(useCases.run(reportWorkOrder, early, office())).rejects.toMatchObject({
    code: 'work-order.reported-in-future',
  });
});
