import { breaks, cny, damages } from './contract.fixture';
import { draftTemplate, publishTemplate, type TemplateContent } from './template';
import { standard } from './template.fixture';

const now = new Date('2026-09-01T02:00:00.000Z');
const draft = (content: TemplateContent = standard, templateVersion = 3) =>
  draftTemplate({
    ...{ templateId: 't', code: 'STD', name: '标准维护合同', templateVersion, content },
    ...{ draftedBy: 'wang', draftedAt: now },
  });
const publishing = { by: 'lin', contentHash: 'a'.repeat(64) };
const withClause = (text: string) => ({
  ...standard,
  clauses: [{ clauseId: '3.3.2a', text, parameters: [] }],
});

it('3.4.2c: another person publishes a version, which is announced with its hash', () => {
  const { state, events } = publishTemplate(draft(), 2, publishing, now);
  expect(state).toMatchObject({ status: 'published', publishedBy: 'lin', publishedAt: now });
  expect(events).toMatchObject([
    {
      type: 'contracts.template.published.v1',
      data: { code: 'STD', templateVersion: 3, contentHash: publishing.contentHash },
    },
  ]);
  expect(() => publishTemplate(state, 3, publishing, now)).toThrow(breaks('template.not-draft'));
});

it('1.1.3a: nobody publishes what he drafted, nor an older version after a newer one', () => {
  const own = () => publishTemplate(draft(), 2, { ...publishing, by: 'wang' }, now);
  expect(own).toThrow(breaks('template.same-person'));
  expect(() => publishTemplate(draft(), 4, publishing, now)).toThrow(breaks('template.superseded'));
});

it('3.3.2a: a standard that breaks the law is not published; what it leaves open is no breach', () => {
  const sue = draft(withClause('双方可申请仲裁,也可向人民法院起诉。'));
  expect(() => publishTemplate(sue, 0, publishing, now)).toThrow(breaks('template.lint-error'));
  const vague = draft({
    ...standard,
    terms: { legal: { dispute: { institution: '仲裁机构', seat: '上海' } } },
    clauses: [],
  });
  expect(() => publishTemplate(vague, 0, publishing, now)).toThrow(breaks('template.lint-error'));
  const capped = draft({
    ...standard,
    clauses: [],
    terms: { damages: { ...damages, uncapped: ['DATA_LEAK'] } },
  });
  expect(() => publishTemplate(capped, 0, publishing, now)).toThrow(breaks('template.lint-error'));
  const silent = draft({ ...standard, terms: {}, clauses: [] });
  expect(publishTemplate(silent, 0, publishing, now).state.status).toBe('published');
});

it('3.4.2c: what a clause says by default is what the typed term says', () => {
  const [damages, onSite] = standard.clauses;
  const [hours, region] = onSite!.parameters;
  const saying = (changed: Partial<typeof hours>) => () =>
    draft({
      ...standard,
      clauses: [damages!, { ...onSite!, parameters: [{ ...hours!, ...changed }, region!] }],
    });
  expect(saying({})).not.toThrow();
  expect(saying({ defaultValue: '4' })).toThrow(breaks('template.parameter-unbound'));
  const nowhere = { term: 'slaTargets/5/onSite/durationSeconds', factor: 3600 };
  expect(saying({ binding: nowhere })).toThrow(breaks('template.parameter-unbound'));
  const inherited = { term: 'constructor/name', factor: 1 };
  expect(saying({ binding: inherited })).toThrow(breaks('template.parameter-unbound'));
});

it('a template repeats no clause, keeps to one currency, and prices its scope by its own rates', () => {
  const twice = { ...standard, clauses: [standard.clauses[0]!, standard.clauses[0]!] };
  expect(() => draft(twice)).toThrow(breaks('template.clause-repeated'));
  expect(() => draft({ ...standard, currency: 'USD' })).toThrow(breaks('contract.currency-mixed'));
  const rateCard = [{ code: 'L1', hourlyRate: cny(1n), cap: cny(2n) }];
  const unpriced = { ...standard, terms: { ...standard.terms, rateCard } };
  expect(() => draft(unpriced)).toThrow(breaks('contract.rate-unknown'));
  const steep = { ...standard, terms: { ...standard.terms, curve: 'STEEP' as 'FAR' } };
  expect(() => draft(steep)).toThrow(breaks('contract.curve-unknown'));
});
