import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant, money, nullable } from './fields';

const side = Type.Union([Type.Literal('ENTERPRISE'), Type.Literal('VENDOR')]);
const stage = Type.Union([
  Type.Literal('NEGOTIATION'),
  Type.Literal('MEDIATION'),
  Type.Literal('ARBITRATION'),
]);
const dispute = {
  disputeId: id,
  contractId: id,
  vendorId: id,
  /** The contract as a whole, a breach that was decided, or one line of a quarter's settlement. */
  subject: Type.Union([
    Type.Object({ kind: Type.Literal('CONTRACT') }),
    Type.Object({ kind: Type.Literal('BREACH'), milestoneId: id }),
    Type.Object({
      kind: Type.Literal('SETTLEMENT_LINE'),
      settlementId: id,
      line: Type.Union([Type.Literal('BASE'), Type.Literal('PERFORMANCE_PAY')]),
    }),
  ]),
};
/** What one side is to get from the other. */
const relief = Type.Object({ amount: money, inFavourOf: side });

/** One side disputes something; both negotiate until the stage is due. Clause 3.3.2a. */
export const disputeOpened = event('contracts.dispute.opened.v1', {
  ...dispute,
  side,
  /** What the opening side claims, where that is a sum. */
  amount: nullable(money),
  stage,
  /** The end of the stage's last day in the contract's zone. */
  dueAt: instant,
  openedAt: instant,
});
export type DisputeOpened = ReturnType<typeof disputeOpened>;

/** A stage ended without a result, and the next one began. Clause 3.3.2a. */
export const disputeEscalated = event('contracts.dispute.escalated.v1', {
  ...dispute,
  side,
  fromStage: stage,
  stage,
  /** Who arbitrates, as the contract names it; null before arbitration. */
  institution: nullable(Type.String()),
  dueAt: instant,
  escalatedAt: instant,
});
export type DisputeEscalated = ReturnType<typeof disputeEscalated>;

/** A stage has lasted longer than the policy gives it. Announced once for each stage. Clause 3.3.2a. */
export const disputeStageOverdue = event('contracts.dispute.stage-overdue.v1', {
  ...dispute,
  stage,
  dueAt: instant,
  announcedAt: instant,
});
export type DisputeStageOverdue = ReturnType<typeof disputeStageOverdue>;

/** One side accepted what the other offered. Clause 3.3.2a. */
export const disputeSettled = event('contracts.dispute.settled.v1', {
  ...dispute,
  stage,
  relief: nullable(relief),
  settledAt: instant,
});
export type DisputeSettled = ReturnType<typeof disputeSettled>;
export type DisputeSettledWire = Wire<typeof disputeSettled>;

/** The arbitrators decided. Finance makes it an adjustment of the settlement or a claim. Clause 3.3.2a. */
export const disputeAwarded = event('contracts.dispute.awarded.v1', {
  ...dispute,
  relief,
  becomes: Type.Union([Type.Literal('ADJUSTMENT'), Type.Literal('CLAIM')]),
  /** The institution's own number of the award. */
  reference: Type.String(),
  awardedAt: instant,
});
export type DisputeAwarded = ReturnType<typeof disputeAwarded>;
export type DisputeAwardedWire = Wire<typeof disputeAwarded>;

/** The side that opened it let it go. Clause 3.3.2a. */
export const disputeWithdrawn = event('contracts.dispute.withdrawn.v1', {
  ...dispute,
  stage,
  withdrawnAt: instant,
});
export type DisputeWithdrawn = ReturnType<typeof disputeWithdrawn>;
