import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { missAnswer, type Requested } from '../domain/consultation';
import { loadConsultation, saveConsultation } from '../storage/consultations';

export class PassAnswerDue {
  @IsUUID() consultationId!: string;
}

/** Runs when an answer is due; one that is overdue is announced once. Clause 2.3.2b. */
export const passAnswerDue = useCase(PassAnswerDue, async (tx, { consultationId }) => {
  const { state, events } = missAnswer(await loadConsultation(tx, consultationId));
  if (events.length > 0) saveConsultation(tx, state);
  tx.publish(events);
  return { consultationId, status: state.status };
});

/** The timer of an answer; at the due instant itself it is still in time. */
export const answerClock = ({ id: consultationId, answerDueAt }: Requested): Timer => ({
  ...{ useCase: passAnswerDue, key: consultationId, input: { consultationId } },
  dueAt: new Date(answerDueAt.getTime() + 1),
});
