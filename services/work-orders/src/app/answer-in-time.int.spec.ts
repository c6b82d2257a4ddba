import type { SlaTarget } from '@steward/terms';
import { oneWorkOrder } from '../storage/work-order-views';
import { acceptWorkOrder } from './accept-work-order';
import { closePeriods } from './close-periods';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contract, contractId, hours, LiveWorkOrders } from './live.fixture';
import { pauseWorkOrder } from './pause-work-order';
import { recordContractVersion } from './record-contract-version';
import { reportWorkOrder } from './report-work-order';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);

/** A second version of the contract: a response in half an hour, and clocks with rules of their own. */
async function agree(own: Partial<SlaTarget> = {}): Promise<void> {
  const response = { durationSeconds: 1800, clock: '24x7' as const };
  const onSite = hours(2);
  const closure = { ...hours(72), ...own };
  const pair = { response, onSite, closure };
  const slaTargets = { 1: pair, 2: pair, 3: pair, 4: pair };
  const version = { contractVersion: 2, effectiveAt: '2026-01-01T16:00:00.000Z' };
  await run(recordContractVersion, { ...contract, ...version, slaTargets }, live.as('service'));
}
async function dispatched(): Promise<string> {
  const report = { number: 'W-1', severity: 1 as const, category: 'HARDWARE' as const };
  const { workOrderId } = await run(reportWorkOrder, report, live.office());
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  return workOrderId;
}
const clocks = (workOrderId: string) =>
  live.useCases.read(oneWorkOrder, { workOrderId }, 'enterprise').then(({ milestones }) => milestones);

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('2.2.1a: a response is judged, warned of and told by a version of its own; the others as before', async () => {
  await agree();
  const workOrderId = await dispatched();
  await live.goTo('2026-10-01T15:37:00.000Z'); // 27 of 30 minutes
  const warned = await live.told('work-orders.clock.warned.v2');
  expect(warned).toMatchObject([
    { kind: 'RESPONSE', percent: 50, reachedAt: '2026-10-01T15:25:00.000Z' },
    { kind: 'RESPONSE', percent: 75, reachedAt: '2026-10-01T15:32:30.000Z' },
    { kind: 'RESPONSE', percent: 90, dueAt: '2026-10-01T15:40:00.000Z' },
  ]);
  await live.goTo('2026-10-01T15:40:01.000Z');
  const breach = {
    kind: 'RESPONSE',
    verdict: 'BREACHED',
    decidedAt: '2026-10-01T15:40:00.000Z',
    workOrderId,
  };
  expect(await live.told('work-orders.milestone.decided.v2')).toMatchObject([breach]);
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await live.goTo('2026-10-01T17:10:01.000Z');
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T17:10:00.000Z']);
  expect(await live.told('work-orders.milestone.decided.v2')).toHaveLength(1);
  expect(await clocks(workOrderId)).toMatchObject([
    { kind: 'RESPONSE', verdict: 'BREACHED' },
    { kind: 'ON_SITE', verdict: 'BREACHED' },
  ]);
});

it('1.3.1: a quarter’s closing counts its responses beside what it counted before', async () => {
  await agree();
  const workOrderId = await dispatched();
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  live.clock.set('2027-01-12T00:00:00.000Z');
  await run(closePeriods, {}, live.as('service'));
  const closed = await live.told('work-orders.period.closed.v1');
  expect(closed.at(-1)).toMatchObject({
    ...{ quarter: '2026Q4', workOrders: 1, response: { met: 1, breached: 0, open: 0 } },
    onSite: { met: 0, breached: 0, open: 0 },
  });
});

it('D1: a clock waits for what its contract says, and a pause for anything else is refused', async () => {
  await agree({ pauseReasons: ['WAITING_PARTS'] });
  const workOrderId = await dispatched();
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  const refused = run(pauseWorkOrder, { workOrderId, reason: 'WAITING_CUSTOMER' }, live.vendor());
  await expect(refused).rejects.toMatchObject({ code: 'work-order.reason-not-agreed', path: '/reason' });
  // What keeps the vendor out counts once the customer says so.
  await run(pauseWorkOrder, { workOrderId, reason: 'CUSTOMER_ACCESS_DENIED' }, live.office());
  await live.goTo('2026-10-01T19:00:00.000Z');
  expect(await live.verdicts()).toEqual([]); // the clock on site stands
});

it('D1: a clock warns at the per cents of its target where it has its own', async () => {
  await agree({ warnPercents: [25, 300] });
  const workOrderId = await dispatched();
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await live.goTo('2026-10-10T16:00:00.000Z');
  const of = async (type: string) =>
    (await live.told<{ kind: string; percent: number }>(type))
      .filter(({ kind }) => kind === 'CLOSURE')
      .map(({ percent }) => percent);
  expect(await of('work-orders.clock.warned.v1')).toEqual([25]);
  expect(await of('work-orders.clock.breach-repeated.v1')).toEqual([300]);
});
