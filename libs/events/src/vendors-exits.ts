import { Type } from '@sinclair/typebox';
import { event } from './event';
import { code, count, day, id, instant } from './fields';

const exit = { exitId: id, contractId: id, vendorId: id };
const kind = Type.Union([Type.Literal('DOCUMENT'), Type.Literal('PERMISSION'), Type.Literal('WORK_ORDER')]);

/** A contract is to be handed over at its end; told again where a withdrawn one begins anew. 2.4.2a. */
export const exitStarted = event('vendors.exit.started.v1', {
  ...exit,
  cause: Type.Union([Type.Literal('TERMINATION'), Type.Literal('EXPIRY'), Type.Literal('ELIMINATION')]),
  startedAt: instant,
});
export type ExitStarted = ReturnType<typeof exitStarted>;

/** The notice was taken back before it took effect: the contract goes on. Clause 2.4.2. */
export const exitWithdrawn = event('vendors.exit.withdrawn.v1', { ...exit, withdrawnAt: instant });
export type ExitWithdrawn = ReturnType<typeof exitWithdrawn>;

/** The receiver took one item over from whoever handed it. Clause 2.4.2a. */
export const exitItemAccepted = event('vendors.exit.item-accepted.v1', {
  ...exit,
  itemId: id,
  kind,
  code,
  /** How many items of this kind are still to be accepted. */
  missing: count,
  acceptedAt: instant,
});
export type ExitItemAccepted = ReturnType<typeof exitItemAccepted>;

/** The lists are final and each of their items was accepted. Clause 2.4.2a. */
export const exitHandoverCompleted = event('vendors.exit.handover-completed.v1', {
  ...exit,
  documents: count,
  permissions: count,
  workOrders: Type.Object({ transferred: count, closed: count }),
  completedAt: instant,
});
export type ExitHandoverCompleted = ReturnType<typeof exitHandoverCompleted>;

/** The contract has ended; the vendor supports what it maintained until `endsAt`. Clause 2.4.2b. */
export const exitTransitionStarted = event('vendors.exit.transition-started.v1', {
  ...exit,
  /** The contract's last day. */
  lastOn: day,
  /** The last day of support, to its 24:00 in the contract's zone. */
  endsOn: day,
  endsAt: instant,
  /** From when on there is no new work; an elimination brings it forward, and never the support's end. */
  workEndsAt: instant,
  startedAt: instant,
});
export type ExitTransitionStarted = ReturnType<typeof exitTransitionStarted>;

/** The three months of support are over. Clause 2.4.2b. */
export const exitTransitionEnded = event('vendors.exit.transition-ended.v1', {
  ...exit,
  endsOn: day,
  endedAt: instant,
});
export type ExitTransitionEnded = ReturnType<typeof exitTransitionEnded>;

/** Nothing is in the way of the deposit's release any more, and a person asked for it. D6.9, D7 E1. */
export const exitReleaseRequested = event('vendors.exit.release-requested.v1', {
  ...exit,
  requestedAt: instant,
});
export type ExitReleaseRequested = ReturnType<typeof exitReleaseRequested>;

/** Handed over, supported, certified, settled, and the deposit is back. D7. */
export const exitClosed = event('vendors.exit.closed.v1', { ...exit, closedAt: instant });
export type ExitClosed = ReturnType<typeof exitClosed>;
