import { useCase } from '@steward/messaging';
import { PAUSE_REASONS, type PauseReason } from '@steward/terms';
import { IsIn, IsUUID } from 'class-validator';
import { pause } from '../domain/work-order';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class PauseWorkOrder {
  @IsUUID() workOrderId!: string;
  @IsIn(PAUSE_REASONS) reason!: PauseReason;
}

/**
 * The clocks wait whose targets allow the reason. What keeps the vendor from coming counts for the clock on
 * site only where the enterprise says so, now or later. D1.
 */
export const pauseWorkOrder = useCase(PauseWorkOrder, async (tx, { workOrderId, reason }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const isConfirmed = tx.actor === 'enterprise';
  const { state, events } = pause(workOrder, { reason, isConfirmed }, tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
