import { satisfactionPage, surveysPage } from '../storage/survey-views';
import { acceptResolution } from './accept-resolution';
import { acceptWorkOrder } from './accept-work-order';
import { answerSurvey } from './answer-survey';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { reportWorkOrder } from './report-work-order';
import { resolveWorkOrder } from './resolve-work-order';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);
const surveys = async (actor: 'enterprise' | `vendor:${string}` = 'enterprise') =>
  (await live.useCases.read(surveysPage, { limit: 100 }, actor)).items;
const answer = (surveyId: string, score: number, comment?: string) =>
  run(answerSurvey, { surveyId, score, ...(comment && { comment }) }, live.office('li'));
const satisfaction = async (quarter: string) =>
  (await live.useCases.read(satisfactionPage, { quarter, limit: 100 }, 'enterprise')).items;
async function resolved(number: string): Promise<string> {
  const report = { number, severity: 1 as const, category: 'HARDWARE' as const };
  const { workOrderId } = await run(reportWorkOrder, report, live.office());
  await run(dispatchWorkOrder, { workOrderId, contractId }, live.office());
  await run(acceptWorkOrder, { workOrderId }, live.vendor());
  await run(resolveWorkOrder, { workOrderId }, live.vendor());
  return workOrderId;
}
async function closed(number: string): Promise<string> {
  const workOrderId = await resolved(number);
  await run(acceptResolution, { workOrderId }, live.office());
  const survey = (await surveys()).find((one) => one.workOrderId === workOrderId);
  return survey!.surveyId;
}

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('1.3.1: with its closing a work order asks the customer, and its answer is told without its words', async () => {
  const surveyId = await closed('W-1');
  expect(await surveys(`vendor:${vendorId}`)).toMatchObject([
    { surveyId, status: 'open', quarter: '2026Q4', expiresAt: new Date('2026-10-15T15:10:00.000Z') },
  ]);
  expect(await answer(surveyId, 4, '到场很快')).toEqual({ surveyId, status: 'answered' });
  const [told] = await live.told('work-orders.survey.answered.v1');
  expect(told).toMatchObject({ surveyId, vendorId, contractId, quarter: '2026Q4', score: 4 });
  expect(told).not.toHaveProperty('comment');
  expect(await surveys('vendor:another')).toEqual([]);
});

it('1.3.1: also one that was closed by silence asks the customer', async () => {
  await resolved('W-1');
  expect(await surveys()).toEqual([]);
  await live.goTo('2026-10-10T16:00:00.000Z'); // the end of the third working day
  expect(await surveys()).toMatchObject([{ status: 'open' }]);
});

it('1.3.1: an answer is given once', async () => {
  const surveyId = await closed('W-1');
  await answer(surveyId, 4);
  await expect(answer(surveyId, 5)).rejects.toMatchObject({ code: 'survey.answered-before' });
  await live.goTo('2026-10-15T15:10:00.000Z');
  expect(await live.told('work-orders.survey.expired.v1')).toEqual([]);
  expect(await surveys()).toMatchObject([{ status: 'answered', score: 4, answeredBy: 'li' }]);
});

it('1.3.1: after 14 days a timer ends what nobody answered, once, and no answer is taken', async () => {
  const surveyId = await closed('W-1');
  await live.goTo('2026-10-15T15:09:59.999Z');
  expect(await live.told('work-orders.survey.expired.v1')).toEqual([]);
  live.clock.set('2026-10-15T15:10:00.000Z');
  await expect(answer(surveyId, 5)).rejects.toMatchObject({ code: 'survey.expired' }); // its timer is late
  await live.goTo('2026-11-15T15:10:00.000Z');
  expect(await live.told('work-orders.survey.expired.v1')).toMatchObject([{ surveyId, contractId }]);
  await expect(answer(surveyId, 5)).rejects.toMatchObject({ code: 'survey.expired' });
});

it('1.3.1: answers add up in the quarter of the closing, whenever they are given', async () => {
  live.clock.set('2026-09-30T15:59:59.999Z'); // the last millisecond of the third quarter in Shanghai
  const last = await closed('W-1');
  live.clock.set('2026-09-30T16:00:00.000Z');
  for (const [n, score] of [4, 5].entries()) await answer(await closed(`W-2${n}`), score);
  await closed('W-3');
  await live.goTo('2026-10-14T15:59:59.000Z');
  await answer(last, 2);
  expect(await satisfaction('2026Q3')).toEqual([
    { contractId, vendorId, answered: 1, scoreSum: 2, open: 0, expired: 0 },
  ]);
  expect(await satisfaction('2026Q4')).toEqual([
    { contractId, vendorId, answered: 2, scoreSum: 9, open: 1, expired: 0 },
  ]);
  await live.goTo('2026-10-14T16:00:00.000Z');
  expect(await satisfaction('2026Q4')).toMatchObject([{ open: 0, expired: 1 }]);
});

it.each([
  ['of 0', 0],
  ['of 6', 6],
  ['of 4.5', 4.5],
])('3.2.1b: a score %s does not fit, and nothing is stored', async (_, score) => {
  const surveyId = await closed('W-1');
  await expect(answer(surveyId, score)).rejects.toMatchObject({ errors: [{ path: '/score' }] });
  expect(await surveys()).toMatchObject([{ status: 'open', score: null }]);
});

it('1.3.1: a survey is not answered without an answer, not even by direct SQL', async () => {
  await closed('W-1');
  await expect(live.database.owner.query(`UPDATE surveys SET status = 'answered'`)).rejects.toMatchObject({
    constraint: 'surveys_answer',
  });
});
