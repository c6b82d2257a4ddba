import { useCase } from '@steward/messaging';
import { eventually } from '@steward/testing';
import { markStale, takeStalePeriods } from '../storage/periods';
import { surveysPage } from '../storage/survey-views';
import { acceptResolution } from './accept-resolution';
import { acceptWorkOrder } from './accept-work-order';
import { answerSurvey } from './answer-survey';
import { at, Availability, contractId, vendorId } from './availability.fixture';
import { closePeriods } from './close-periods';
import { dispatchWorkOrder } from './dispatch-work-order';
import { reportWorkOrder } from './report-work-order';
import { resolveWorkOrder } from './resolve-work-order';
import { withdrawOutage } from './withdraw-outage';

let house: Availability;
/** Instants of 2026 in Shanghai. */
const set = (text: string) => house.live.clock.set(new Date(at(text)).toISOString());
async function closed(number: string): Promise<string> {
  const report = { number, severity: 1 as const, category: 'HARDWARE' as const };
  const { workOrderId } = await house.run(reportWorkOrder, report, house.office());
  await house.run(dispatchWorkOrder, { workOrderId, contractId }, house.office());
  for (const step of [acceptWorkOrder, resolveWorkOrder])
    await house.run(step, { workOrderId }, house.vendor());
  await house.run(acceptResolution, { workOrderId }, house.office());
  const page = await house.read(surveysPage, { limit: 100, status: 'open' }, 'enterprise');
  return page.items.find((survey) => survey.workOrderId === workOrderId)!.surveyId;
}
const answered = (surveyId: string, score: number) =>
  house.run(answerSurvey, { surveyId, score }, house.office());
const close = () => house.run(closePeriods, {}, house.service());
type Closed = { revision: number; availability?: object; satisfaction?: object };
const closings = () => house.live.told<Closed>('work-orders.period.closed.v1');

beforeAll(async () => {
  house = await Availability.start();
});
afterAll(() => house?.live.database.stop());
beforeEach(() => house.begin());

it('1.3.1: a closing says which months kept their target, and what customers answered by the cut-off', async () => {
  set('09-28 09:00');
  const outageId = await house.outage(at('09-10 10:00'), at('09-10 11:00')); // 43 m 12 s are allowed
  const surveys = [await closed('W-1'), await closed('W-2'), await closed('W-3')];
  await answered(surveys[0]!, 4);
  await house.goTo('10-05 00:00'); // September is measured a day after its end
  await answered(surveys[1]!, 5);
  set('10-11 00:00');
  await close();
  expect(await closings()).toEqual([]); // the fifth working day is the 13th
  set('10-14 00:00');
  await close();
  const measured = { availability: { met: 2, months: 3 }, satisfaction: { answers: 2, scoreSum: 9 } };
  expect(await closings()).toMatchObject([
    { contractId, vendorId, quarter: '2026Q3', revision: 1, ...measured },
  ]);

  // What is corrected afterwards closes the quarter again.
  const reason = '监控误报';
  await house.run(withdrawOutage, { outageId, reason }, house.office());
  await house.goTo('10-15 00:00');
  await close();
  const corrected = { ...measured, availability: { met: 3, months: 3 } };
  expect(await closings()).toMatchObject([{ revision: 1 }, { revision: 2, ...corrected }]);
  await close();
  expect(await closings()).toHaveLength(2);
});

it('1.3.1: an answer after the cut-off changes nothing any more', async () => {
  set('09-30 23:00');
  const surveyId = await closed('W-1');
  set('10-14 00:00'); // its survey is open for half a day more
  await close();
  await answered(surveyId, 1);
  await close();
  const told = await closings();
  expect(told).toHaveLength(1);
  expect(told[0]).not.toHaveProperty('satisfaction');
});

it('1.3.1: a closed quarter is counted again once, and then only when something of it changes', async () => {
  set('09-28 09:00');
  await closed('W-1');
  await house.goTo('10-05 00:00'); // its months are measured
  set('10-14 00:00');
  await close();
  const stale = async () => {
    const rows = await house.live.database.owner.query<{ quarter: string }[]>(
      'SELECT quarter FROM periods WHERE is_stale',
    );
    return rows.map(({ quarter }) => quarter);
  };
  expect(await stale()).toEqual(['2026Q3']); // what was under way as it was counted has ended by the next look
  await close();
  expect(await stale()).toEqual([]);
  await house.outage(at('09-10 10:00'), at('09-10 11:00'));
  await house.goTo('10-15 00:00');
  expect(await stale()).toEqual(['2026Q3']);
  await close();
  expect(await stale()).toEqual([]);
  expect((await closings()).map(({ revision }) => revision)).toEqual([1, 2]);
});

it('1.3.1: what changes while its quarter is counted waits, and has it counted again', async () => {
  set('09-28 09:00');
  await closed('W-1');
  await house.goTo('10-05 00:00');
  set('10-14 00:00');
  await close();
  class Count {}
  class Change {}
  const quarter = { contractId, quarter: '2026Q3' };
  let [taken, goOn] = [() => {}, () => {}];
  const hasTaken = new Promise<void>((resolve) => (taken = resolve));
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
  const counting = useCase(Count, async (tx) => {
    const stale = await takeStalePeriods(tx, [contractId]);
    taken();
    await mayGoOn;
    return { stale: stale.length };
  });
  const changing = useCase(Change, async (tx) => {
    markStale(tx, [quarter]);
    return {};
  });
  const counted = house.run(counting, {}, house.service());
  await hasTaken;
  const ended: string[] = [];
  const changed = house.run(changing, {}, house.service()).then(() => ended.push('changed'));
  await eventually(async () => {
    const waiting = await house.live.database.owner.query<object[]>(
      'SELECT pid FROM pg_locks WHERE NOT granted',
    );
    expect(waiting.length).toBeGreaterThan(0);
  });
  expect(ended).toEqual([]);
  goOn();
  expect(await counted).toEqual({ stale: 1 });
  await changed;
  expect(await house.live.database.owner.query('SELECT is_stale FROM periods')).toEqual([{ is_stale: true }]);
});
