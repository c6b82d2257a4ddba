import { Type } from '@sinclair/typebox';
import { event } from './event';
import { id, instant } from './fields';

const visit = { visitId: id, workOrderId: id, vendorId: id, contractId: id, checkedInAt: instant };

/**
 * A vendor's person showed that somebody is where a work order is. By POSITION it is an arrival at once, by
 * ASSET_CODE once the enterprise has signed as well; the arrival is announced by itself. Clause 2.3.1b.
 */
export const visitCheckedIn = event('work-orders.visit.checked-in.v1', {
  ...visit,
  proof: Type.Union([Type.Literal('POSITION'), Type.Literal('ASSET_CODE')]),
});
/** One side does not accept a check-in; until two persons settle it nothing changes. Clause 2.3.1b. */
export const visitContested = event('work-orders.visit.contested.v1', {
  ...visit,
  side: Type.Union([Type.Literal('ENTERPRISE'), Type.Literal('VENDOR')]),
  contestedAt: instant,
});
/**
 * Two persons settled a contested check-in. VOID: it never was an arrival, and verdicts that rested on it
 * are corrected. Clause 2.3.1b.
 */
export const visitSettled = event('work-orders.visit.settled.v1', {
  ...visit,
  outcome: Type.Union([Type.Literal('STANDS'), Type.Literal('VOID')]),
  settledAt: instant,
});

export type VisitEvent = ReturnType<typeof visitCheckedIn | typeof visitContested | typeof visitSettled>;
