import { Type } from '@sinclair/typebox';
import { event } from './event';
import { code, count, day, id, instant } from './fields';

const quantity = Type.Integer({ minimum: 1 });
const obligation = {
  obligationId: id,
  contractId: id,
  vendorId: id,
  code,
  kind: Type.Union([Type.Literal('TRAINING'), Type.Literal('EQUIPMENT')]),
  /** How much is owed, as 20 engineers. */
  quantity,
  dueOn: day,
};

/** The vendor owes a training or equipment, by the contract itself or by an amendment. Clause 1.3.4. */
export const obligationCreated = event('contracts.obligation.created.v1', {
  ...obligation,
  /** The version that brought it; 1 is the contract itself. */
  contractVersion: Type.Integer({ minimum: 1 }),
  what: Type.String(),
  createdAt: instant,
});
export type ObligationCreated = ReturnType<typeof obligationCreated>;

/** All that was owed is proven and verified. Clause 1.3.4. */
export const obligationFulfilled = event('contracts.obligation.fulfilled.v1', {
  ...obligation,
  verifiedQuantity: count,
  /** What proves it was all recorded by the due day: a breach that was announced since never was. */
  isInTime: Type.Boolean(),
  fulfilledAt: instant,
});
export type ObligationFulfilled = ReturnType<typeof obligationFulfilled>;

/** The due day is over, and less is verified than was owed. Announced once. Clause 1.3.4. */
export const obligationBreached = event('contracts.obligation.breached.v1', {
  ...obligation,
  /** Out of `quantity`; the two are the exact progress. */
  verifiedQuantity: count,
  breachedAt: instant,
});
export type ObligationBreached = ReturnType<typeof obligationBreached>;
