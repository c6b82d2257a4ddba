import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import type { CaseText } from '../domain/knowledge-case';
import { collaborationDatabase } from '../storage/data-source';
import { casesPage, oneCase } from '../storage/knowledge-views';
import { draftCase } from './draft-case';
import { editCase } from './edit-case';
import { linkCase } from './link-case';
import { publishCase } from './publish-case';
import { reviewCase } from './review-case';
import { submitCase } from './submit-case';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const one: Actor = `vendor:${idOf('a', 1)}`;
const other: Actor = `vendor:${idOf('a', 2)}`;
let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const clock = fixedClock('2026-10-05T01:00:00.000Z');
const as = (actor: Actor, by: string) => {
  clock.advance(1000); // ids follow the clock
  return { actor, by, key: `key ${(keys += 1)}` };
};
const find = async (actor: Actor, q?: string, more = {}) =>
  (await useCases.read(casesPage, { limit: 10, ...(q && { q }), ...more }, actor)).items;
const titles = async (actor: Actor, q?: string, more = {}) =>
  (await find(actor, q, more)).map(({ title }) => title);
const DISK = {
  title: '存储阵列硬盘故障导致降级',
  symptom: '控制台告警:RAID5 降级,业务读写变慢。',
  cause: '一块硬盘出现坏道后被踢出阵列。',
  solution: '更换硬盘,重建阵列,重建期间限制备份任务。',
};
const DOWN = {
  title: '数据库服务器宕机后无法启动',
  symptom: '机房断电后服务器宕机,数据库实例反复重启。',
  cause: 'UPS 电池老化,断电时日志没有写完。',
  solution: '更换 UPS 电池,从备份恢复数据库并校验日志。',
};
const SWITCH = {
  title: '核心交换机端口频繁闪断',
  symptom: '办公网时断时续,交换机端口日志大量 UP/DOWN。',
  cause: '光模块老化,收光功率过低。',
  solution: '更换光模块并清洁光纤接头。',
};
const share = async (text: CaseText, actor: Actor = one) => {
  const { caseId } = await useCases.run(draftCase, { ...text }, as(actor, 'vic'));
  await pass(caseId, actor);
  return caseId;
};
const pass = async (caseId: string, actor: Actor = one) => {
  await useCases.run(submitCase, { caseId }, as(actor, 'vic'));
  await useCases.run(reviewCase, { caseId, isApproved: true }, as('enterprise', 'rita'));
  await useCases.run(publishCase, { caseId }, as('enterprise', 'rita'));
};

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(() =>
  database.owner.query(
    'TRUNCATE knowledge_revisions, case_links, requests, aggregate_versions, outbox, audit',
  ),
);

it.each([
  ['硬盘', [DISK.title]],
  ['服务器宕机', [DOWN.title]],
  ['数据库服务器突然宕机了怎么办', [DOWN.title]],
  ['断电之后数据库起不来', [DOWN.title]],
  ['办公网络时断时续,是不是光模块的问题?', [SWITCH.title]],
  ['raid5 降级', [DISK.title]],
  ['RAID5', [DISK.title]],
  ['ups电池', [DOWN.title]],
  ['光', [SWITCH.title]],
  ['空调漏水', []],
  ['!', []],
])('3.2.2: the sentence "%s" finds the cases %j', async (q, expected) => {
  for (const text of [DISK, DOWN, SWITCH]) await share(text);
  expect(await titles(other, q)).toEqual(expected);
});

it('3.2.2: what stands in the title comes before what stands in the text, page by page', async () => {
  for (const text of [DOWN, DISK, SWITCH]) await share(text);
  await share({ ...SWITCH, title: '更换老化设备的步骤' });
  const order = ['更换老化设备的步骤', DOWN.title, SWITCH.title];
  const seen = await titles(other, '老化');
  expect(seen).toHaveLength(3);
  expect(seen[0]).toBe(order[0]);
  const first = await useCases.read(casesPage, { q: '老化', limit: 2 }, other);
  const rest = await useCases.read(casesPage, { q: '老化', limit: 2, after: first.next! }, other);
  expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(seen);
});

