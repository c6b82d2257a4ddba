import { Type } from '@sinclair/typebox';
import { event } from './event';
import { id, instant } from './fields';

/**
 * A work order that was recorded by mistake counts no more: no fact follows, and its clocks came to nothing.
 * Verdicts that were announced of it are taken back by OPEN ones beside this. Clause 3.2.1a, D1.
 */
export const workOrderCancelled = event('work-orders.work-order.cancelled.v1', {
  workOrderId: id,
  reason: Type.String(),
  cancelledAt: instant,
});
