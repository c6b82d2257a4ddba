import { useCase } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { inspected } from '../domain/reserves';
import { numberInForce } from '../storage/norms';
import { loadEquipment, saveEquipment } from '../storage/reserves';
import { announceEquipment } from './announce-equipment';

export class InspectEquipment {
  @IsUUID() equipmentId!: string;
  @IsISO8601({ strict: true }) inspectedAt!: string;
}

/** Clause 2.3.3b. */
export const inspectEquipment = useCase(InspectEquipment, async (tx, { equipmentId, inspectedAt }) => {
  const seen = { ...(await loadEquipment(tx, equipmentId)), inspectedAt: new Date(inspectedAt) };
  const state = inspected(seen, await numberInForce(tx, 'equipment-inspection-days'), tx.now);
  saveEquipment(tx, state);
  const { inspectionDueAt: dueAt } = state;
  await tx.schedule([{ useCase: announceEquipment, key: equipmentId, dueAt, input: { equipmentId } }]);
  return { equipmentId, inspectionDueAt: dueAt.toISOString() };
});
