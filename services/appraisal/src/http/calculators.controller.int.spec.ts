import { provisionStreams } from '@steward/messaging';
import { ROLES, startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { appraisalDatabase } from '../storage/data-source';

let appraisal: ServiceUnderTest;
beforeAll(async () => {
  appraisal = await startUnderTest({
    ...{ service: 'appraisal', options: appraisalDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('appraisal', (await import('../appraisal.module.js')).AppraisalModule),
  });
});
afterAll(() => appraisal?.stop());

const ask = (question: object, who = 'auditor') => appraisal.call(who, '/calculators/score', question);
const response = { name: 'response', weight: 60, floor: '80', target: '98', value: '11700/120' };
const surveys = { name: 'satisfaction', weight: '40', floor: '3.0', target: '4.5', value: null };
const quarter = { dimensions: [response, surveys] };
// 100 × 17.5 / 18; the weight of the surveys went to the response.
const scored = { raw: '875/9', score: '97.22' };

it('P2: a score is answered over HTTP, a list by a list', async () => {
  expect(await ask(quarter)).toEqual({ status: 200, body: scored });
  const unrated = { dimensions: [{ ...surveys, weight: 100 }] };
  expect(await ask([quarter, unrated])).toEqual({
    ...{ status: 200, body: [scored, { raw: null, score: null }] },
  });
});

it.each([...ROLES])('%s may ask', async (role) => {
  const who = role === 'vendor' ? 'vendor:0195540a-0000-7000-8000-00000000000a' : role;
  expect(await ask(quarter, who)).toMatchObject({ status: 200 });
});

it('what does not fit is refused with its path and kept nowhere', async () => {
  const wrong = {
    dimensions: [
      { ...response, value: '1/0' },
      { ...surveys, weight: 39, target: '3' },
    ],
  };
  expect(await ask(wrong)).toMatchObject({
    status: 422,
    body: {
      code: 'request.refused',
      errors: [
        { path: '/dimensions', message: 'dimensions must have weights of exactly 100 together, not 99' },
        { path: '/dimensions/0/value', message: 'value must not be divided by zero' },
        { path: '/dimensions/1/target', message: 'target must not be the same as floor' },
      ],
    },
  });
  const count = 'SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM audit) AS kept';
  expect(await appraisal.database.owner.query(count)).toEqual([{ kept: '0' }]);
});

it('what does not fit is said in Chinese to whoever reads it', async () => {
  const wrong = {
    dimensions: [
      { ...response, weight: 61, value: '1/0' },
      { ...surveys, target: '3' },
    ],
  };
  const zh = { 'accept-language': 'zh-CN' };
  expect(await appraisal.call('auditor', '/calculators/score', wrong, zh)).toMatchObject({
    body: {
      errors: [
        { path: '/dimensions', message: '权重之和必须恰好为 100' },
        {
          path: '/dimensions/0/value',
          message: '必须是精确数:整数,或十进制文本、分母不为零的分数文本,权重不得为负数',
        },
        { path: '/dimensions/1/target', message: '目标值不得与下限相同' },
      ],
    },
  });
  expect(await appraisal.call('auditor', '/calculators/score', { dimensions: [] }, zh)).toMatchObject({
    body: { errors: [{ path: '/dimensions', message: '必须是由对象组成的列表' }] },
  });
});
