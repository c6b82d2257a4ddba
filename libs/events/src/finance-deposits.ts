import { Type } from '@sinclair/typebox';
import { event } from './event';
import { day, id, instant, money } from './fields';
import { published } from './published';

const deposit = { depositId: id, contractId: id, vendorId: id };
const hold = { ...deposit, holdId: id, amount: money };

/** A part of the deposit is kept for a claim; the vendor may object until `objectionEndsAt`. D6.2, D6.3. */
export const depositHeld = event('finance.deposit.held.v1', {
  ...hold,
  /** The damages or the claim that it is held for. */
  sourceId: id,
  /** What is free after it. */
  available: money,
  objectionEndsAt: instant,
  heldAt: instant,
});
/** The vendor objects to a part of a hold. D6.3. */
export const depositContested = event('finance.deposit.contested.v1', { ...hold, contestedAt: instant });
/** A part of a hold is free again. D6.3. */
export const depositFreed = event('finance.deposit.freed.v1', {
  ...hold,
  available: money,
  freedAt: instant,
});
/** A held part pays what was claimed; the custodian is to move it to the enterprise. D6.4. */
export const depositDeducted = event('finance.deposit.deducted.v1', {
  ...hold,
  deductionId: id,
  balance: money,
  deductedAt: instant,
});
/** What was deducted has to be paid in again. D6.5. */
export const depositReplenishmentDue = event('finance.deposit.replenishment-due.v1', {
  ...deposit,
  missing: money,
  dueOn: day,
  /** 24:00 of that day in the contract's zone. */
  dueAt: instant,
});
/** It was not, announced once. Whether work is withheld for it, the contract says. D6.5. */
export const depositReplenishmentOverdue = event('finance.deposit.replenishment-overdue.v1', {
  ...deposit,
  missing: money,
  dueOn: day,
  announcedAt: instant,
});
/** After a deduction the deposit is whole again. D6.5. */
export const depositReplenished = event('finance.deposit.replenished.v1', {
  ...deposit,
  balance: money,
  replenishedAt: instant,
});
/** Escrow bore interest; it is the vendor's. D6.7. */
export const depositInterestCredited = event('finance.deposit.interest-credited.v1', {
  ...deposit,
  amount: money,
  /** All that is kept for the vendor. */
  interest: money,
  creditedAt: instant,
});
/** At the contract's end two persons let it go; the custodian is to move it to the vendor. D6.9. */
export const depositReleased = event('finance.deposit.released.v1', {
  ...deposit,
  releaseId: id,
  /** Interest included. */
  amount: money,
  interest: money,
  balance: money,
  releasedAt: instant,
});
const instruction = {
  instructionId: id,
  contractId: id,
  vendorId: id,
  /** To the enterprise, or back to the vendor. */
  kind: Type.Union([Type.Literal('DEDUCTION'), Type.Literal('RETURN')]),
  amount: money,
};
/** The custodian has moved it to the enterprise. D6.4. */
export const instructionConfirmed = event('finance.instruction.confirmed.v1', {
  ...instruction,
  confirmedAt: instant,
});

export type DepositEvent = ReturnType<
  | typeof depositHeld
  | typeof depositContested
  | typeof depositFreed
  | typeof depositDeducted
  | typeof depositReplenishmentDue
  | typeof depositReplenishmentOverdue
  | typeof depositReplenished
  | typeof depositInterestCredited
  | typeof depositReleased
>;
export type InstructionEvent = ReturnType<typeof instructionConfirmed>;

const publicDeposit = { depositId: id, ...published };
/** `amountMinor` is what is kept for a claim. */
export const publicDepositHeld = event('pub.finance.deposit.held.v1', publicDeposit);
/** `amountMinor` is what pays a claim. */
export const publicDepositDeducted = event('pub.finance.deposit.deducted.v1', publicDeposit);
/** `amountMinor` is what the deposit holds again. */
export const publicDepositReplenished = event('pub.finance.deposit.replenished.v1', publicDeposit);
/** `amountMinor` goes back to the vendor, interest included. */
export const publicDepositReleased = event('pub.finance.deposit.released.v1', publicDeposit);
export type PublicDepositEvent = ReturnType<
  | typeof publicDepositHeld
  | typeof publicDepositDeducted
  | typeof publicDepositReplenished
  | typeof publicDepositReleased
>;
