import { kpiSet } from './kpi-set.fixture';
import { draftKpiSet, publishKpiSet } from './kpi-set-version';
import type { Dimension } from './kpi-set';

const now = new Date('2026-12-21T02:00:00.000Z');
const draft = (dimensions: readonly Dimension[] = kpiSet.dimensions) =>
  draftKpiSet({ version: 2, effectiveFrom: '2027Q1', dimensions, draftedBy: 'wang', draftedAt: now });
const publishing = { by: 'lin', contentHash: 'a'.repeat(64), today: '2026-12-21' };
const breaks = (code: string, path?: string) => expect.objectContaining({ name: 'RuleBroken', code, path });
const [response, resolution, satisfaction, availability] = kpiSet.dimensions as Dimension[];

it('1.3.1: a version that another person publishes counts from its quarter on and is announced', () => {
  const { state, events } = publishKpiSet(draft(), publishing, now);
  expect(state).toMatchObject({ status: 'published', effectiveOn: '2027-01-01', publishedBy: 'lin' });
  expect(events).toMatchObject([
    {
      type: 'appraisal.kpi-set.published.v1',
      data: { kpiSet: 2, effectiveOn: '2027-01-01', dimensions: { length: 4 } },
    },
  ]);
  expect(() => publishKpiSet(state, publishing, now)).toThrow(breaks('kpi-set.not-draft'));
});

it('1.1.3a: nobody publishes what he drafted', () => {
  const own = () => publishKpiSet(draft(), { ...publishing, by: 'wang' }, now);
  expect(own).toThrow(breaks('kpi-set.same-person'));
});

it('1.3.1: a version may still come in the last days of its first quarter, not after it', () => {
  const on = (today: string) => () => publishKpiSet(draft(), { ...publishing, today }, now);
  expect(on('2027-03-31')).not.toThrow();
  expect(on('2027-04-01')).toThrow(breaks('kpi-set.quarter-over'));
});

it.each<[string, string, Dimension[]]>([
  ['kpi-set.weights-not-100', '/dimensions', [response!, resolution!, satisfaction!]],
  ['kpi-set.mandatory-missing', '/dimensions', [response!, { ...resolution!, weight: 70 }]],
  [
    'kpi-set.mandatory-missing',
    '/dimensions',
    [{ ...response!, weight: 0 }, resolution!, satisfaction!, { ...availability!, weight: 50 }],
  ],
  [
    'kpi-set.dimension-repeated',
    '/dimensions/3/name',
    [response!, resolution!, satisfaction!, { ...availability!, name: 'response' }],
  ],
  [
    'kpi-set.target-is-floor',
    '/dimensions/1/target',
    [response!, { ...resolution!, floor: '95.0' }, satisfaction!, availability!],
  ],
  [
    'kpi-set.formula-invalid',
    '/dimensions/2/denominator/8',
    [response!, resolution!, { ...satisfaction!, denominator: 'surveys.counts' }, availability!],
  ],
])('1.3.1: %s at %s is refused', (code, path, dimensions) => {
  expect(() => draft(dimensions)).toThrow(breaks(code, path));
});