it('3.2.2: a vendor finds what is published and its own drafts, and nothing of another’s', async () => {
  const { caseId } = await useCases.run(draftCase, { ...DISK }, as(one, 'vic'));
  expect(await titles(one, '硬盘')).toEqual([DISK.title]);
  expect(await titles(other, '硬盘')).toEqual([]);
  await expect(useCases.read(oneCase, { caseId }, other)).rejects.toMatchObject({ code: 'case.not-found' });
  await pass(caseId);
  expect(await titles(other, '硬盘')).toEqual([DISK.title]);
  const edit = useCases.run(editCase, { caseId, ...DOWN }, as(other, 'olga'));
  await expect(edit).rejects.toMatchObject({ code: 'case.not-found' });
});

it('3.2.2: the published edit is a new revision pending, the old stays visible until it is superseded', async () => {
  const caseId = await share(DISK);
  await useCases.run(editCase, { caseId, ...DISK, cause: '背板松动' }, as(one, 'vic'));
  expect(await find(other)).toMatchObject([{ revision: 1, status: 'published' }]);
  expect(await find(one)).toMatchObject([
    { revision: 2, status: 'draft' },
    { revision: 1, status: 'published' },
  ]);
  await pass(caseId);
  expect(await find(other)).toMatchObject([{ revision: 2, status: 'published' }]);
  expect(await titles(other, '背板松动')).toEqual([DISK.title]);
  const { revisions } = await useCases.read(oneCase, { caseId }, one);
  expect(revisions.map(({ status }) => status)).toEqual(['published', 'superseded']);
  const told = await database.owner.query<unknown[]>(
    `SELECT 1 FROM outbox WHERE type = 'collaboration.case.published.v1'`,
  );
  expect(told).toHaveLength(2);
});

it('3.2.2: two edits at once of a published case are one pending revision', async () => {
  const caseId = await share(DISK);
  const edit = (by: string) => useCases.run(editCase, { caseId, ...DISK }, as(one, by));
  await Promise.all([edit('vic'), edit('val')]);
  expect(await find(one, undefined, { status: 'draft' })).toHaveLength(1);
});

it('3.2.2: a text with a phone number is refused with its place, and nothing is handed in', async () => {
  const text = { ...DISK, solution: '更换后请联系 13812345678' };
  const { caseId } = await useCases.run(draftCase, text, as(one, 'vic'));
  const submit = useCases.run(submitCase, { caseId }, as(one, 'vic'));
  await expect(submit).rejects.toMatchObject({ code: 'case.holds-phone', path: '/solution' });
  expect(await find(one)).toMatchObject([{ status: 'draft' }]);
});

it('3.2.2: a work order leads to the cases that came of it and that helped with it', async () => {
  const workOrderId = idOf('d');
  const caseId = await share(DISK);
  await share(DOWN);
  await useCases.run(linkCase, { caseId, workOrderId }, as(other, 'olga'));
  await useCases.run(draftCase, { ...SWITCH, workOrderId }, as(other, 'olga'));
  expect(await titles(other, undefined, { workOrderId })).toEqual([SWITCH.title, DISK.title]);
  expect(await titles(one, undefined, { workOrderId })).toEqual([]);
  const { caseId: draft } = await useCases.run(draftCase, { ...DOWN }, as(other, 'olga'));
  const early = useCases.run(linkCase, { caseId: draft, workOrderId }, as(other, 'olga'));
  await expect(early).rejects.toMatchObject({ code: 'case.not-found' });
});

it('3.2.2: the database refuses a review by who wrote the case', async () => {
  await share(DISK);
  const forge = database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'service', true)`);
    await manager.query(`UPDATE knowledge_revisions SET reviewed_by = 'vic'`);
  });
  await expect(forge).rejects.toMatchObject({ constraint: 'knowledge_two_persons' });
});
