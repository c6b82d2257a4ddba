import { addMonthsClamped, localDateOf, startOfLocalDay } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { reviewDue, reviewEscalated, reviewRecorded } from '@steward/events';
import type { ReviewDue, ReviewEscalated, ReviewRecorded } from '@steward/events';

/** UNCHANGED: the terms still fit. AMEND: an amendment has to be proposed. Clause 1.3.3. */
export const REVIEW_OUTCOMES = ['UNCHANGED', 'AMEND'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** The policy's norms: a review at most every `cadenceMonths`, escalated `escalationDays` after it is due. */
export type ReviewNorms = { readonly cadenceMonths: number; readonly escalationDays: number };

/** What the rule knows of a contract: its last day, its zone, and its last review, at first its first day. */
export type Reviewed = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly isInForce: boolean;
  readonly lastOn: string;
  readonly endOn: string;
  readonly timezone: string;
};
/** One review from its announcement, or from its recording where that came first. */
export type Review = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly dueOn: string;
  readonly announcedAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly held: {
    readonly on: string;
    readonly by: string;
    readonly outcome: ReviewOutcome;
    readonly summary: string;
  } | null;
};
type Outcome<Event> = Decision<Review | null, Event>;
const NOTHING = { state: null, events: [] } as const;

/** The day on which the next review is due: so many months after the last, or the month's last day. */
export const nextReviewOn = (lastOn: string, { cadenceMonths }: ReviewNorms): string =>
  addMonthsClamped(lastOn, cadenceMonths);

/** The first instant of the day, in the contract's zone. */
export const announcedFrom = (dueOn: string, timezone: string): Date =>
  new Date(startOfLocalDay(dueOn, timezone));

/** The first instant at which a review that is still missing is escalated. */
export function escalatedFrom(dueOn: string, timezone: string, { escalationDays }: ReviewNorms): Date {
  const day = new Date(Date.parse(dueOn) + escalationDays * 86_400_000).toISOString().slice(0, 10);
  return new Date(startOfLocalDay(day, timezone));
}

/**
 * Announces a review once, unless the contract was reviewed since the timer was set, ends before it is due or
 * is not in force; where it is resumed, it is asked again. Clause 1.3.3.
 */
export function announce(
  contract: Reviewed,
  known: Review | null,
  due: { readonly id: string; readonly dueOn: string },
  norms: ReviewNorms,
  now: Date,
): Outcome<ReviewDue> {
  const { contractId, vendorId } = contract;
  const isDue = nextReviewOn(contract.lastOn, norms) === due.dueOn && due.dueOn <= contract.endOn;
  if (known || !isDue || !contract.isInForce) return NOTHING;
  const review = { ...due, contractId, vendorId, announcedAt: now, escalatedAt: null, held: null };
  const { id: reviewId, dueOn } = review;
  return { state: review, events: [reviewDue({ reviewId, contractId, vendorId, dueOn, announcedAt: now })] };
}

/** Tells once that an announced review of a contract in force is still missing. Clause 1.3.3. */
export function escalate(contract: Reviewed, known: Review | null, now: Date): Outcome<ReviewEscalated> {
  if (!contract.isInForce || !known || !known.announcedAt || known.escalatedAt || known.held) return NOTHING;
  const { id: reviewId, contractId, vendorId, dueOn } = known;
  return {
    state: { ...known, escalatedAt: now },
    events: [reviewEscalated({ reviewId, contractId, vendorId, dueOn, escalatedAt: now })],
  };
}

type Held = NonNullable<Review['held']>;

/**
 * Records a review; the next is counted from its day. Breaks `contract.not-in-force`, `review.ahead` and
 * `review.not-later`. Clause 1.3.3.
 */
export function holdReview(
  contract: Reviewed,
  known: Review | null,
  held: Held,
  id: string,
  norms: ReviewNorms,
  now: Date,
): Decision<Review, ReviewRecorded> {
  const { contractId, vendorId, lastOn } = contract;
  ensure(contract.isInForce, 'contract.not-in-force', 'Only a contract in force is reviewed.');
  const today = localDateOf(contract, now.getTime());
  ensure(held.on <= today, 'review.ahead', `A review of ${held.on} has not been held on ${today}.`);
  ensure(held.on > lastOn, 'review.not-later', `The contract was reviewed on ${lastOn} or began then.`);
  const dueOn = nextReviewOn(lastOn, norms);
  const blank = { id, contractId, vendorId, dueOn, announcedAt: null, escalatedAt: null };
  const review: Review = { ...(known ?? blank), held };
  const recorded = reviewRecorded({
    ...{ reviewId: review.id, contractId, vendorId, dueOn, heldOn: held.on, outcome: held.outcome },
    ...{ nextDueOn: nextReviewOn(held.on, norms), recordedAt: now },
  });
  return { state: review, events: [recorded] };
}
