import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { dismiss } from '../domain/consultation';
import { loadConsultation, saveConsultation } from '../storage/consultations';

export class DismissConsultation {
  @IsUUID() consultationId!: string;
}

/** Says that nobody needs to be asked where it was suggested. Clause 2.3.2b. */
export const dismissConsultation = useCase(DismissConsultation, async (tx, { consultationId }) => {
  const { state, events } = dismiss(await loadConsultation(tx, consultationId), tx);
  saveConsultation(tx, state);
  tx.publish(events);
  return { consultationId, status: state.status };
});
