import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approve } from '../domain/capability-override';
import { dispatchingOf, loadOverride, saveApproval } from '../storage/capability-overrides';
import { saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class ApproveCapabilityOverride {
  @IsUUID() overrideId!: string;
}

/** A second person approves, and the work order is dispatched after all. Clauses 1.2.1, 1.2.3 and 2.1.1. */
export const approveCapabilityOverride = useCase(ApproveCapabilityOverride, async (tx, { overrideId }) => {
  const override = await loadOverride(tx, overrideId);
  const dispatching = await dispatchingOf(tx, override.workOrderId, override.contractId);
  const { approved, state, events } = approve(override, dispatching, tx.by, tx.now);
  saveApproval(tx, approved);
  saveWorkOrder(tx, dispatching.workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { overrideId, workOrderId: state.id, status: state.status };
});
