import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { Appraisal } from '../domain/appraisal';
import type { DimensionResult } from '../domain/kpi-set';
import type { Verdicts } from '../domain/quarter-inputs';

export type AppraisalSummary = {
  readonly appraisalId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  readonly revision: number;
  readonly status: Appraisal['status'];
  readonly tier: string;
  /** Two decimals; null where not rated. */
  readonly score: string | null;
  /** Points beside the score, and both together, at most 110. Clause 2.4.1. */
  readonly bonus: string;
  readonly finalScore: string | null;
  /** Why this revision was made; `causeId` is the bonus, the red line or the appeal. Clause 1.3.1. */
  readonly reason: Appraisal['reason'];
  readonly causeId: string | null;
  readonly passLine: string;
  /** Null where not rated. */
  readonly isPassed: boolean | null;
  readonly appealEndsAt: Date;
  /** A year without a loaded calendar took part in that end. */
  readonly isAppealEndProvisional: boolean;
  readonly publishedAt: Date | null;
};
export type AppraisalDetail = AppraisalSummary & {
  readonly inputsHash: string;
  readonly kpiSet: number;
  readonly dimensions: readonly DimensionResult[];
  readonly onSite: Verdicts;
  readonly closure: Verdicts;
  readonly workOrders: number;
  readonly closingRevision: number;
  readonly proposedAt: Date;
  readonly acceptedBy: string | null;
  /** How often the quarter was scored, the last hundred times, the earliest first. */
  readonly revisions: readonly {
    readonly revision: number;
    readonly status: Appraisal['status'];
    readonly score: string | null;
    readonly reason: Appraisal['reason'];
    readonly causeId: string | null;
    readonly inputsHash: string;
    readonly proposedAt: string;
    readonly publishedAt: string | null;
  }[];
};

const SUMMARY = `id AS "appraisalId", contract_id AS "contractId", vendor_id AS "vendorId", quarter, revision,
  status, tier, score, bonus, final_score AS "finalScore", reason, cause_id AS "causeId", pass_line AS "passLine", score >= pass_line AS "isPassed",
  appeal_ends_at AS "appealEndsAt", is_appeal_end_provisional AS "isAppealEndProvisional", published_at AS "publishedAt"`;
const IS_LAST = `NOT EXISTS (SELECT FROM appraisals later WHERE later.id = a.id AND later.revision > a.revision)`;

export class AppraisalsPage extends Page {
  @IsOptional() @Matches(/^\d{4}Q[1-4]$/) quarter?: string;
  @IsOptional() @IsUUID() contractId?: string;
}

/** The last revision of each appraisal, by id. `next` is the `after` of the next page. */
export const appraisalsPage = view(
  AppraisalsPage,
  async ({ manager }, { after, limit, quarter, contractId }) => {
    const items = await manager.query<AppraisalSummary[]>(
      `SELECT ${SUMMARY} FROM appraisals a
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::text IS NULL OR quarter = $3)
       AND ($4::uuid IS NULL OR contract_id = $4) AND ${IS_LAST}
     ORDER BY id LIMIT $2`,
      [after ?? null, limit, quarter ?? null, contractId ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.appraisalId : null };
  },
);

export class OneAppraisal {
  @IsUUID() appraisalId!: string;
}

/** The last revision, and those before it. Throws NotFound, for another vendor's as for a missing one. */
export const oneAppraisal = view(OneAppraisal, async ({ manager }, { appraisalId }) => {
  const [appraisal] = await manager.query<AppraisalDetail[]>(
    `SELECT ${SUMMARY}, inputs_hash AS "inputsHash", kpi_set AS "kpiSet", dimensions,
       jsonb_build_object('met', on_site_met, 'breached', on_site_breached, 'open', on_site_open) AS "onSite",
       jsonb_build_object('met', closure_met, 'breached', closure_breached, 'open', closure_open) AS closure,
       work_orders AS "workOrders", closing_revision AS "closingRevision", proposed_at AS "proposedAt",
       accepted_by AS "acceptedBy",
       (SELECT jsonb_agg(jsonb_build_object('revision', r.revision, 'status', r.status, 'score', r.score::text,
                 'reason', r.reason, 'causeId', r.cause_id,
                 'inputsHash', r.inputs_hash, 'proposedAt', r.proposed_at, 'publishedAt', r.published_at)
               ORDER BY r.revision)
        FROM (SELECT * FROM appraisals WHERE id = a.id ORDER BY revision DESC LIMIT 100) AS r) AS revisions
     FROM appraisals a WHERE id = $1 AND ${IS_LAST}`,
    [appraisalId],
  );
  if (!appraisal) throw new NotFound('appraisal', appraisalId);
  return appraisal;
});
