import { callHearing, decideProcedure } from './hearing';
import { reviewStreaks, type OpenProcedure } from './procedure';
import { DEFAULT_STREAK_RULES } from '@steward/terms';

const now = new Date('2026-10-20T16:00:00.000Z'); // Wednesday 21 October in Shanghai
const open: OpenProcedure = {
  ...{ id: 'p', vendorId: 'v', contractId: 'c', kind: 'DOWNGRADE', quarter: '2026Q3' },
  ...{ openedAt: now, status: 'open' },
};
const contract = {
  ...{ id: 'c', vendorId: 'v', calendar: 'CN', timezone: 'Asia/Shanghai' },
  slots: [['09:00', '18:00'] as const],
};
const hearingAt = new Date('2026-10-29T02:00:00.000Z');
const calling = { hearingAt, by: 'wang', contract, noticeWorkingDays: 5, decisionWorkingDays: 10 };
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });
const called = () => callHearing(open, calling, now).state;
const verdict = { isUpheld: true, reason: 'Two quarters failed.', by: 'lin' };

it('1.3.2: a hearing leaves five working days to prepare, and its decision has ten', () => {
  // 22, 23, 26, 27 and 28 October; then 30 October and 2 to 6, 9 to 12 November.
  expect(called()).toMatchObject({ status: 'called', decisionDueAt: new Date('2026-11-12T16:00:00.000Z') });
  const early = { ...calling, hearingAt: new Date('2026-10-28T15:59:59.999Z') };
  expect(() => callHearing(open, early, now)).toThrow(breaks('procedure.notice-short'));
  expect(() => callHearing(called(), calling, now)).toThrow(breaks('procedure.not-open'));
});

it('1.3.2: after the hearing another person decides; the tier is left to the register', () => {
  expect(() => decideProcedure(open, verdict, hearingAt)).toThrow(breaks('procedure.not-heard'));
  expect(() => decideProcedure(called(), verdict, now)).toThrow(breaks('procedure.not-heard'));
  const own = () => decideProcedure(called(), { ...verdict, by: 'wang' }, hearingAt);
  expect(own).toThrow(breaks('procedure.same-person'));
  const { state, events } = decideProcedure(called(), verdict, hearingAt);
  expect(state).toMatchObject({ status: 'decided', isUpheld: true, decidedBy: 'lin' });
  expect(events).toMatchObject([{ type: 'appraisal.procedure.decided.v1', data: { isUpheld: true } }]);
  expect(() => decideProcedure(state, verdict, hearingAt)).toThrow(breaks('procedure.not-heard'));
});

it('1.3.2: a streak that was decided opens nothing again, and one whose hearing is called is withdrawn', () => {
  const standing = (quarter: string, score: string) => ({
    ...{ quarter, isPublished: true, tier: 'STRATEGIC' as const, score, isPassed: Number(score) >= 80 },
  });
  const failing = [standing('2026Q2', '78.00'), standing('2026Q3', '76.00')];
  const of = { contractId: 'c', vendorId: 'v' };
  const decided = decideProcedure(called(), verdict, hearingAt).state;
  const review = (record: Parameters<typeof reviewStreaks>[0]) =>
    reviewStreaks(record, DEFAULT_STREAK_RULES, hearingAt).state;
  expect(review({ ...of, standings: failing, procedures: [decided] })).toEqual([]);
  const corrected = [standing('2026Q2', '81.00'), failing[1]!];
  expect(review({ ...of, standings: corrected, procedures: [called()] })).toEqual([
    { ...open, status: 'withdrawn', withdrawnAt: hearingAt },
  ]);
});
