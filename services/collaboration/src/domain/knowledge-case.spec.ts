import {
  draftCase,
  editCase,
  publishCase,
  reviewCase,
  submitCase,
  type Approved,
  type CaseRevision,
  type ChangesRequested,
  type Published,
  type Superseded,
} from './knowledge-case';

const now = new Date('2026-10-21T01:00:00.000Z');
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const text = { title: '硬盘故障', symptom: '阵列降级', cause: '磁盘坏道', solution: '更换硬盘并重建' };
const about = { id: 'r1', caseId: 'c', vendorId, workOrderId: null };
const vic = { side: 'VENDOR', by: 'vic', now } as const;
const rita = { side: 'ENTERPRISE', by: 'rita', now } as const;
const draft = draftCase(text, about, vic);
const submitted = submitCase(draft, now).state;
const asked = reviewCase(submitted, { isApproved: false, note: '补充型号' }, rita).state as ChangesRequested;
const approved = reviewCase(submitted, { isApproved: true, note: null }, rita).state as Approved;
const published = publishCase(approved, null, rita).state[0] as Published;
const superseded: Superseded = { ...published, status: 'superseded', supersededAt: now };
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('3.2.2: a case goes from its author to a reviewer of the enterprise and to all vendors', () => {
  expect(published).toMatchObject({ ...text, status: 'published', authors: ['vic'], reviewedBy: 'rita' });
  expect(submitCase(draft, now).events).toMatchObject([{ type: 'collaboration.case.submitted.v1' }]);
  expect(publishCase(approved, null, rita).events).toEqual([
    {
      type: 'collaboration.case.published.v1',
      data: { caseId: 'c', revision: 1, vendorId, workOrderId: null, publishedAt: now },
    },
  ]);
});

it('3.2.2: neither a vendor nor who wrote at the case reviews or publishes it', () => {
  const yes = { isApproved: true, note: null };
  expect(() => reviewCase(submitted, yes, vic)).toThrow(breaks('case.reviewer-outside'));
  expect(() => reviewCase(submitted, yes, { ...vic, by: 'val' })).toThrow(breaks('case.reviewer-outside'));
  const own = submitCase(editCase(draft, text, 'r2', rita), now).state;
  expect(own.authors).toEqual(['vic', 'rita']);
  expect(() => reviewCase(own, yes, rita)).toThrow(breaks('case.same-person'));
  expect(reviewCase(own, yes, { ...rita, by: 'tom' }).state.status).toBe('approved');
  expect(() => publishCase(approved, null, vic)).toThrow(breaks('case.reviewer-outside'));
  expect(() => publishCase({ ...approved, authors: ['rita'] }, null, rita)).toThrow(
    breaks('case.same-person'),
  );
});

it('3.2.2: an edit of a published case is a new revision that waits while the old one stays', () => {
  const next = editCase(published, { ...text, cause: '背板松动' }, 'r2', vic);
  expect(next).toMatchObject({ id: 'r2', caseId: 'c', revision: 2, status: 'draft', cause: '背板松动' });
  const handed = submitCase(next, now).state;
  const ready = reviewCase(handed, { isApproved: true, note: null }, rita).state;
  expect(publishCase(ready, published, rita).state).toMatchObject([
    { revision: 1, status: 'superseded', supersededAt: now },
    { revision: 2, status: 'published' },
  ]);
});

it('3.2.2: changes are asked for in words, and a text that names people is not handed in', () => {
  const silent = () => reviewCase(submitted, { isApproved: false, note: null }, rita);
  expect(silent).toThrow(expect.objectContaining({ code: 'case.note-missing', path: '/note' }));
  const named = editCase(draft, { ...text, cause: '见 10.0.0.1' }, 'r2', vic);
  expect(() => submitCase(named, now)).toThrow(
    expect.objectContaining({ code: 'case.holds-ip', path: '/cause' }),
  );
  expect(submitCase(asked, now).state).not.toHaveProperty('reviewedBy');
});

const outcome = (act: () => { readonly status: string }): string => {
  try {
    return act().status;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
/** What each state answers to an edit, a submission, a review and a publication. */
const TABLE: readonly (readonly [CaseRevision, string, string, string, string])[] = [
  [draft, 'draft', 'submitted', 'case.not-submitted', 'case.not-approved'],
  [submitted, 'case.under-review', 'case.not-draft', 'approved', 'case.not-approved'],
  [asked, 'changes-requested', 'submitted', 'case.not-submitted', 'case.not-approved'],
  [approved, 'case.under-review', 'case.not-draft', 'case.not-submitted', 'published'],
  [published, 'draft', 'case.not-draft', 'case.not-submitted', 'case.not-approved'],
  [superseded, 'case.under-review', 'case.not-draft', 'case.not-submitted', 'case.not-approved'],
];
it.each(TABLE)(
  '3.2.2: the case %j takes only the steps of its state',
  (state, edited, handed, reviewed, shared) => {
    expect(outcome(() => editCase(state, text, 'r9', vic))).toBe(edited);
    expect(outcome(() => submitCase(state, now).state)).toBe(handed);
    expect(outcome(() => reviewCase(state, { isApproved: true, note: null }, rita).state)).toBe(reviewed);
    expect(outcome(() => publishCase(state, null, rita).state[0]!)).toBe(shared);
  },
);
