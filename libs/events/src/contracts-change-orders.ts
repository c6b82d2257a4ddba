import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { code, id, instant, money } from './fields';

const changeOrder = {
  changeOrderId: id,
  contractId: id,
  vendorId: id,
  workOrderId: id,
  scopeReviewId: id,
};
/** A vendor told what work outside the scope will cost, before it is done. Clause 2.2.2b. */
export const changeOrderQuoted = event('contracts.change-order.quoted.v1', {
  ...changeOrder,
  rateCode: code,
  hourlyRate: money,
  cap: money,
  estimatedMinutes: Type.Integer({ minimum: 1 }),
  /** The most that is paid: the estimate by the rate, at most the cap. */
  quoted: money,
  quotedAt: instant,
});
export type ChangeOrderQuoted = ReturnType<typeof changeOrderQuoted>;
/** A second person accepts the quote: the work may begin. Clause 2.2.2b. */
export const changeOrderApproved = event('contracts.change-order.approved.v1', {
  ...changeOrder,
  contractVersion: Type.Integer({ minimum: 1 }),
  quoted: money,
  approvedAt: instant,
});
export type ChangeOrderApproved = ReturnType<typeof changeOrderApproved>;
export type ChangeOrderApprovedWire = Wire<typeof changeOrderApproved>;
/** The quote is not accepted; another may follow. Clause 2.2.2b. */
export const changeOrderDeclined = event('contracts.change-order.declined.v1', {
  ...changeOrder,
  reason: Type.String(),
  declinedAt: instant,
});
export type ChangeOrderDeclined = ReturnType<typeof changeOrderDeclined>;
/** What was worked is confirmed: this much is due for it. Clause 2.2.2b. */
export const changeOrderCharged = event('contracts.change-order.charged.v1', {
  ...changeOrder,
  contractVersion: Type.Integer({ minimum: 1 }),
  rateCode: code,
  workedMinutes: Type.Integer({ minimum: 1 }),
  amount: money,
  /** What the hours come to beyond that; it is not paid. */
  capped: money,
  chargedAt: instant,
});
export type ChangeOrderCharged = ReturnType<typeof changeOrderCharged>;
export type ChangeOrderChargedWire = Wire<typeof changeOrderCharged>;
