import { policyInForce, useCase, type Timer, type Tx } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { lastOf } from '../domain/facts';
import { acceptanceDueAt, closeBySilence, type WorkOrder } from '../domain/work-order';
import { loadWorkOrder, resolutionToldAt, saveWorkOrder } from '../storage/work-orders';
import { surveyAfter } from './expire-survey';
import { judgementsOf } from './judge-work-order';

export class AcceptBySilence {
  @IsUUID() workOrderId!: string;
  /** The resolution that nobody objected to; another one since then has a timer of its own. */
  @IsISO8601() resolvedAt!: string;
}

/** The customer said nothing for the policy's working days. S9. */
export const acceptBySilence = useCase(AcceptBySilence, async (tx, { workOrderId, resolvedAt }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = closeBySilence(workOrder, new Date(resolvedAt), tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(await surveyAfter(tx, workOrder, state));
  return { workOrderId, status: state.status };
});

/** The timers of a work order that changed: of its clocks and, once resolved, of the customer's silence. */
export async function timersAfter(
  tx: Tx,
  before: WorkOrder,
  workOrder: WorkOrder,
): Promise<readonly Timer[]> {
  const resolved = lastOf(workOrder.facts, 'RESOLVED');
  const isResolution = workOrder.status === 'resolved' && resolved !== lastOf(before.facts, 'RESOLVED');
  if (!isResolution) return judgementsOf(workOrder);
  return [...judgementsOf(workOrder), await silenceOf(tx, workOrder, tx.now)];
}

/** All timers of work orders that were resolved, if they are, just now. */
export async function timersOfNew(tx: Tx, workOrders: readonly WorkOrder[]): Promise<readonly Timer[]> {
  const days = Number(await policyInForce(tx, 'silent-acceptance-working-days'));
  const resolved = workOrders.filter(({ status }) => status === 'resolved');
  return [
    ...workOrders.flatMap(judgementsOf),
    ...resolved.map((workOrder) => silenceAfter(days, workOrder, tx.now, tx.now)),
  ];
}

/** All timers of a work order as it stands, as where its calendar has changed. */
export async function timersOf(tx: Tx, workOrder: WorkOrder): Promise<readonly Timer[]> {
  if (workOrder.status !== 'resolved') return judgementsOf(workOrder);
  const toldAt = await resolutionToldAt(tx, workOrder.id);
  return [...judgementsOf(workOrder), await silenceOf(tx, workOrder, toldAt)];
}

/** The timer of the customer's silence on a resolution that was told at an instant. */
async function silenceOf(tx: Tx, workOrder: WorkOrder, toldAt: Date): Promise<Timer> {
  const days = Number(await policyInForce(tx, 'silent-acceptance-working-days'));
  return silenceAfter(days, workOrder, toldAt, tx.now);
}

function silenceAfter(days: number, workOrder: WorkOrder, toldAt: Date, now: Date): Timer {
  const dueAt = acceptanceDueAt(workOrder, days, toldAt);
  const resolvedAt = new Date(lastOf(workOrder.facts, 'RESOLVED')!.at).toISOString();
  return {
    ...{ useCase: acceptBySilence, key: workOrder.id, dueAt: dueAt < now ? now : dueAt },
    input: { workOrderId: workOrder.id, resolvedAt },
  };
}
