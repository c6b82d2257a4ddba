import { policyInForce, useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { reject } from '../domain/recurrence';
import { insertWorkOrder, loadWorkOrder, recurrencesOf, saveWorkOrder } from '../storage/work-orders';
import { surveyAfter } from './expire-survey';
import { judgementsOf } from './judge-work-order';

export class RejectResolution {
  @IsUUID() workOrderId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/**
 * The customer does not accept: the work order is open again and the gap is excluded; after the policy's days
 * another one takes its place. S8.
 */
export const rejectResolution = useCase(RejectResolution, async (tx, { workOrderId, reason }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const days = Number(await policyInForce(tx, 'reopening-days'));
  const next = { id: tx.newId(), nth: (await recurrencesOf(tx, workOrderId)) + 1 };
  const { state, events, recurrence } = reject(workOrder, reason, days, next, tx.now);
  saveWorkOrder(tx, workOrder, state);
  if (recurrence) await insertWorkOrder(tx, recurrence);
  tx.publish(events);
  await tx.schedule([...judgementsOf(state), ...(await surveyAfter(tx, workOrder, state))]);
  return { workOrderId, status: state.status, recurrenceId: recurrence?.id ?? null };
});
