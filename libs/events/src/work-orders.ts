import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import {
  category,
  code,
  count,
  evidenceGrade,
  id,
  instant,
  nullable,
  quarter,
  service,
  severity,
  verdicts,
} from './fields';
import type { workOrderCancelled } from './work-orders-batches';
import type { scopeReviewEnded, scopeReviewOpened } from './work-orders-scope';

const workOrderId = { workOrderId: id };

/** A fault was reported; every clock starts at `reportedAt`. Clause 2.3.1a. */
export const workOrderReported = event('work-orders.work-order.reported.v1', {
  ...workOrderId,
  number: code,
  severity,
  category: nullable(category),
  /** What is to be done; absent where a log does not tell. Clause 1.1.2. */
  service: Type.Optional(service),
  /** The enterprise's own name of the class of assets. */
  assetClass: Type.Optional(Type.String()),
  /** The work order whose resolution did not last. S8. */
  recurrenceOf: Type.Optional(id),
  reportedAt: instant,
  evidenceGrade,
});
/** A vendor was charged with the work, under the contract version in force at the report. */
export const workOrderDispatched = event('work-orders.work-order.dispatched.v1', {
  ...workOrderId,
  vendorId: id,
  contractId: id,
  contractVersion: Type.Integer({ minimum: 1 }),
  /** The change order that admitted it, where the contract's scope does not cover it. Clause 2.2.2b. */
  changeOrderId: Type.Optional(id),
  dispatchedAt: instant,
});
/**
 * Two persons charged a vendor with work that spoke against it: it is not certified, its tier may not be
 * given the severity, or a qualification of it has expired. The dispatch is announced beside it.
 * Clauses 1.2.1, 1.2.3 and 2.1.1.
 */
export const capabilityOverridden = event('work-orders.work-order.capability-overridden.v1', {
  ...workOrderId,
  vendorId: id,
  contractId: id,
  category,
  /** What was overridden; left out in the first ones, where it was CAPABILITY. */
  mismatches: Type.Optional(
    Type.Array(Type.Union([Type.Literal('CAPABILITY'), Type.Literal('TIER'), Type.Literal('QUALIFICATION')])),
  ),
  reason: Type.String(),
  overriddenAt: instant,
});
/** The vendor took the work on. */
export const workOrderAccepted = event('work-orders.work-order.accepted.v1', {
  ...workOrderId,
  acceptedAt: instant,
});
/** Somebody is on site: the on-site clock stops. Clause 2.2.1a. */
export const workOrderArrived = event('work-orders.work-order.arrived.v1', {
  ...workOrderId,
  arrivedAt: instant,
});
/** The closure clock waits. D1 names the reasons. */
export const workOrderPaused = event('work-orders.work-order.paused.v1', {
  ...workOrderId,
  reason: Type.String(),
  pausedAt: instant,
});
/** The closure clock goes on. */
export const workOrderResumed = event('work-orders.work-order.resumed.v1', {
  ...workOrderId,
  resumedAt: instant,
});
/** S10: who caused the change decides what the clocks make of it. */
export const workOrderSeverityChanged = event('work-orders.work-order.severity-changed.v1', {
  ...workOrderId,
  severity,
  cause: Type.Union([Type.Literal('CUSTOMER'), Type.Literal('MISCLASSIFIED')]),
  changedAt: instant,
});
/** The vendor says it is done: the closure clock stops, provided that the customer accepts. Clause 2.2.1b. */
export const workOrderResolved = event('work-orders.work-order.resolved.v1', {
  ...workOrderId,
  resolvedAt: instant,
});
/** The resolution did not hold: the clock goes on, the gap is excluded. S8. */
export const workOrderReopened = event('work-orders.work-order.reopened.v1', {
  ...workOrderId,
  reopenedAt: instant,
});
/** The customer accepted, in words or by silence. S9. */
export const workOrderClosed = event('work-orders.work-order.closed.v1', {
  ...workOrderId,
  closedAt: instant,
});

