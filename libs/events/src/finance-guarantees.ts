import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { day, id, instant, money } from './fields';

const guarantee = { guaranteeId: id, depositId: id, contractId: id, vendorId: id, amount: money };

/** A bank stands for a deposit in place of cash; two persons have seen its paper. Clause 3.3.1a. */
export const guaranteeVerified = event('finance.guarantee.verified.v1', {
  ...guarantee,
  expiresOn: day,
  verifiedAt: instant,
});
/** A guarantee has less than 30 days to run: it is to be called or extended. Announced once. D6. */
export const guaranteeExpiring = event('finance.guarantee.expiring.v1', {
  ...guarantee,
  expiresOn: day,
  announcedAt: instant,
});
/** A guarantee does not stand any more. Clause 3.3.1a. */
export const guaranteeClosed = event('finance.guarantee.closed.v1', {
  ...guarantee,
  /** The bank is to pay into escrow, is free of its promise, or has given another. */
  kind: Type.Union([Type.Literal('CALLED'), Type.Literal('ENDED'), Type.Literal('REPLACED')]),
  closedAt: instant,
});
export type GuaranteeEvent = ReturnType<
  typeof guaranteeVerified | typeof guaranteeExpiring | typeof guaranteeClosed
>;
export type GuaranteeExpiringWire = Wire<typeof guaranteeExpiring>;
