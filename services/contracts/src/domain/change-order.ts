import { ensure, type Decision } from '@steward/domain';
import {
  changeOrderApproved,
  changeOrderCharged,
  changeOrderDeclined,
  changeOrderQuoted,
} from '@steward/events';
import type {
  ChangeOrderApproved,
  ChangeOrderCharged,
  ChangeOrderDeclined,
  ChangeOrderQuoted,
} from '@steward/events';
import { isLess, least, minus, ratio, share, zero, type Money } from '@steward/money';
import type { Rate } from './legal-terms';

/** A work order outside a contract's scope, as work-orders announced it. Clause 1.1.2. */
export type ScopeReview = {
  readonly id: string;
  readonly workOrderId: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** The line of the rate card by which the scope prices the work; null: any line may. */
  readonly rateCode: string | null;
  readonly isOpen: boolean;
};

type Quote = {
  readonly id: string;
  readonly scopeReviewId: string;
  readonly workOrderId: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** The version whose rate card was quoted from. */
  readonly contractVersion: number;
  /** As the rate card had it: a later card changes no quote. */
  readonly rate: Rate;
  readonly estimatedMinutes: number;
  /** The most that will be paid. */
  readonly quoted: Money;
  readonly description: string;
  readonly quotedBy: string;
  readonly quotedAt: Date;
};
type Approval = { readonly approvedBy: string; readonly approvedAt: Date };
type Work = { readonly workedMinutes: number; readonly workedBy: string; readonly workedAt: Date };

export type Quoted = Quote & { readonly status: 'quoted' };
export type Declined = Quote & {
  readonly status: 'declined';
  readonly declinedBy: string;
  readonly declinedAt: Date;
  readonly reason: string;
};
export type Approved = Quote & Approval & { readonly status: 'approved' };
export type Worked = Quote & Approval & Work & { readonly status: 'worked' };
export type Charged = Quote &
  Approval &
  Work & {
    readonly status: 'charged';
    readonly amount: Money;
    /** What the hours come to beyond the quote; it is not paid. */
    readonly capped: Money;
    readonly chargedBy: string;
    readonly chargedAt: Date;
  };
/** The price of work outside the scope, from the quote to the charge. Clause 2.2.2b. */
export type ChangeOrder = Quoted | Declined | Approved | Worked | Charged;

/** What of a contract a quote is made from. */
export type Card = {
  readonly code: string;
  readonly isInForce: boolean;
  readonly contractVersion: number;
  readonly rateCard: readonly Rate[];
};
export type Estimate = {
  readonly id: string;
  readonly rateCode: string;
  readonly estimatedMinutes: number;
  readonly description: string;
};

/** Minutes by an hour's price, rounded HALF_UP once to the minor unit. */
export const priceOf = (minutes: number, hourlyRate: Money): Money =>
  share(hourlyRate, ratio(BigInt(minutes), 60n), 'HALF_UP');

/**
 * Quotes work that waits in a scope review, before it is done. Breaks `change-order.review-ended`,
 * `change-order.open-already`, `contract.not-in-force`, `change-order.no-rate` and
 * `change-order.other-rate`. Clauses 1.1.2 and 2.2.2b.
 */
export function quote(
  review: ScopeReview,
  { code, isInForce, contractVersion, rateCard }: Card,
  others: readonly ChangeOrder[],
  { id, rateCode, estimatedMinutes, description }: Estimate,
  by: string,
  now: Date,
): Decision<Quoted, ChangeOrderQuoted> {
  ensure(review.isOpen, 'change-order.review-ended', 'The work order no longer waits for a change order.');
  ensure(
    others.every(({ status }) => status === 'declined'),
    'change-order.open-already',
    'There is a quote for this work order already.',
  );
  ensure(isInForce, 'contract.not-in-force', `${code} is not in force.`);
  const rate = rateCard.find((line) => line.code === rateCode);
  ensure(
    rate !== undefined,
    'change-order.no-rate',
    `The rate card of ${code} has no ${rateCode}.`,
    '/rateCode',
  );
  ensure(
    review.rateCode === null || review.rateCode === rateCode,
    'change-order.other-rate',
    `The scope of ${code} prices this work by ${review.rateCode}.`,
    '/rateCode',
  );
  const { id: scopeReviewId, workOrderId, contractId, vendorId } = review;
  const quoted = least(priceOf(estimatedMinutes, rate.hourlyRate), rate.cap);
  const state: Quoted = {
    ...{ id, scopeReviewId, workOrderId, contractId, vendorId, contractVersion, rate },
    ...{ estimatedMinutes, quoted, description, quotedBy: by, quotedAt: now, status: 'quoted' },
  };
  const { hourlyRate, cap } = rate;
  const price = { rateCode, hourlyRate, cap, estimatedMinutes, quoted };
  return { state, events: [changeOrderQuoted({ ...named(state), ...price, quotedAt: now })] };
}