const oldKind = Type.Union([Type.Literal('ON_SITE'), Type.Literal('CLOSURE')]);
const kind = Type.Union([Type.Literal('RESPONSE'), Type.Literal('ON_SITE'), Type.Literal('CLOSURE')]);
const milestone = {
  milestoneId: id,
  workOrderId: id,
  vendorId: id,
  contractId: id,
  contractVersion: Type.Integer({ minimum: 1 }),
  severity,
  verdict: Type.Union([Type.Literal('MET'), Type.Literal('BREACHED'), Type.Literal('OPEN')]),
  decidedAt: instant,
  quarter,
  elapsedSeconds: count,
  targetSeconds: count,
  /** A year without a loaded calendar took part. */
  isProvisional: Type.Boolean(),
  evidenceGrade,
  /** The event whose verdict this one takes the place of, as where evidence came late. S12. */
  correctionOf: Type.Optional(id),
};

/**
 * An SLA milestone was decided, or decided anew: the last verdict of a milestone counts. It belongs to the
 * quarter of `decidedAt`: the stop if MET, the breach instant if BREACHED, the as-of if OPEN (imports only).
 * Clauses 2.2.1a and 2.2.1b, D3.
 */
export const milestoneDecided = event('work-orders.milestone.decided.v1', { ...milestone, kind: oldKind });
/**
 * The same of every kind. ON_SITE and CLOSURE are still told by the first version, so that who needs no
 * responses changes nothing.
 */
export const milestoneDecidedV2 = event('work-orders.milestone.decided.v2', { ...milestone, kind });

const clock = {
  clockId: id,
  workOrderId: id,
  vendorId: id,
  contractId: id,
  severity,
  /** How much of the target is used. */
  percent: Type.Integer({ minimum: 1 }),
  /** When the clock came to it. */
  reachedAt: instant,
};

/**
 * A clock has used so much of its target, and is breached at `dueAt` if nothing more happens. Once for each
 * per cent of the policy; a clock that begins again warns anew. Clauses 2.2.1a and 2.2.1b, D1.
 */
export const clockWarned = event('work-orders.clock.warned.v1', { ...clock, kind: oldKind, dueAt: instant });
/** The same of every kind; see the second version of `work-orders.milestone.decided`. */
export const clockWarnedV2 = event('work-orders.clock.warned.v2', { ...clock, kind, dueAt: instant });
/**
 * A clock that was breached still runs, and reads so much of its target. Clauses 2.2.1a and 2.2.1b, D1.
 */
export const clockBreachRepeated = event('work-orders.clock.breach-repeated.v1', {
  ...{ ...clock, kind: oldKind },
  breachedAt: instant,
});
/** The same of every kind; see the second version of `work-orders.milestone.decided`. */
export const clockBreachRepeatedV2 = event('work-orders.clock.breach-repeated.v2', {
  ...{ ...clock, kind },
  breachedAt: instant,
});

const move = {
  clockId: id,
  workOrderId: id,
  vendorId: id,
  contractId: id,
  severity,
  dueBeforeAt: instant,
  dueAt: instant,
  /** A year whose days off are not known takes part in it still. */
  isProvisional: Type.Boolean(),
  /** The publication that moved it. */
  calendarYearId: id,
  movedAt: instant,
};
/**
 * A running clock is due at another instant than before, because a year of its calendar was published: once
 * for each clock and publication. Clause 2.2.1, D1.
 */
export const clockMoved = event('work-orders.clock.moved.v1', { ...move, kind: oldKind });
/** The same of every kind; see the second version of `work-orders.milestone.decided`. */
export const clockMovedV2 = event('work-orders.clock.moved.v2', { ...move, kind });

/**
 * Two persons published which days of a year are off and which are made up. The last version of a calendar's
 * year counts, also over what a service came with. D1, import rule 9.
 */
