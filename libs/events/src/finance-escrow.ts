import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { day, id, instant, money, nullable } from './fields';

const parties = { depositId: id, contractId: id, vendorId: id };

/** The custodian was told to move money that two persons let go. Clause 3.3.1c. */
export const instructionSent = event('finance.instruction.sent.v1', {
  ...parties,
  instructionId: id,
  /** To the enterprise, or back to the vendor. */
  kind: Type.Union([Type.Literal('DEDUCTION'), Type.Literal('RETURN')]),
  amount: money,
  sentAt: instant,
});

const escrow = { ...parties, escrowId: id, breakId: id };
/**
 * The custodian's statement and the ledger differ; nothing is released or returned until that is resolved.
 * Clause 3.3.1c.
 */
export const reconciliationBroken = event('finance.escrow.reconciliation-broken.v1', {
  ...escrow,
  /** A movement that nobody ordered, one that was recorded otherwise, or another balance. */
  kind: Type.Union([
    Type.Literal('UNMATCHED_LINE'),
    Type.Literal('CONFLICTING_LINE'),
    Type.Literal('CLOSING_BALANCE'),
  ]),
  /** The custodian's own number of the line. */
  custodianReference: Type.String(),
  /** What the statement says: the line's sum, or its closing balance. */
  stated: money,
  /** What the ledger says in its place; null where it knows nothing of the line. */
  booked: nullable(money),
  statedOn: day,
  brokenAt: instant,
});
/** Two persons have explained a break. Clause 3.3.1c. */
export const reconciliationResolved = event('finance.escrow.reconciliation-resolved.v1', {
  ...escrow,
  resolvedAt: instant,
});

export type EscrowEvent = ReturnType<
  typeof instructionSent | typeof reconciliationBroken | typeof reconciliationResolved
>;
export type ReconciliationBrokenWire = Wire<typeof reconciliationBroken>;
