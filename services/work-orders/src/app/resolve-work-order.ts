import { policyInForce, useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { acceptanceDueAt, follow } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { acceptBySilence } from './accept-by-silence';
import { judgementsOf } from './judge-work-order';

export class ResolveWorkOrder {
  @IsUUID() workOrderId!: string;
}

/**
 * The vendor says it is done. The customer's silence accepts it after some working days. Clause 2.2.1b, S9.
 */
export const resolveWorkOrder = useCase(ResolveWorkOrder, async (tx, { workOrderId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = follow(workOrder, { kind: 'RESOLVED', at: tx.now.getTime() }, tx.now);
  await saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  const days = Number(await policyInForce(tx, 'silent-acceptance-working-days'));
  const dueAt = acceptanceDueAt(state, days);
  const resolvedAt = tx.now.toISOString();
  const silence: Timer = {
    useCase: acceptBySilence,
    key: workOrderId,
    dueAt,
    input: { workOrderId, resolvedAt },
  };
  await tx.schedule([...judgementsOf(state), silence]);
  return { workOrderId: state.id, status: state.status, acceptanceDueAt: dueAt.toISOString() };
});
