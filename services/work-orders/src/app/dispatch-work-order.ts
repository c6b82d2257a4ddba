import { useCase } from '@steward/messaging';
import { localDateOf } from '@steward/calendar';
import { IsUUID } from 'class-validator';
import { dispatch } from '../domain/work-order';
import { versionsOf } from '../storage/contract-versions';
import { skillsOf } from '../storage/vendor-skills';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { judgementsOf } from './judge-work-order';

export class DispatchWorkOrder {
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
}

export const dispatchWorkOrder = useCase(DispatchWorkOrder, async (tx, { workOrderId, contractId }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const versions = await versionsOf(tx, [contractId]);
  const skills = await skillsOf(tx, versions[0]?.vendorId ?? contractId); // no version: the rule refuses
  const today = versions[0] ? localDateOf(versions[0].calendar, tx.now.getTime()) : '';
  const { state, events } = dispatch(workOrder, versions, skills, today, tx.now);
  await saveWorkOrder(tx, workOrder, state);
  tx.publish(events);
  await tx.schedule(judgementsOf(state));
  return { workOrderId: state.id, status: state.status };
});
