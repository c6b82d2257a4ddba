import { ensure, type Decision } from '@steward/domain';
import { contractExpired, contractResumed, contractSuspended } from '@steward/events';
import type { ContractExpired, ContractResumed, ContractSuspended } from '@steward/events';
import { endOf, type Contract, type Ended, type InForce, type Suspended, type Terms } from './contract';

/** Breaks `contract.not-in-force`, also where the contract is suspended or has ended. */
export function ensureInForce(contract: Contract): asserts contract is InForce {
  ensure(
    contract.status === 'in-force',
    'contract.not-in-force',
    `${contract.code} is ${contract.status}, not in force.`,
  );
}

/** Whether the parties are bound: in force, or suspended for a while. */
export const isBinding = (contract: Contract): contract is InForce | Suspended =>
  contract.status === 'in-force' || contract.status === 'suspended';

/**
 * No new work is given out from now on; what is under way goes on. Breaks what ensureInForce does. Clause
 * 2.4.
 */
export function suspend(
  contract: Contract,
  { reason, by }: { readonly reason: string; readonly by: string },
  now: Date,
): Decision<Suspended, ContractSuspended> {
  ensureInForce(contract);
  const { id: contractId, code, vendorId } = contract;
  return {
    state: { ...contract, status: 'suspended', suspension: { reason, by, at: now } },
    events: [contractSuspended({ contractId, code, vendorId, reason, suspendedAt: now })],
  };
}

/** Brings a suspended contract back into force. Breaks `contract.not-suspended`. */
export function resume(contract: Contract, now: Date): Decision<InForce, ContractResumed> {
  const { id: contractId, code, vendorId, status } = contract;
  ensure(status === 'suspended', 'contract.not-suspended', `${code} is ${status}.`);
  const { suspension, ...binding } = contract;
  return {
    state: { ...binding, status: 'in-force' },
    events: [contractResumed({ contractId, code, vendorId, suspendedAt: suspension.at, resumedAt: now })],
  };
}

/** The contract without what only a suspension has: it binds no more from `endedAt` on. */
export function ended(contract: InForce | Suspended, status: Ended['status'], endedAt: Date): Ended {
  if (contract.status === 'in-force') return { ...contract, status, endedAt };
  const { suspension: _, ...binding } = contract;
  return { ...binding, status, endedAt };
}

/**
 * Ends a contract whose last day is over; `terms` are what was agreed last. One that ended otherwise, or that
 * an amendment has moved, is left alone.
 */
export function expire(contract: Contract, terms: Terms, now: Date): Decision<Contract, ContractExpired> {
  const endedAt = endOf(terms);
  if (!isBinding(contract) || now < endedAt) return { state: contract, events: [] };
  const { id: contractId, code, vendorId } = contract;
  return {
    state: ended(contract, 'expired', endedAt),
    events: [contractExpired({ contractId, code, vendorId, endOn: terms.endOn, expiredAt: endedAt })],
  };
}
