import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { code, count, id, instant } from './fields';

/**
 * How long a service was there in a month, as its contract promises it; announced again with the next
 * `revision` where what the month rests on has changed. The last one counts. Clause 2.2.1c, D2.
 */
export const availabilityComputed = event('work-orders.availability.computed.v1', {
  availabilityId: id,
  contractId: id,
  vendorId: id,
  /** The enterprise's code of it, as in the contract. */
  service: code,
  /** In the contract's zone, `2026-09`. */
  month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
  revision: Type.Integer({ minimum: 1 }),
  /** 999 for 99.9 %. */
  targetPerMille: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** In which it was owed. Seconds are whole, rounded down; what decides is exact. */
  agreedSeconds: count,
  /** Planned work that counts as such. */
  plannedSeconds: count,
  downSeconds: count,
  /** What nobody knows and nobody has decided; it counts as up. A9. */
  unknownSeconds: count,
  isMet: Type.Boolean(),
  /** Per cent to three decimals, truncated. */
  displayPercent: Type.String({ pattern: '^\\d{1,3}\\.\\d{3}$' }),
  /** PROVISIONAL while something is unknown. */
  status: Type.Union([Type.Literal('COMPLETE'), Type.Literal('PROVISIONAL')]),
  /** More is unknown than may count as up without somebody's decision. */
  needsDecision: Type.Boolean(),
  computedAt: instant,
});
export type AvailabilityComputed = ReturnType<typeof availabilityComputed>;
export type AvailabilityComputedWire = Wire<typeof availabilityComputed>;
