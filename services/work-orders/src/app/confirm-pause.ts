import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { confirmPause as confirm } from '../domain/retraction';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { timersAfter } from './accept-by-silence';

export class ConfirmPause {
  @IsUUID() workOrderId!: string;
  /** When the pause began, as the history has it. */
  @IsInstant() pausedAt!: string;
}

/** The customer confirms what kept the vendor from coming: the clock on site waited. D1. */
export const confirmPause = useCase(ConfirmPause, async (tx, { workOrderId, pausedAt }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const { state, events } = confirm(workOrder, new Date(pausedAt), tx.now);
  saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(await timersAfter(tx, workOrder, state));
  return { workOrderId, status: state.status };
});
