import { oneWorkOrder } from '../storage/work-order-views';
import { arriveOnSite } from './arrive-on-site';
import { confirmPause } from './confirm-pause';
import { LiveWorkOrders } from './live.fixture';
import { pauseWorkOrder } from './pause-work-order';
import { resumeWorkOrder } from './resume-work-order';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);

const PAUSED = '2026-10-01T15:40:00.000Z';
/** Nobody lets the vendor in from 30 minutes after the report to 90 after; two hours are promised. */
async function shutOut(): Promise<string> {
  const workOrderId = await live.accepted();
  live.clock.set(PAUSED);
  await run(pauseWorkOrder, { workOrderId, reason: 'CUSTOMER_ACCESS_DENIED' }, live.vendor());
  live.clock.set('2026-10-01T16:40:00.000Z');
  await run(resumeWorkOrder, { workOrderId }, live.vendor());
  return workOrderId;
}

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('2.2.1a: a pause that the customer confirms takes the breach back, and three hours are in time', async () => {
  const workOrderId = await shutOut();
  await live.goTo('2026-10-01T17:10:01.000Z');
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T17:10:00.000Z']);
  await run(confirmPause, { workOrderId, pausedAt: PAUSED }, live.office());
  const [breach, retraction] = await live.told<{ correctionOf?: string; verdict: string }>(
    'work-orders.milestone.decided.v1',
  );
  expect(breach).toMatchObject({ verdict: 'BREACHED' });
  expect(retraction).toMatchObject({ verdict: 'OPEN', correctionOf: expect.any(String) });
  await live.goTo('2026-10-01T18:10:00.000Z'); // two hours and the hour's pause, to the instant
  await run(arriveOnSite, { workOrderId }, live.vendor());
  expect((await live.verdicts()).at(-1)).toBe('ON_SITE MET 2026-10-01T18:10:00.000Z');
  const { facts } = await live.useCases.read(oneWorkOrder, { workOrderId }, 'enterprise');
  expect(facts.map(({ kind, retractedAt }) => `${kind}${retractedAt ? ' retracted' : ''}`)).toEqual([
    ...['REPORTED', 'DISPATCHED', 'ACCEPTED', 'PAUSED retracted', 'PAUSED', 'RESUMED', 'ARRIVED'],
  ]);
});

it('2.2.1a: confirmed before it runs out, the clock is due an hour later', async () => {
  const workOrderId = await shutOut();
  await run(confirmPause, { workOrderId, pausedAt: PAUSED }, live.office());
  await live.goTo('2026-10-01T18:10:01.000Z');
  expect(await live.verdicts()).toEqual(['ON_SITE BREACHED 2026-10-01T18:10:00.000Z']);
});

it('2.2.1a: what is no pause, or is confirmed, is not confirmed', async () => {
  const workOrderId = await shutOut();
  const confirm = (pausedAt: string) => run(confirmPause, { workOrderId, pausedAt }, live.office());
  await expect(confirm('2026-10-01T15:40:00.001Z')).rejects.toMatchObject({
    ...{ code: 'work-order.pause-unknown', path: '/pausedAt' },
  });
  await confirm(PAUSED);
  await expect(confirm(PAUSED)).rejects.toMatchObject({ code: 'work-order.pause-confirmed' });
});
