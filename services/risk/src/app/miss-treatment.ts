import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { missTreatment as miss } from '../domain/treatment';
import { loadTreatment, saveTreatment } from '../storage/treatments';

export class MissTreatment {
  @IsUUID() treatmentId!: string;
}

/** Runs after a treatment's last day; one that has ended is left alone. Clause 4.1.2. */
export const missTreatment = useCase(MissTreatment, async (tx, { treatmentId }) => {
  const decision = miss(await loadTreatment(tx, treatmentId), tx.now);
  if (decision) saveTreatment(tx, decision.state);
  tx.publish(decision?.events ?? []);
  return { treatmentId, isOverdue: decision !== null };
});
