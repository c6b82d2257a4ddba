import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { confirmRound } from '../domain/inspection';
import { loadInspection, saveInspection } from '../storage/inspections';
import { defectTimer } from './raise-defects';

export class ConfirmInspection {
  @IsUUID() inspectionId!: string;
}

/** Two persons of the enterprise confirm a round that was told too late; then it counts. S12. */
export const confirmInspection = useCase(ConfirmInspection, async (tx, { inspectionId }) => {
  const { state, events } = confirmRound(await loadInspection(tx, inspectionId), tx.by, tx.now);
  saveInspection(tx, state);
  tx.publish(events);
  await tx.schedule(defectTimer(state, tx.now));
  return { inspectionId, status: state.status };
});
