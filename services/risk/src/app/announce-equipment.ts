import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { missInspection } from '../domain/reserves';
import { loadEquipment, saveEquipment } from '../storage/reserves';

export class AnnounceEquipment {
  @IsUUID() equipmentId!: string;
}

/** Runs when equipment is due for inspection. Clause 2.3.3b. */
export const announceEquipment = useCase(AnnounceEquipment, async (tx, { equipmentId }) => {
  const decision = missInspection(await loadEquipment(tx, equipmentId), tx.now);
  if (decision) saveEquipment(tx, decision.state);
  tx.publish(decision?.events ?? []);
  return { equipmentId, isDue: decision !== null };
});
