import type { Evidence, QualificationKind } from './evidence';
import {
  daysBeforeIn,
  expiredIn,
  firstLookAt,
  kindsIn,
  lookAt,
  nextLookAt,
  watchedIn,
  type DatedPaper,
  type WatchNorms,
} from './qualification-watch';

const at = new Date('2026-03-02T01:00:00.000Z');
const norms: WatchNorms = {
  ...{ daysBefore: [90, 30, 7], requiredKinds: ['LICENCE', 'ISO9001'] },
  timezone: 'Asia/Shanghai',
};
function paper(id: string, validTo: string | null, kind: QualificationKind = 'ISO9001', issuer = 'Body') {
  return {
    ...{ id, kind, issuer, validTo, number: `N-${id}`, documentHash: 'a'.repeat(64), vendorId: 'v1' },
    ...{ submittedAt: at, submittedBy: 'v1', status: 'verified', verifiedAt: at, verifiedBy: 'legal' },
  } as const satisfies Evidence;
}
const dated = (id: string, validTo: string) => paper(id, validTo) as DatedPaper;
const ids = (papers: readonly Evidence[]) => papers.map(({ id }) => id);

it('2.1.1: a paper is told of on its 90th, 30th and 7th day before the last and on the day after it', () => {
  const one = dated('a', '2026-12-01');
  const days: string[] = [];
  let look: Date | null = firstLookAt(one, norms, '2026-03-02');
  for (; look; look = nextLookAt(one, norms, days.at(-1)!)) {
    expect(look.toISOString()).toMatch(/T16:00:00.000Z$/); // midnight in Shanghai
    days.push(new Date(look.getTime() + 8 * 3_600_000).toISOString().slice(0, 10));
  }
  expect(days).toEqual(['2026-09-02', '2026-11-01', '2026-11-24', '2026-12-02']);
  const told = days.map((day) => lookAt(one, norms, day, at)[0]!);
  const verbs = told.map(({ type, data }) => [type.split('.')[2], 'daysLeft' in data && data.daysLeft]);
  const [expiring, expired] = ['qualification-expiring', 'qualification-expired'];
  expect(verbs).toEqual([
    [expiring, 90],
    [expiring, 30],
    [expiring, 7],
    [expired, false],
  ]);
});

it('2.1.1: a look that comes late says how many days are left then, and the next is one ahead', () => {
  const one = dated('a', '2026-12-01');
  expect(lookAt(one, norms, '2026-11-11', at)).toMatchObject([{ data: { daysLeft: 20 } }]);
  expect(nextLookAt(one, norms, '2026-11-11')).toEqual(new Date('2026-11-23T16:00:00.000Z'));
});

it('2.1.1: a look that the policy does not ask for any more tells nothing', () => {
  expect(lookAt(dated('a', '2026-12-01'), { ...norms, daysBefore: [7] }, '2026-11-01', at)).toEqual([]);
});

it('2.1.1: what had ended when it was verified is looked at as from the day after its end', () => {
  const late = firstLookAt(dated('a', '2026-01-31'), norms, '2026-03-02');
  expect(late).toEqual(new Date('2026-01-31T16:00:00.000Z'));
});

it('2.1.1: a verified paper of the same type that is valid longer replaces, a submitted one does not', () => {
  const submitted: Evidence = { ...paper('c', '2030-01-01'), status: 'submitted' };
  expect(ids(watchedIn([dated('a', '2026-12-01'), submitted]))).toEqual(['a']);
  expect(ids(watchedIn([dated('a', '2026-12-01'), dated('b', '2027-12-01')]))).toEqual(['b']);
  expect(ids(watchedIn([dated('a', '2026-12-01'), paper('b', null)]))).toEqual([]);
  expect(ids(watchedIn([dated('a', '2026-12-01'), paper('b', '2027-12-01', 'LICENCE')]))).toEqual(['a', 'b']);
  const twin = { ...dated('b', '2026-12-01'), verifiedAt: new Date(at.getTime() + 1) };
  expect(ids(watchedIn([dated('a', '2026-12-01'), twin]))).toEqual(['b']);
});

it('2.1.1: of other papers each issuer’s are of one type', () => {
  const [fire, later] = [
    paper('a', '2026-12-01', 'OTHER', 'Fire'),
    paper('b', '2027-12-01', 'OTHER', 'Fire'),
  ];
  const data = paper('c', '2026-12-01', 'OTHER', 'Data');
  expect(ids(watchedIn([fire, later, data]))).toEqual(['b', 'c']);
});

it('2.1.1: expired is what the vendor needs and whose last day is over', () => {
  const evidence = [dated('a', '2026-12-01'), paper('b', '2026-11-30', 'OTHER')];
  expect(ids(expiredIn(evidence, norms, '2026-12-01'))).toEqual([]);
  expect(ids(expiredIn(evidence, norms, '2026-12-02'))).toEqual(['a']);
  const all = { ...norms, requiredKinds: ['ISO9001', 'OTHER'] as const };
  expect(ids(expiredIn(evidence, all, '2026-12-02'))).toEqual(['a', 'b']);
});

it('2.1.1: the policy’s lists are read exactly', () => {
  expect(daysBeforeIn('90,30,7')).toEqual([90, 30, 7]);
  expect(kindsIn('LICENCE,ISO9001')).toEqual(['LICENCE', 'ISO9001']);
});

it.each(['', '90,', '90 30', '-1', '0', '7.5', 'ninety'])('2.1.1: "%s" lists no days', (text) => {
  expect(() => daysBeforeIn(text)).toThrow(RangeError);
});

it.each(['', 'ISO9001,', 'ISO', 'REFERENCE_PROJECT'])('2.1.1: "%s" lists no kinds', (text) => {
  expect(() => kindsIn(text)).toThrow(RangeError);
});
