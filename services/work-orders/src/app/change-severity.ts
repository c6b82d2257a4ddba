import { SEVERITIES, type Severity } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsIn, IsUUID } from 'class-validator';
import { follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class ChangeSeverity {
  @IsUUID() workOrderId!: string;
  @IsIn(SEVERITIES) severity!: Severity;
  /** Who is behind the change decides what the clocks make of it. S10. */
  @IsIn(['CUSTOMER', 'MISCLASSIFIED']) cause!: 'CUSTOMER' | 'MISCLASSIFIED';
}

/** Another severity, with its targets. S10. */
export const changeSeverity = useCase(ChangeSeverity, async (tx, { workOrderId, severity, cause }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(
    workOrder,
    { kind: 'SEVERITY_CHANGED', severity, cause, at: tx.now.getTime() },
    tx.now,
  );
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
