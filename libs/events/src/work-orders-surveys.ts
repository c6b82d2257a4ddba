import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant, quarter } from './fields';

const survey = {
  surveyId: id,
  workOrderId: id,
  vendorId: id,
  contractId: id,
  /** The quarter in which the work order was closed. D3. */
  quarter,
};

/** The customer said how content it is with a closed work order, once: 1 to 5, 5 the best. Clause 1.3.1. */
export const surveyAnswered = event('work-orders.survey.answered.v1', {
  ...survey,
  score: Type.Integer({ minimum: 1, maximum: 5 }),
  answeredAt: instant,
});
/** Nobody answered in time: this work order does not count for satisfaction. Clause 1.3.1. */
export const surveyExpired = event('work-orders.survey.expired.v1', { ...survey, expiredAt: instant });

export type SurveyAnswered = ReturnType<typeof surveyAnswered>;
export type SurveyExpired = ReturnType<typeof surveyExpired>;
export type SurveyAnsweredWire = Wire<typeof surveyAnswered>;
