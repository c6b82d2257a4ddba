import type { ContractsHouse } from './house.fixture';
import { oneContractInForce, vendor } from './house.fixture';

let house: ContractsHouse;
beforeAll(async () => {
  ({ house } = await oneContractInForce());
});
afterAll(() => house?.stop());

const target = (hours: number) => ({ durationSeconds: hours * 3600, clock: '24x7' });
const pair = { onSite: target(2), closure: target(72) };
const content = {
  ...{ code: 'STD-维护', name: '标准维护合同', currency: 'CNY' },
  terms: {
    slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
    categories: ['HARDWARE', 'NETWORK'],
    damages: {},
  },
  clauses: [
    {
      ...{ clauseId: '2.2.1a', text: '一级故障{hours}小时内到场。' },
      parameters: [
        {
          ...{ name: 'hours', kind: 'INTEGER', defaultValue: '2' },
          binding: { term: 'slaTargets/1/onSite/durationSeconds', factor: 3600 },
        },
      ],
    },
  ],
};

it('3.4.2c: a published template is printed in Chinese and English, the same each time; a draft is not', async () => {
  const drafted = await house.call<{ templateId: string }>('legal', '/templates', content);
  const place = `/templates/${drafted.body.templateId}/versions/1`;
  expect((await house.get(vendor, `${place}/pdf`)).status).toBe(404);
  await house.call('office-head', `${place}/publication`, {});

  const print = async (language: string) => {
    const answer = await house.get(vendor, `${place}/pdf`, { 'accept-language': language });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(answer.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''STD-%E7%BB%B4%E6%8A%A4.pdf",
    );
    return Buffer.from(await answer.arrayBuffer());
  };
  const [zh, again, en] = [await print('zh-CN'), await print('zh-CN'), await print('en')];
  expect(zh.subarray(0, 5).toString()).toBe('%PDF-');
  expect(zh.equals(again)).toBe(true);
  expect(zh.equals(en)).toBe(false);
});
