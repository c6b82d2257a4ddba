import { ensure } from '@steward/domain';
import { capabilityOverridden, type CapabilityOverridden } from '@steward/events';
import { dispatch, type Dispatching } from './dispatch';
import { askedIn } from './facts';
import { mismatchesOf, type Mismatch } from './mismatch';
import { inForceAt, scopeDecision, type ContractVersion } from './terms';
import type { WorkOrder, WorkOrderDecided } from './work-order';

/**
 * A vendor is to do work although something speaks against it: one person asks with a reason, another
 * approves.
 */
export type CapabilityOverride = {
  readonly id: string;
  readonly workOrderId: string;
  readonly contractId: string;
  /** What is overridden, and nothing else; one at least. */
  readonly mismatches: readonly Mismatch[];
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
};

/**
 * Asks for an override where a dispatch is refused for nothing but the mismatches that are named. Breaks
 * `capability-override.not-needed`, `work-order.out-of-scope` and what `dispatch` breaks. Clauses 1.2.1,
 * 1.2.3 and 2.1.1.
 */
export function request(
  override: CapabilityOverride,
  dispatching: Dispatching,
  now: Date,
): CapabilityOverride {
  const { workOrder, versions, vendor, tiers } = dispatching;
  const found = mismatchesOf(workOrder, vendor, tiers).map(({ kind }) => kind);
  const needless = override.mismatches.filter((kind) => !found.includes(kind));
  ensure(
    needless.length === 0,
    'capability-override.not-needed',
    `There is no mismatch of ${needless.join(', ')} to override.`,
  );
  ensureInScope(workOrder, versions);
  dispatch(dispatching, override.mismatches, now);
  return override;
}

/** Which a change order may bring in; an override does not. Clause 1.1.2. */
function ensureInScope({ category, number, facts }: WorkOrder, versions: readonly ContractVersion[]): void {
  const terms = inForceAt(versions, facts[0]!.at);
  ensure(
    !terms || scopeDecision(terms, { ...askedIn(facts), category }).isIncluded,
    'work-order.out-of-scope',
    `The contract's scope does not cover ${number}.`,
  );
}

/**
 * A second person approves, and the work order is dispatched; what has come up since is not covered.
 * Breaks `capability-override.decided`, `capability-override.same-person` and what `dispatch` breaks.
 * Clauses 1.2.1, 1.2.3 and 2.1.1.
 */
export function approve(
  override: CapabilityOverride,
  dispatching: Dispatching,
  by: string,
  now: Date,
): {
  readonly approved: CapabilityOverride;
  readonly state: WorkOrder;
  readonly events: readonly (WorkOrderDecided['events'][number] | CapabilityOverridden)[];
} {
  const { workOrderId, contractId, reason, mismatches } = override;
  ensure(override.approvedBy === null, 'capability-override.decided', 'It has been approved already.');
  ensure(override.requestedBy !== by, 'capability-override.same-person', 'Another person must approve it.');
  const { state, events } = dispatch(dispatching, mismatches, now);
  const { vendorId } = dispatching.versions[0]!; // dispatch has refused a contract without a version
  const overridden = capabilityOverridden({
    ...{ workOrderId, contractId, vendorId, category: state.category, mismatches: [...mismatches] },
    ...{ reason, overriddenAt: now },
  });
  return { approved: { ...override, approvedBy: by }, state, events: [...events, overridden] };
}
