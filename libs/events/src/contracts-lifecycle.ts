import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { code, day, id, instant } from './fields';

const contract = { contractId: id, code, vendorId: id };

/** No new work is given out under the contract until it is resumed; what is under way goes on. */
export const contractSuspended = event('contracts.contract.suspended.v1', {
  ...contract,
  reason: Type.String(),
  suspendedAt: instant,
});
export type ContractSuspended = ReturnType<typeof contractSuspended>;

/** A suspended contract is in force again. */
export const contractResumed = event('contracts.contract.resumed.v1', {
  ...contract,
  suspendedAt: instant,
  resumedAt: instant,
});
export type ContractResumed = ReturnType<typeof contractResumed>;

const termination = {
  terminationId: id,
  /** CAUSE: one side ends it for what the other did. AGREEMENT: both sides agreed. */
  ground: Type.Union([Type.Literal('CAUSE'), Type.Literal('AGREEMENT')]),
  /** Who gave notice, or who offered what the other side agreed to. */
  side: Type.Union([Type.Literal('ENTERPRISE'), Type.Literal('VENDOR')]),
  lastOn: day,
};

/** The contract will end: by notice or by agreement. It binds until `effectiveAt`. Clause 2.4.2. */
export const terminationNotified = event('contracts.contract.termination-notified.v1', {
  contractId: id,
  vendorId: id,
  ...termination,
  /** 24:00 of the last day in the contract's zone. */
  effectiveAt: instant,
  notifiedAt: instant,
});
export type TerminationNotified = ReturnType<typeof terminationNotified>;

/** A notice was taken back before it took effect. */
export const terminationWithdrawn = event('contracts.contract.termination-withdrawn.v1', {
  contractId: id,
  terminationId: id,
  withdrawnAt: instant,
});
export type TerminationWithdrawn = ReturnType<typeof terminationWithdrawn>;

/** The contract ended before its last day; the transition of three months begins. Clause 2.4.2. */
export const contractTerminated = event('contracts.contract.terminated.v1', {
  ...contract,
  ...termination,
  reason: Type.String(),
  givenAt: instant,
  /** 24:00 of the last day in the contract's zone. */
  terminatedAt: instant,
});
export type ContractTerminated = ReturnType<typeof contractTerminated>;

/** The contract's last day is over. */
export const contractExpired = event('contracts.contract.expired.v1', {
  ...contract,
  endOn: day,
  /** 24:00 of the last day in the contract's zone. */
  expiredAt: instant,
});
export type ContractExpired = ReturnType<typeof contractExpired>;

export type ContractSuspendedWire = Wire<typeof contractSuspended>;
export type ContractResumedWire = Wire<typeof contractResumed>;
export type ContractTerminatedWire = Wire<typeof contractTerminated>;
export type ContractExpiredWire = Wire<typeof contractExpired>;
