import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { SURVEY_STATUSES, type SurveyStatus } from '../domain/survey';

export class SurveysPage extends Page {
  @IsOptional() @IsIn(SURVEY_STATUSES) status?: SurveyStatus;
  @IsOptional() @IsUUID() contractId?: string;
}
export type ShownSurvey = {
  readonly surveyId: string;
  readonly workOrderId: string;
  readonly contractId: string;
  readonly quarter: string;
  readonly status: SurveyStatus;
  readonly expiresAt: Date;
  readonly score: number | null;
  readonly comment: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
};

/** Surveys in the order of their ids. Clause 1.3.1. */
export const surveysPage = view(SurveysPage, async ({ manager }, { after, limit, status, contractId }) => {
  const items = await manager.query<ShownSurvey[]>(
    `SELECT id AS "surveyId", work_order_id AS "workOrderId", contract_id AS "contractId", quarter, status,
       expires_at AS "expiresAt", score, comment, answered_by AS "answeredBy", answered_at AS "answeredAt"
     FROM surveys WHERE ($1::uuid IS NULL OR id > $1) AND ($3::text IS NULL OR status = $3)
       AND ($4::uuid IS NULL OR contract_id = $4) ORDER BY id LIMIT $2`,
    [after ?? null, limit, status ?? null, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.surveyId : null };
});

export class SatisfactionPage extends Page {
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
}
export type Satisfaction = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly answered: number;
  /** Of the scores; with `answered` it is the exact average. */
  readonly scoreSum: number;
  readonly open: number;
  readonly expired: number;
};

/**
 * What the surveys of a quarter come to, contract by contract in the order of their ids. Clause 1.3.1, D3.
 */
export const satisfactionPage = view(SatisfactionPage, async ({ manager }, { quarter, after, limit }) => {
  const items = await manager.query<Satisfaction[]>(
    `SELECT contract_id AS "contractId", vendor_id AS "vendorId", count(score)::int AS answered,
       coalesce(sum(score), 0)::int AS "scoreSum", count(*) FILTER (WHERE status = 'open')::int AS open,
       count(*) FILTER (WHERE status = 'expired')::int AS expired
     FROM surveys WHERE quarter = $1 AND ($2::uuid IS NULL OR contract_id > $2)
     GROUP BY contract_id, vendor_id ORDER BY contract_id LIMIT $3`,
    [quarter, after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.contractId : null };
});