/**
 * A second person accepts the quote. Breaks `change-order.wrong-state`, `change-order.same-person` and
 * `change-order.review-ended`. Clause 2.2.2b.
 */
export function approve(
  changeOrder: ChangeOrder,
  review: ScopeReview,
  by: string,
  now: Date,
): Decision<Approved, ChangeOrderApproved> {
  ensureStatus(changeOrder, 'quoted');
  ensure(review.isOpen, 'change-order.review-ended', 'The work order no longer waits for a change order.');
  ensure(changeOrder.quotedBy !== by, 'change-order.same-person', 'Another person must approve it.');
  const { contractVersion, quoted } = changeOrder;
  return {
    state: { ...changeOrder, status: 'approved', approvedBy: by, approvedAt: now },
    events: [changeOrderApproved({ ...named(changeOrder), contractVersion, quoted, approvedAt: now })],
  };
}

/** Does not accept the quote; another may follow. Breaks `change-order.wrong-state`. Clause 2.2.2b. */
export function decline(
  changeOrder: ChangeOrder,
  reason: string,
  by: string,
  now: Date,
): Decision<Declined, ChangeOrderDeclined> {
  ensureStatus(changeOrder, 'quoted');
  return {
    state: { ...changeOrder, status: 'declined', reason, declinedBy: by, declinedAt: now },
    events: [changeOrderDeclined({ ...named(changeOrder), reason, declinedAt: now })],
  };
}

/** Tells how long the work took. Breaks `change-order.wrong-state`. Clause 2.2.2b. */
export function tellWork(
  changeOrder: ChangeOrder,
  workedMinutes: number,
  by: string,
  now: Date,
): Decision<Worked, never> {
  ensureStatus(changeOrder, 'approved');
  return {
    state: { ...changeOrder, status: 'worked', workedMinutes, workedBy: by, workedAt: now },
    events: [],
  };
}

/**
 * Another person confirms the time: it is paid by the rate, at most what was quoted. Breaks
 * `change-order.wrong-state` and `change-order.same-person`. Clause 2.2.2b.
 */
export function charge(
  changeOrder: ChangeOrder,
  by: string,
  now: Date,
): Decision<Charged, ChangeOrderCharged> {
  ensureStatus(changeOrder, 'worked');
  ensure(changeOrder.workedBy !== by, 'change-order.same-person', 'Another person must confirm it.');
  const { rate, quoted, workedMinutes, contractVersion } = changeOrder;
  const worth = priceOf(workedMinutes, rate.hourlyRate);
  const amount = least(worth, quoted);
  const capped = isLess(quoted, worth) ? minus(worth, quoted) : zero(quoted.currency);
  const price = { contractVersion, rateCode: rate.code, workedMinutes, amount, capped };
  return {
    state: { ...changeOrder, status: 'charged', amount, capped, chargedBy: by, chargedAt: now },
    events: [changeOrderCharged({ ...named(changeOrder), ...price, chargedAt: now })],
  };
}

const named = ({ id: changeOrderId, contractId, vendorId, workOrderId, scopeReviewId }: Quote) => ({
  ...{ changeOrderId, contractId, vendorId, workOrderId, scopeReviewId },
});

function ensureStatus<S extends ChangeOrder['status']>(
  changeOrder: ChangeOrder,
  status: S,
): asserts changeOrder is Extract<ChangeOrder, { readonly status: S }> {
  ensure(
    changeOrder.status === status,
    'change-order.wrong-state',
    `The change order is ${changeOrder.status}, not ${status}.`,
  );
}
