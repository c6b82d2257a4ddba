import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { count, id, instant, severity } from './fields';

/**
 * Somebody came on site after the target had been breached: how late, by the clock that was promised. It
 * follows the verdict, which is not announced anew; the last one of a milestone counts. What an import reads
 * from another system's log tells none. Clause 2.2.1a, D5.
 */
export const milestoneOverran = event('work-orders.milestone.overran.v1', {
  milestoneId: id,
  workOrderId: id,
  vendorId: id,
  contractId: id,
  contractVersion: Type.Integer({ minimum: 1 }),
  severity,
  kind: Type.Literal('ON_SITE'),
  /** When the target was breached. */
  breachedAt: instant,
  /** Whole seconds of the promised clock, its pauses and its closed hours left out. */
  lateSeconds: count,
  stoppedAt: instant,
});
export type MilestoneOverran = ReturnType<typeof milestoneOverran>;
export type MilestoneOverranWire = Wire<typeof milestoneOverran>;
