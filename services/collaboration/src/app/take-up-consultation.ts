import { policyInForce, useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { ensureSuggested, request } from '../domain/consultation';
import { loadConsultation, saveConsultation } from '../storage/consultations';
import { loadGroup } from '../storage/expert-groups';
import { answerClock } from './pass-answer-due';

export class TakeUpConsultation {
  @IsUUID() consultationId!: string;
  @IsUUID() expertGroupId!: string;
  @IsString() @Length(1, 4000) question!: string;
}

/** Asks a group where that was suggested. Clause 2.3.2b. */
export const takeUpConsultation = useCase(TakeUpConsultation, async (tx, input) => {
  const { consultationId, expertGroupId, question } = input;
  const suggested = ensureSuggested(await loadConsultation(tx, consultationId));
  const answerSeconds = Number(await policyInForce(tx, 'consultation-answer-seconds'));
  const asked = { group: await loadGroup(tx, expertGroupId), question, answerSeconds };
  const { state, events } = request(suggested, asked, tx);
  saveConsultation(tx, state);
  tx.publish(events);
  await tx.schedule([answerClock(state)]);
  return { consultationId, status: state.status, answerDueAt: state.answerDueAt.toISOString() };
});
