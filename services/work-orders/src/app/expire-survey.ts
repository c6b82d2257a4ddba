import { policyInForce, useCase, type Timer, type Tx } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { expire, surveyOf } from '../domain/survey';
import type { WorkOrder } from '../domain/work-order';
import { insertSurvey, loadSurvey, saveSurvey } from '../storage/surveys';

export class ExpireSurvey {
  @IsUUID() surveyId!: string;
}

/** Runs when the policy's days are over; a survey that was answered is left alone. Clause 1.3.1. */
export const expireSurvey = useCase(ExpireSurvey, async (tx, { surveyId }) => {
  const { state, events } = expire(await loadSurvey(tx, surveyId), tx.now);
  saveSurvey(tx, state);
  tx.publish(events);
  return { surveyId, status: state.status };
});

/** Opens the survey of a work order that was closed just now; the timer that ends it. Clause 1.3.1. */
export async function surveyAfter(
  tx: Tx,
  before: WorkOrder,
  workOrder: WorkOrder,
): Promise<readonly Timer[]> {
  const days = Number(await policyInForce(tx, 'survey-open-days'));
  const survey = surveyOf(before, workOrder, tx.newId(), days, tx.now);
  if (!survey) return [];
  insertSurvey(tx, survey);
  const { id: surveyId, expiresAt: dueAt } = survey;
  return [{ useCase: expireSurvey, key: surveyId, dueAt, input: { surveyId } }];
}
