import { quarterOf } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { surveyAnswered, surveyExpired, type SurveyAnswered, type SurveyExpired } from '@steward/events';
import type { WorkOrder } from './work-order';

export const SURVEY_STATUSES = ['open', 'answered', 'expired'] as const;
export type SurveyStatus = (typeof SURVEY_STATUSES)[number];
export type SurveyAnswer = {
  /** 1 to 5, 5 the best. */
  readonly score: number;
  readonly comment: string | null;
  readonly by: string;
};
/** How content the customer is with a work order that was closed. Clause 1.3.1. */
export type Survey = {
  readonly id: string;
  readonly workOrderId: string;
  readonly vendorId: string;
  readonly contractId: string;
  /** In which the work order was closed, in the contract's zone. D3. */
  readonly quarter: string;
  readonly status: SurveyStatus;
  readonly openedAt: Date;
  /** From here on it is not answered any more. */
  readonly expiresAt: Date;
  readonly answer: SurveyAnswer | null;
};

/** The survey of a work order that was closed just now; none otherwise. Clause 1.3.1. */
export function surveyOf(
  before: WorkOrder,
  workOrder: WorkOrder,
  id: string,
  days: number,
  now: Date,
): Survey | null {
  if (workOrder.status !== 'closed' || before.status === 'closed') return null;
  const { vendorId, contractId, calendar } = workOrder.terms;
  return {
    ...{ id, workOrderId: workOrder.id, vendorId, contractId, status: 'open', openedAt: now, answer: null },
    quarter: quarterOf(workOrder.facts.at(-1)!.at, calendar.timezone),
    expiresAt: new Date(now.getTime() + days * 86_400_000),
  };
}

/**
 * The customer answers, once. Breaks `survey.answered-before` and `survey.expired`. Clause 1.3.1.
 */
export function answer(survey: Survey, given: SurveyAnswer, now: Date): Decision<Survey, SurveyAnswered> {
  ensure(survey.status !== 'answered', 'survey.answered-before', 'It has been answered already.');
  const isOpen = survey.status === 'open' && now < survey.expiresAt;
  ensure(isOpen, 'survey.expired', `It could be answered until ${survey.expiresAt.toISOString()}.`);
  const { score } = given;
  return {
    state: { ...survey, status: 'answered', answer: given },
    events: [surveyAnswered({ ...about(survey), score, answeredAt: now })],
  };
}

/** Ends a survey that nobody answered; otherwise nothing happens. Clause 1.3.1. */
export function expire(survey: Survey, now: Date): Decision<Survey, SurveyExpired> {
  if (survey.status !== 'open') return { state: survey, events: [] };
  return {
    state: { ...survey, status: 'expired' },
    events: [surveyExpired({ ...about(survey), expiredAt: now })],
  };
}

const about = ({ id: surveyId, workOrderId, vendorId, contractId, quarter }: Survey) => ({
  ...{ surveyId, workOrderId, vendorId, contractId, quarter },
});
