import { hashOf, type Actor } from '@steward/messaging';
import {
  contractDeviations,
  oneTemplateVersion,
  templateExport,
  templatesPage,
  templateVersions,
} from '../storage/template-views';
import { draftTemplate, type DraftTemplate } from './draft-template';
import { draftTemplateVersion } from './draft-template-version';
import { as, concluded, hours, pair, vendorId } from './in-force.fixture';
import { publishTemplate } from './publish-template';
import { TimedContracts } from './timed.fixture';

const vendor: Actor = `vendor:${vendorId}`;
const content: Omit<DraftTemplate, 'code' | 'name'> = {
  currency: 'CNY',
  terms: {
    slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
    legal: { dispute: { institution: '上海仲裁委员会', seat: '上海' } },
    rateCard: [
      {
        code: 'L2',
        hourlyRate: { amountMinor: '38000', currency: 'CNY' },
        cap: { amountMinor: '200000', currency: 'CNY' },
      },
    ],
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

let house: TimedContracts;
let templateId: string;
let drafts = 0;
const run: TimedContracts['useCases']['run'] = (...call) => house.useCases.run(...call);
const publish = (templateVersion: number, by = 'lin') =>
  run(publishTemplate, { templateId, templateVersion }, as(by));
const exported = (templateVersion: number, actor: Actor = vendor) =>
  house.useCases.read(templateExport, { templateId, templateVersion }, actor);

beforeAll(async () => {
  house = await TimedContracts.start('2026-10-20T02:00:00.000Z');
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  const named = { ...content, code: `STD-${(drafts += 1)}`, name: '标准维护合同' };
  ({ templateId } = await run(draftTemplate, named, as('wang')));
});

it('3.4.2c: a published version is exported, the same to the byte, with a hash that can be checked', async () => {
  await expect(exported(1)).rejects.toMatchObject({ code: 'template.not-found' });
  const { contentHash } = await publish(1);
  const document = await exported(1);
  expect(document).toMatchObject({
    ...{ format: 'steward.contract-template', templateVersion: 1, name: '标准维护合同', contentHash },
    ...{ currency: 'CNY', terms: content.terms, clauses: content.clauses },
  });
  const { currency, terms, clauses } = document;
  expect(hashOf({ currency, terms, clauses })).toBe(contentHash);
  expect(JSON.stringify(await exported(1, 'enterprise'))).toBe(JSON.stringify(document));
});

it('3.4.2c: a vendor reads published versions only; a draft is as good as missing', async () => {
  const read = () => house.useCases.read(templateVersions, { templateId }, vendor);
  await expect(read()).rejects.toMatchObject({ code: 'template.not-found' });
  const listed = async () =>
    (await house.useCases.read(templatesPage, { limit: 100 }, vendor)).items.map((item) => item.templateId);
  expect(await listed()).not.toContain(templateId);
  await publish(1);
  await run(draftTemplateVersion, { ...content, templateId }, as('wang'));
  expect(await listed()).toContain(templateId);
  expect(await read()).toMatchObject({ items: [{ templateVersion: 1, status: 'published' }] });
  const second = { templateId, templateVersion: 2 };
  const secret = house.useCases.read(oneTemplateVersion, second, vendor);
  await expect(secret).rejects.toMatchObject({ code: 'template.not-found' });
  expect(await house.useCases.read(oneTemplateVersion, second, 'enterprise')).toMatchObject({
    ...{ status: 'draft', contentHash: null },
  });
});

it('3.4.2c: a vendor writes none, not by direct SQL either', async () => {
  await publish(1);
  const forged = house.database.app.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'vendor:${vendorId}', true)`);
    const [, changed] = await manager.query<[unknown[], number]>(
      `UPDATE templates SET last_published = 9 WHERE id = '${templateId}'`,
    );
    expect(changed).toBe(0);
    await manager.query(
      `INSERT INTO templates (id, code, name) VALUES ('0195540a-0000-7000-8000-0000000000ff', 'X', 'X')`,
    );
  });
  await expect(forged).rejects.toMatchObject({ code: '42501' });
});

it('1.1.3a: nobody publishes what he drafted, not by direct SQL either; of twenty publications one counts', async () => {
  await expect(publish(1, 'wang')).rejects.toMatchObject({ code: 'template.same-person' });
  const forged = house.forge(
    `UPDATE template_versions SET status = 'published', published_by = drafted_by, published_at = now(),
       content_hash = repeat('a', 64) WHERE template_id = '${templateId}'`,
  );
  await expect(forged).rejects.toMatchObject({ constraint: 'template_versions_two_persons' });
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => publish(1)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const told = await house.database.owner.query<object[]>(
    `SELECT FROM outbox WHERE type = 'contracts.template.published.v1' AND aggregate_id = $1`,
    [templateId],
  );
  expect(told).toHaveLength(1);
});

it('3.4.2c: a contract from version 3 shows each deviated clause and term, from what to what', async () => {
  await run(draftTemplateVersion, { ...content, templateId }, as('wang'));
  const stricter = { onSite: hours(1), closure: hours(72) };
  const terms = { ...content.terms, slaTargets: { 1: stricter, 2: pair, 3: pair, 4: pair } };
  const [clause] = content.clauses;
  const parameters = [{ ...clause!.parameters[0]!, defaultValue: '1' }];
  const third = { ...content, templateId, terms, clauses: [{ ...clause!, parameters }] };
  await run(draftTemplateVersion, third, as('wang'));
  await publish(3);
  const contractId = await concluded(house.useCases, '2026-01-01', '2026-12-31', {
    template: { templateId, templateVersion: 3 },
  });
  const shown = await house.useCases.read(contractDeviations, { contractId, contractVersion: 1 }, vendor);
  expect(shown).toEqual({
    template: { templateId, templateVersion: 3, code: `STD-${drafts}` },
    items: expect.arrayContaining([
      { path: 'slaTargets/1/onSite/durationSeconds', from: 3600, to: 7200 },
      { path: 'rateCard/L2', from: expect.objectContaining({ code: 'L2' }) as unknown, to: null },
      { path: 'clauses/2.2.1a', from: '一级故障1小时内到场。', to: null },
      { path: 'clauses/1.1.4', from: null, to: '服务商操作失误造成的损失,按责任比例赔偿。' },
    ]) as unknown,
    contradictions: [],
  });
  expect(shown.items).toHaveLength(4);
  const plain = await concluded(house.useCases, '2026-01-01', '2026-12-31');
  const none = await house.useCases.read(
    contractDeviations,
    { contractId: plain, contractVersion: 1 },
    vendor,
  );
  expect(none).toEqual({ template: null, items: [], contradictions: [] });
  const stranger: Actor = 'vendor:0195540a-0000-7000-8000-00000000000b';
  const foreign = house.useCases.read(contractDeviations, { contractId, contractVersion: 1 }, stranger);
  await expect(foreign).rejects.toMatchObject({ code: 'contract.not-found' });
});

it('3.4.2c: no contract is drafted by a version that is not published', async () => {
  const ref = { templateId, templateVersion: 1 };
  const drafting = concluded(house.useCases, '2026-01-01', '2026-12-31', { template: ref });
  await expect(drafting).rejects.toMatchObject({ code: 'template.not-published', path: '/template' });
});

it('a parameter or a term that does not fit is refused with its path, and a code is taken once', async () => {
  const misfit = { ...content, code: 'X', name: '', terms: { ...content.terms, bonus: 1 } };
  const [clause] = content.clauses;
  const wrong = { ...misfit, clauses: [{ ...clause!, parameters: [{ name: '2x', kind: 'DATE' }] }] };
  const asked = run(draftTemplate, wrong as unknown as DraftTemplate, as('wang'));
  await expect(asked).rejects.toMatchObject({
    errors: expect.arrayContaining([
      expect.objectContaining({ path: '/name' }),
      expect.objectContaining({ path: '/terms/bonus' }),
      expect.objectContaining({ path: '/clauses/0/parameters/0/name' }),
      expect.objectContaining({ path: '/clauses/0/parameters/0/kind' }),
      expect.objectContaining({ path: '/clauses/0/parameters/0/defaultValue' }),
    ]) as unknown,
  });
  const again = run(draftTemplate, { ...content, code: `STD-${drafts}`, name: '另一份' }, as('wang'));
  await expect(again).rejects.toMatchObject({ code: 'template.code-taken' });
});
