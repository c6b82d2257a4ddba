import { ensure, importedId } from '@steward/domain';
import { scopeReviewEnded } from '@steward/events';
import { eventOf } from './announce';
import { askedIn, lastOf, type Fact, type FactOf } from './facts';
import { mismatchesOf, refuse, type Mismatch, type VendorRecord } from './mismatch';
import { inForceAt, scopeDecision, type ContractStanding, type ContractVersion } from './terms';
import type { TierSeverities } from './tier-severities';
import { ensureFollows, ensureNotBefore, record } from './work-order';
import type { Unassigned, WorkOrder, WorkOrderDecided } from './work-order';

/** What a dispatch is decided by. */
export type Dispatching = {
  readonly workOrder: WorkOrder;
  /** Those of one contract. */
  readonly versions: readonly ContractVersion[];
  /** What became of it. */
  readonly standing: ContractStanding;
  /** What is known of its vendor. */
  readonly vendor: VendorRecord;
  /** The policy's. Clause 1.2.1. */
  readonly tiers: TierSeverities;
  /** In the contract's zone. */
  readonly today: string;
};

/**
 * Charges a vendor with the work, under its contract's version in force at the report. What the contract's
 * scope does not cover waits in a scope review instead. Mismatches that two persons have `overridden` do not
 * count. Breaks `work-order.wrong-state`, `work-order.contract-not-in-force`,
 * `work-order.capability-mismatch`, `work-order.tier-mismatch` and `work-order.vendor-restricted`.
 * Clauses 1.1.2, 1.2.1, 1.2.3, 2.1.1 and S11.
 */
export function dispatch(
  { workOrder, versions, standing, vendor, tiers, today }: Dispatching,
  overridden: readonly Mismatch[],
  now: Date,
): WorkOrderDecided {
  const { category, number, facts } = workOrder;
  const terms = inForceAt(versions, facts[0]!.at);
  ensure(
    standing === 'in-force',
    'work-order.contract-not-in-force',
    `The contract is ${standing}; no new work is given out under it.`,
  );
  const current = inForceAt(versions, now.getTime());
  ensure(
    terms !== undefined && current !== undefined && current.startOn <= today && today <= current.endOn,
    'work-order.contract-not-in-force',
    `No contract is in force for ${number} on ${today}.`,
  );
  refuse(mismatchesOf(workOrder, vendor, tiers).filter(({ kind }) => !overridden.includes(kind)));
  const asked = askedIn(facts);
  const { isIncluded, rateCode } = scopeDecision(terms, { ...asked, category });
  if (isIncluded) return assign(workOrder, terms, now);

  const { vendorId, contractId, contractVersion } = terms;
  const scopeReviewId = importedId('scope-review', `${workOrder.id}:${facts.length}`);
  const review = { scopeReviewId, vendorId, contractId, contractVersion, ...asked, rateCode };
  return recordUnassigned(workOrder, { kind: 'SCOPE_REVIEW', at: now.getTime(), ...review }, 'scope-review');
}

/**
 * A change order admits the work: the vendor is charged with it, and its clocks start now. Where the work
 * order no longer waits for this contract nothing happens. Clauses 1.1.2 and 2.2.2b.
 */
export function admit(
  workOrder: WorkOrder,
  versions: readonly ContractVersion[],
  { scopeReviewId, changeOrderId }: { readonly scopeReviewId: string; readonly changeOrderId: string },
  now: Date,
): WorkOrderDecided {
  const review = reviewOf(workOrder);
  if (review?.scopeReviewId !== scopeReviewId) return { state: workOrder, events: [] };
  const terms = versions.find(({ contractVersion }) => contractVersion === review.contractVersion)!;
  return assign(workOrder, terms, now, changeOrderId);
}

/** Takes a work order back from its scope review. Breaks `work-order.wrong-state`. Clause 1.1.2. */
export function withdraw(workOrder: WorkOrder, reason: string, now: Date): WorkOrderDecided {
  const { scopeReviewId = '', contractId = '' } = reviewOf(workOrder) ?? {}; // without one it is refused
  const fact: Fact = { kind: 'SCOPE_WITHDRAWN', at: now.getTime(), scopeReviewId, contractId, reason };
  return recordUnassigned(workOrder, fact, 'reported');
}

/** The review in which a work order waits. */
export const reviewOf = ({ status, facts }: WorkOrder): FactOf<'SCOPE_REVIEW'> | undefined =>
  status === 'scope-review' ? lastOf(facts, 'SCOPE_REVIEW') : undefined;

function assign(
  workOrder: WorkOrder,
  terms: ContractVersion,
  now: Date,
  changeOrderId?: string,
): WorkOrderDecided {
  const { vendorId, contractId, contractVersion } = terms;
  const assignment = { vendorId, contractId, contractVersion, ...(changeOrderId && { changeOrderId }) };
  const fact: Fact = { kind: 'DISPATCHED', at: now.getTime(), ...assignment };
  ensureFollows(workOrder, fact);
  ensureNotBefore(workOrder, fact);
  const { state, events } = record({ ...workOrder, status: 'dispatched', terms }, fact, now);
  const review = reviewOf(workOrder);
  if (!review) return { state, events };
  const reviewed = { scopeReviewId: review.scopeReviewId, contractId: review.contractId };
  const ended = scopeReviewEnded({
    ...{ ...reviewed, workOrderId: workOrder.id },
    ...{ outcome: 'DISPATCHED', endedAt: now },
  });
  return { state, events: [...events, ended] };
}

/** Of what nobody answers for there is nothing to judge. */
function recordUnassigned(workOrder: WorkOrder, fact: Fact, status: Unassigned['status']): WorkOrderDecided {
  ensureFollows(workOrder, fact);
  ensureNotBefore(workOrder, fact);
  const state: Unassigned = { ...workOrder, facts: [...workOrder.facts, fact], status };
  return { state, events: [eventOf(state, fact)] };
}
