import { useCase } from '@steward/messaging';
import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { answer } from '../domain/survey';
import { loadSurvey, saveSurvey } from '../storage/surveys';

export class AnswerSurvey {
  @IsUUID() surveyId!: string;
  /** 1 to 5, 5 the best. */
  @IsInt() @Min(1) @Max(5) score!: number;
  @IsOptional() @IsString() @Length(1, 2000) comment?: string;
}

/** The customer says how content it is. Clause 1.3.1. */
export const answerSurvey = useCase(AnswerSurvey, async (tx, { surveyId, score, comment }) => {
  const given = { score, comment: comment ?? null, by: tx.by };
  const { state, events } = answer(await loadSurvey(tx, surveyId), given, tx.now);
  saveSurvey(tx, state);
  tx.publish(events);
  return { surveyId, status: state.status };
});