export const calendarYearPublished = event('work-orders.calendar-year.published.v1', {
  calendarYearId: id,
  /** As a contract's working time names it: `CN`. */
  calendar: code,
  year: Type.Integer({ minimum: 2000, maximum: 2099 }),
  /** Counts the publications of the calendar, whatever their year. */
  version: Type.Integer({ minimum: 1 }),
  /** Where the notice was published. */
  notice: Type.String(),
  /** Days as `10-01`, spans as `10-01..10-07`. */
  off: Type.Array(Type.String()),
  /** Days of a weekend that are worked. */
  madeUp: Type.Array(Type.String()),
  publishedAt: instant,
});

/**
 * Closes a contract's quarter with the counts of its milestones. A later change of the quarter closes it
 * again with the next `revision`. A reader that holds exactly these counts has every fact. D3.
 */
export const periodClosed = event('work-orders.period.closed.v1', {
  periodId: id,
  contractId: id,
  vendorId: id,
  quarter,
  revision: Type.Integer({ minimum: 1 }),
  onSite: verdicts,
  closure: verdicts,
  /** Absent where the contract promises none. */
  response: Type.Optional(verdicts),
  /** Work orders with a MET or BREACHED milestone in the quarter. */
  workOrders: count,
  /** Months of services that were measured, and those that kept their target. Clause 2.2.1c. */
  availability: Type.Optional(Type.Object({ met: count, months: count })),
  /** Surveys answered before the quarter's cut-off; the sum by the answers is the average. Clause 1.3.1. */
  satisfaction: Type.Optional(Type.Object({ answers: count, scoreSum: count })),
  closedAt: instant,
});

/**
 * Every row of a log's file is in, and every quarter it touched was closed before this event. Clause 3.2.1a.
 */
export const importEnded = event('work-orders.import.ended.v1', {
  importId: id,
  /** The log that the file belongs to; several files of one log add up. */
  log: code,
  /** Counts the ends of this log's imports. */
  revision: Type.Integer({ minimum: 1 }),
  asOf: instant,
  timezone: Type.String(),
  read: count,
  applied: count,
  refused: count,
  warned: count,
  /** In the order of the profile. */
  contracts: Type.Array(Type.Object({ contractId: id, vendorId: id, vendorCode: code })),
  quarters: Type.Array(quarter),
  endedAt: instant,
});

/** What a fact of a work order announces. */
export type WorkOrderEvent = ReturnType<
  | typeof workOrderReported
  | typeof workOrderDispatched
  | typeof workOrderAccepted
  | typeof workOrderArrived
  | typeof workOrderPaused
  | typeof workOrderResumed
  | typeof workOrderSeverityChanged
  | typeof workOrderResolved
  | typeof workOrderReopened
  | typeof workOrderClosed
  | typeof workOrderCancelled
  | typeof scopeReviewOpened
  | typeof scopeReviewEnded
>;
export type MilestoneDecided = ReturnType<typeof milestoneDecided | typeof milestoneDecidedV2>;
export type CapabilityOverridden = ReturnType<typeof capabilityOverridden>;
export type ClockEvent = ReturnType<
  typeof clockWarned | typeof clockWarnedV2 | typeof clockBreachRepeated | typeof clockBreachRepeatedV2
>;
export type ClockMoved = ReturnType<typeof clockMoved | typeof clockMovedV2>;
export type CalendarYearPublished = ReturnType<typeof calendarYearPublished>;
export type PeriodClosed = ReturnType<typeof periodClosed>;
export type ImportEnded = ReturnType<typeof importEnded>;
export type MilestoneDecidedWire = Wire<typeof milestoneDecided>;
export type MilestoneDecidedV2Wire = Wire<typeof milestoneDecidedV2>;
export type PeriodClosedWire = Wire<typeof periodClosed>;
export type ImportEndedWire = Wire<typeof importEnded>;
