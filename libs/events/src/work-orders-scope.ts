import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { category, code, id, instant, nullable, service } from './fields';

/**
 * The contract's scope does not cover a work order: nobody works on it, and nothing of it is billable, before
 * a change order admits it. Clause 1.1.2.
 */
export const scopeReviewOpened = event('work-orders.scope-review.opened.v1', {
  scopeReviewId: id,
  workOrderId: id,
  number: code,
  vendorId: id,
  contractId: id,
  contractVersion: Type.Integer({ minimum: 1 }),
  service,
  category,
  assetClass: Type.String(),
  /** The line of the rate card by which the scope prices it; null where it names none. Clause 2.2.2b. */
  rateCode: nullable(code),
  openedAt: instant,
});
/** Admitted by a change order and dispatched, or taken back. Clause 1.1.2. */
export const scopeReviewEnded = event('work-orders.scope-review.ended.v1', {
  scopeReviewId: id,
  workOrderId: id,
  contractId: id,
  outcome: Type.Union([Type.Literal('DISPATCHED'), Type.Literal('WITHDRAWN')]),
  endedAt: instant,
});
export type ScopeReviewOpenedWire = Wire<typeof scopeReviewOpened>;
export type ScopeReviewEndedWire = Wire<typeof scopeReviewEnded>;
