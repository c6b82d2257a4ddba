import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant, money, nullable, quarter, score } from './fields';
import { published } from './published';

const deposit = { depositId: id, contractId: id, vendorId: id };

/** The vendor owes a deposit, 10 % of the yearly amount rounded down. Clause 3.3.1a. */
export const depositRequired = event('finance.deposit.required.v1', {
  ...deposit,
  required: money,
  requiredAt: instant,
});
/** Money that was held beyond the deposit went back to the vendor. D6.1, D6.8. */
export const depositReturned = event('finance.deposit.returned.v1', {
  depositId: id,
  contractId: id,
  vendorId: id,
  amount: money,
  /** What is still to be returned. */
  suspense: money,
  returnedAt: instant,
});
export type DepositReturned = ReturnType<typeof depositReturned>;
/** Money reached escrow. `balance` is all that it holds now: no reader has to add up. Clause 3.3.1c. */
export const depositReceived = event('finance.deposit.received.v1', {
  ...deposit,
  amount: money,
  balance: money,
  receivedAt: instant,
});

const settlement = {
  settlementId: id,
  contractId: id,
  vendorId: id,
  quarter,
  contractVersion: Type.Integer({ minimum: 1 }),
  /** The appraisal's revision that these amounts follow. */
  appraisalRevision: Type.Integer({ minimum: 1 }),
  score,
  base: money,
  pool: money,
  performancePay: money,
  total: money,
};
/** The quarter's pay was worked out. Clause 2.2.2a. */
export const settlementCalculated = event('finance.settlement.calculated.v1', {
  ...settlement,
  calculatedAt: instant,
});
/** A second person approved it. */
export const settlementApproved = event('finance.settlement.approved.v1', {
  ...settlement,
  approvedAt: instant,
});
/** It stands in the ledger. */
export const settlementPosted = event('finance.settlement.posted.v1', { ...settlement, postedAt: instant });
/**
 * A posted quarter was corrected. The amounts are what the quarter comes to now, `difference` is what the
 * adjustment adds to what was posted before. Nothing posted is ever changed.
 */
export const settlementAdjusted = event('finance.settlement.adjusted.v1', {
  ...settlement,
  difference: money,
  adjustedAt: instant,
});

const side = Type.Union([Type.Literal('ENTERPRISE'), Type.Literal('VENDOR')]);
const cause = Type.Union([
  Type.Literal('AWARD'),
  Type.Literal('SETTLED_DISPUTE'),
  Type.Literal('CHANGE_ORDER'),
]);
const claim = {
  claimId: id,
  contractId: id,
  vendorId: id,
  cause,
  /** The dispute or the change order; each raises one claim at most. */
  sourceId: id,
  amount: money,
  /** Who is to get it from the other. */
  inFavourOf: side,
  /** The settlement that it adjusts; null where it stands beside all of them. */
  correctionOf: nullable(id),
};
/** One side is to get something from the other beside a quarter's settlement. Clauses 2.2.2b and 3.3.2a. */
export const claimRaised = event('finance.claim.raised.v1', { ...claim, raisedAt: instant });
/** A second person approved it. Clauses 2.2.2b and 3.3.2a. */
export const claimApproved = event('finance.claim.approved.v1', { ...claim, approvedAt: instant });
/** It stands in the ledger. Clauses 2.2.2b and 3.3.2a. */
export const claimPosted = event('finance.claim.posted.v1', { ...claim, postedAt: instant });

/** An objection was right in part or in whole: so much is not due to the enterprise after all. 3.3.1b. */
export const claimReduced = event('finance.claim.reduced.v1', {
  claimId: id,
  contractId: id,
  vendorId: id,
  amount: money,
  reducedAt: instant,
});

export type ClaimReduced = ReturnType<typeof claimReduced>;
export type ClaimRaised = ReturnType<typeof claimRaised>;
export type ClaimApproved = ReturnType<typeof claimApproved>;
export type ClaimPosted = ReturnType<typeof claimPosted>;
export type DepositRequired = ReturnType<typeof depositRequired>;
export type DepositReceived = ReturnType<typeof depositReceived>;
export type SettlementCalculated = ReturnType<typeof settlementCalculated>;
export type SettlementApproved = ReturnType<typeof settlementApproved>;
export type SettlementPosted = ReturnType<typeof settlementPosted>;
export type SettlementAdjusted = ReturnType<typeof settlementAdjusted>;
export type DepositReceivedWire = Wire<typeof depositReceived>;
export type DepositRequiredWire = Wire<typeof depositRequired>;
export type SettlementPostedWire = Wire<typeof settlementPosted>;
export type SettlementAdjustedWire = Wire<typeof settlementAdjusted>;

const publicSettlement = {
  settlementId: id,
  quarter,
  score,
  baseMinor: Type.String({ pattern: '^-?\\d+$' }),
  performancePayMinor: Type.String({ pattern: '^-?\\d+$' }),
  ...published,
};
/** For downstream finance systems: `amountMinor` is the total to be paid. */
export const publicSettlementApproved = event('pub.finance.settlement.approved.v1', publicSettlement);
/** It stands in the ledger; `amountMinor` is the total to be paid. */
export const publicSettlementPosted = event('pub.finance.settlement.posted.v1', publicSettlement);
/** All its sums are differences to what was posted before; they may be negative. */
export const publicSettlementAdjusted = event('pub.finance.settlement.adjusted.v1', publicSettlement);
/** `amountMinor` is what came in. */
export const publicDepositReceived = event('pub.finance.deposit.received.v1', {
  depositId: id,
  ...published,
});
/**
 * `amountMinor` is what `inFavourOf` is to get from the other; it stands in the ledger. Below zero it is less
 * than the claim of `correctionOf`.
 */
export const publicClaimPosted = event('pub.finance.claim.posted.v1', {
  claimId: id,
  cause,
  /** The dispute or the change order. */
  sourceId: id,
  inFavourOf: side,
  ...published,
  /** Whose rate card priced a change order; null for a dispute. */
  contractVersion: nullable(Type.Integer({ minimum: 1 })),
});
/** `amountMinor` is the most that the work will cost; what it did cost follows as a claim. Clause 2.2.2b. */
export const publicChangeOrderApproved = event('pub.finance.change-order.approved.v1', {
  changeOrderId: id,
  ...published,
});
export type PublicFinanceEvent = ReturnType<
  | typeof publicSettlementApproved
  | typeof publicSettlementPosted
  | typeof publicSettlementAdjusted
  | typeof publicDepositReceived
  | typeof publicClaimPosted
  | typeof publicChangeOrderApproved
>;
