import { announce, announcedFrom, escalate, escalatedFrom, holdReview, nextReviewOn } from './review';
import type { Reviewed } from './review';

const norms = { cadenceMonths: 12, escalationDays: 30 };
const contract: Reviewed = {
  ...{ contractId: 'c', vendorId: 'v', isInForce: true },
  ...{ lastOn: '2025-11-30', endOn: '2027-12-31', timezone: 'Asia/Shanghai' },
};
const due = { id: 'r', dueOn: '2026-11-30' };
const now = announcedFrom(due.dueOn, 'Asia/Shanghai');
const held = { on: '2026-12-01', by: 'wang', outcome: 'UNCHANGED' as const, summary: '条款仍适用' };
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('1.3.3: last reviewed on 2025-11-30, a contract is due on 2026-11-30 and escalated 30 days later', () => {
  expect(nextReviewOn('2025-11-30', norms)).toBe('2026-11-30');
  expect(now).toEqual(new Date('2026-11-29T16:00:00.000Z'));
  expect(escalatedFrom(due.dueOn, 'Asia/Shanghai', norms)).toEqual(new Date('2026-12-29T16:00:00.000Z'));
});

it('1.3.3: twelve months after 29 February is 28 February', () => {
  expect(nextReviewOn('2028-02-29', norms)).toBe('2029-02-28');
});

it('1.3.3: a review is announced once, not after one was held, and not beyond the contract’s end', () => {
  const { state, events } = announce(contract, null, due, norms, now);
  expect(events).toMatchObject([{ type: 'contracts.review.due.v1', data: { dueOn: due.dueOn } }]);
  expect(announce(contract, state, due, norms, now).events).toEqual([]);
  expect(announce({ ...contract, lastOn: '2026-06-01' }, null, due, norms, now).events).toEqual([]);
  expect(announce({ ...contract, endOn: '2026-11-29' }, null, due, norms, now).events).toEqual([]);
  expect(announce({ ...contract, endOn: '2026-11-30' }, null, due, norms, now).events).toHaveLength(1);
});

it('1.3.3: a missing review is escalated once, a held one never', () => {
  const open = announce(contract, null, due, norms, now).state;
  const { state, events } = escalate(contract, open, now);
  expect(events).toMatchObject([{ type: 'contracts.review.escalated.v1' }]);
  expect(escalate(contract, state, now).events).toEqual([]);
  expect(escalate(contract, { ...open!, held }, now).events).toEqual([]);
  expect(escalate(contract, null, now).events).toEqual([]);
});

it('1.3.3: neither announced nor escalated while the contract is not in force', () => {
  const suspended = { ...contract, isInForce: false };
  expect(announce(suspended, null, due, norms, now).events).toEqual([]);
  const open = announce(contract, null, due, norms, now).state;
  expect(escalate(suspended, open, now).events).toEqual([]);
});

it('1.3.3: the next review counts from the day on which this one was held', () => {
  const later = new Date('2026-12-02T00:00:00.000Z');
  const { events } = holdReview(contract, null, held, 'r', norms, later);
  expect(events).toMatchObject([{ data: { heldOn: '2026-12-01', nextDueOn: '2027-12-01' } }]);
});

it('a review lies neither ahead nor before the last, and only a contract in force has one', () => {
  const ahead = () => holdReview(contract, null, held, 'r', norms, now);
  expect(ahead).toThrow(breaks('review.ahead'));
  const early = () => holdReview(contract, null, { ...held, on: '2025-11-30' }, 'r', norms, now);
  expect(early).toThrow(breaks('review.not-later'));
  const draft = () => holdReview({ ...contract, isInForce: false }, null, held, 'r', norms, now);
  expect(draft).toThrow(breaks('contract.not-in-force'));
});
