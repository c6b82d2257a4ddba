import { policyInForce, useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { request } from '../domain/consultation';
import { saveConsultation } from '../storage/consultations';
import { loadContract } from '../storage/contracts';
import { loadGroup } from '../storage/expert-groups';
import { answerClock } from './pass-answer-due';

export class RequestConsultation {
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() expertGroupId!: string;
  @IsString() @Length(1, 4000) question!: string;
}

/** Asks a group about a work order of a contract. Clause 2.3.2b. */
export const requestConsultation = useCase(RequestConsultation, async (tx, input) => {
  const { workOrderId, contractId, expertGroupId, question } = input;
  const { vendorId } = await loadContract(tx, contractId);
  const answerSeconds = Number(await policyInForce(tx, 'consultation-answer-seconds'));
  const asked = { group: await loadGroup(tx, expertGroupId), question, answerSeconds };
  const { state, events } = request({ id: tx.newId(), workOrderId, contractId, vendorId }, asked, tx);
  saveConsultation(tx, state);
  tx.publish(events);
  await tx.schedule([answerClock(state)]);
  return { consultationId: state.id, status: state.status, answerDueAt: state.answerDueAt.toISOString() };
});
