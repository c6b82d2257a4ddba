import { useCase, type Timer } from '@steward/messaging';
import { breachInstant } from '@steward/terms';
import { IsUUID } from 'class-validator';
import { clockOf, MILESTONE_KINDS } from '../domain/milestones';
import { judge, type WorkOrder } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';

export class JudgeWorkOrder {
  @IsUUID() workOrderId!: string;
}

/** Runs at the instant at which a clock runs out: the breach is announced then, not when somebody looks. */
export const judgeWorkOrder = useCase(JudgeWorkOrder, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = judge(workOrder, tx.now);
  await saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  return { workOrderId, announced: events.length };
});

/**
 * The timers of the clocks that run; each replaces the one before it. A breach shows a second past its
 * instant.
 */
export function judgementsOf(workOrder: WorkOrder): readonly Timer[] {
  if (workOrder.status === 'reported') return [];
  const { id: workOrderId, facts, terms } = workOrder;
  return MILESTONE_KINDS.flatMap((kind) => {
    const at = breachInstant(clockOf(kind, facts, terms.slaTargets), terms.calendar);
    if (at === null) return [];
    return [
      {
        useCase: judgeWorkOrder,
        key: `${workOrderId}:${kind}`,
        dueAt: new Date(at + 1000),
        input: { workOrderId },
      },
    ];
  });
}
