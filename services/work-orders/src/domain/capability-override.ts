import { ensure, type CapabilityCategory } from '@steward/domain';
import { capabilityOverridden, type CapabilityOverridden } from '@steward/events';
import { dispatch } from './dispatch';
import { askedIn } from './facts';
import { inForceAt, scopeDecision, type ContractStanding, type ContractVersion } from './terms';
import type { WorkOrder, WorkOrderDecided } from './work-order';

/** A vendor is to do work that it is not certified for: one person asks with a reason, another approves. */
export type CapabilityOverride = {
  readonly id: string;
  readonly workOrderId: string;
  readonly contractId: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
};
/** What a dispatch is decided by. */
export type Dispatching = {
  readonly workOrder: WorkOrder;
  readonly versions: readonly ContractVersion[];
  readonly standing: ContractStanding;
  readonly skills: readonly CapabilityCategory[];
  readonly today: string;
};

/**
 * Asks for an override where a dispatch is refused for nothing but the vendor's capability. Breaks
 * `capability-override.not-needed`, `work-order.out-of-scope` and what `dispatch` breaks. Clause 1.2.3.
 */
export function request(
  override: CapabilityOverride,
  { workOrder, versions, standing, skills, today }: Dispatching,
  now: Date,
): CapabilityOverride {
  const { category } = workOrder;
  ensure(
    !skills.includes(category),
    'capability-override.not-needed',
    `The vendor is certified for ${category}; dispatch without an override.`,
  );
  ensureInScope(workOrder, versions);
  dispatch(workOrder, versions, standing, [...skills, category], today, now);
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
 * A second person approves, and the work order is dispatched. Breaks `capability-override.decided`,
 * `capability-override.same-person` and what `dispatch` breaks. Clause 1.2.3.
 */
export function approve(
  override: CapabilityOverride,
  { workOrder, versions, standing, skills, today }: Dispatching,
  by: string,
  now: Date,
): {
  readonly approved: CapabilityOverride;
  readonly state: WorkOrder;
  readonly events: readonly (WorkOrderDecided['events'][number] | CapabilityOverridden)[];
} {
  const { workOrderId, contractId, reason } = override;
  ensure(override.approvedBy === null, 'capability-override.decided', 'It has been approved already.');
  ensure(override.requestedBy !== by, 'capability-override.same-person', 'Another person must approve it.');
  const { category } = workOrder;
  const { state, events } = dispatch(workOrder, versions, standing, [...skills, category], today, now);
  const { vendorId } = versions[0]!; // dispatch has refused a contract without a version
  const told = { workOrderId, contractId, vendorId, category, reason, overriddenAt: now };
  return {
    approved: { ...override, approvedBy: by },
    state,
    events: [...events, capabilityOverridden(told)],
  };
}
