import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { conclude } from '../domain/consultation';
import { loadConsultation, opinionsOn, saveConsultation } from '../storage/consultations';
import { passAnswerDue } from './pass-answer-due';

export class ConcludeConsultation {
  @IsUUID() consultationId!: string;
  @IsString() @Length(1, 4000) decision!: string;
}

/** Decides on what the experts said. Clause 2.3.2b. */
export const concludeConsultation = useCase(
  ConcludeConsultation,
  async (tx, { consultationId, decision }) => {
    await tx.cancel(passAnswerDue, [consultationId]); // first: the timer too locks itself before the row
    const consultation = await loadConsultation(tx, consultationId);
    const answer = { decision, opinions: await opinionsOn(tx, consultationId) };
    const { state, events } = conclude(consultation, answer, tx);
    saveConsultation(tx, state);
    tx.publish(events);
    return { consultationId, status: state.status };
  },
);
