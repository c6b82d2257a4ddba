import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { promisedKinds } from '@steward/terms';
import { nextLookAt } from '../domain/warnings';
import { isAssigned, judge, type WorkOrder } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';

export class JudgeWorkOrder {
  @IsUUID() workOrderId!: string;
}

/**
 * Runs when a clock comes to a warning, runs out, or is to repeat its breach: that is announced then,
 * not when somebody looks. It sets the clock's next timer. D1.
 */
export const judgeWorkOrder = useCase(JudgeWorkOrder, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = judge(workOrder, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId, announced: events.length };
});

/** One timer for each clock that runs, for what it comes to next; it replaces the one before it. */
export function judgementsOf(workOrder: WorkOrder): readonly Timer[] {
  if (!isAssigned(workOrder)) return [];
  const { id: workOrderId } = workOrder;
  return promisedKinds(workOrder.terms.slaTargets).flatMap((kind) => {
    const at = nextLookAt(workOrder, kind);
    if (at === null) return [];
    return [
      {
        useCase: judgeWorkOrder,
        key: `${workOrderId}:${kind}`,
        dueAt: new Date(at),
        input: { workOrderId },
      },
    ];
  });
}
