import { provisionStreams } from '@steward/messaging';
import { ROLES, startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { financeDatabase } from '../storage/data-source';

let finance: ServiceUnderTest;
beforeAll(async () => {
  finance = await startUnderTest({
    ...{ service: 'finance', options: financeDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('finance', (await import('../finance.module.js')).FinanceModule),
  });
});
afterAll(() => finance?.stop());

const ask = (kind: string, question: object, who = 'auditor') =>
  finance.call(who, `/calculators/${kind}`, question);
const quarter = { fee: '30000000', shareBps: 2000, curve: 'LINEAR_60_90', score: '88.67' };
const paid = { base: '24000000', pool: '6000000', performancePay: '5867000', total: '29867000' };
const inThree = { amount: '10000', weights: ['1', 1, 1] };

it('2.2.2a and M3: pay and allocation are answered over HTTP, a list by a list', async () => {
  expect(await ask('pay', quarter)).toEqual({ status: 200, body: paid });
  expect(await ask('pay', [quarter, quarter])).toEqual({ status: 200, body: [paid, paid] });
  expect(await ask('allocate', inThree)).toEqual({ status: 200, body: { parts: ['3334', '3333', '3333'] } });
});

it.each([...ROLES])('%s may ask', async (role) => {
  const who = role === 'vendor' ? 'vendor:0195540a-0000-7000-8000-00000000000a' : role;
  expect(await ask('allocate', inThree, who)).toMatchObject({ status: 200 });
});

it('what does not fit is refused with its path, in a list by its place, and kept nowhere', async () => {
  const wrong = { ...quarter, fee: 30_000_000, curve: 'MOON', score: '110.01' };
  expect(await ask('pay', [quarter, wrong])).toMatchObject({
    status: 422,
    body: {
      code: 'request.refused',
      errors: [
        {
          path: '/1/fee',
          message: 'fee must be an amount of minor units as a text of digits, as "30000000"',
        },
        { path: '/1/curve' },
        { path: '/1/score' },
      ],
    },
  });
  expect(await ask('allocate', { ...inThree, weights: [0] })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/weights', message: 'weights must not all be zero' }] } },
  });
  const count = 'SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM audit) AS kept';
  expect(await finance.database.owner.query(count)).toEqual([{ kept: '0' }]);
});

it('what does not fit is said in Chinese to whoever reads it', async () => {
  const zh = { 'accept-language': 'zh-CN' };
  const wrong = { fee: 1, shareBps: '0.5', curve: 'MOON', score: '-1' };
  expect(await finance.call('auditor', '/calculators/pay', wrong, zh)).toMatchObject({
    body: {
      errors: [
        { path: '/fee', message: '必须是由数字组成的文本,以最小货币单位计' },
        { path: '/shareBps', message: '必须是允许范围内的整数' },
        { path: '/curve', message: '不在允许的取值之内' },
        { path: '/score', message: '必须是 0 至 110 之间、最多两位小数的分数,或 null' },
      ],
    },
  });
  expect(
    await finance.call('auditor', '/calculators/allocate', { amount: '1', weights: [] }, zh),
  ).toMatchObject({
    body: { errors: [{ path: '/weights', message: '必须是不为负数的整数权重列表,且不得全部为零' }] },
  });
});
