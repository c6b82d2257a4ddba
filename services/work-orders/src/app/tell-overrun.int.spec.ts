import { arriveOnSite } from './arrive-on-site';
import { LiveWorkOrders } from './live.fixture';
import { resolveWorkOrder } from './resolve-work-order';

let live: LiveWorkOrders;
type Told = { milestoneId: string; breachedAt: string; lateSeconds: number; stoppedAt: string };
const overruns = () => live.told<Told>('work-orders.milestone.overran.v1');

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('2.2.1a: who comes on site 95 minutes late is told to be so late once, and not while nobody has come', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T17:10:01.000Z'); // the two hours are over
  await live.goTo('2026-10-01T18:45:00.000Z');
  expect(await overruns()).toEqual([]);
  await live.useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  await live.goTo('2026-10-02T18:45:00.000Z');
  const [breach] = await live.told<Told>('work-orders.milestone.decided.v1');
  expect(await overruns()).toMatchObject([
    { lateSeconds: 5700, milestoneId: breach!.milestoneId, stoppedAt: '2026-10-01T18:45:00.000Z' },
  ]);
});

it('2.2.1a: who comes in time has overrun nothing', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T17:10:00.000Z'); // exactly due
  await live.useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  expect(await overruns()).toEqual([]);
});

it('D5: what follows the arrival tells no overrun again', async () => {
  const workOrderId = await live.accepted();
  await live.goTo('2026-10-01T18:45:00.000Z');
  await live.useCases.run(arriveOnSite, { workOrderId }, live.vendor());
  await live.goTo('2026-10-01T19:20:00.000Z');
  await live.useCases.run(resolveWorkOrder, { workOrderId }, live.vendor());
  expect(await overruns()).toHaveLength(1);
});
