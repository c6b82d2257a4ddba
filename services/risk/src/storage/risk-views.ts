import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { BANDS, type Band } from '../domain/matrix';
import type { Category, Risk, Source } from '../domain/risk';

export type RiskSummary = {
  readonly riskId: string;
  readonly vendorId: string;
  readonly contractId: string | null;
  readonly source: Source;
  readonly category: Category;
  readonly title: string;
  readonly ownerRole: string;
  readonly owner: string | null;
  readonly status: Risk['status'];
  readonly probability: number;
  readonly impact: number;
  readonly band: Band;
  readonly matrixVersion: number;
  readonly assessedAt: Date;
  readonly nextReviewAt: Date;
};
export type RiskDetail = RiskSummary & {
  readonly identifiedAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closureReason: string | null;
  /** All that were filed, also those from before the last judgement. */
  readonly occurrences: number;
  /** The last hundred, the newest first. */
  readonly assessments: readonly object[];
  readonly lastOccurrences: readonly object[];
};

const SUMMARY = `id AS "riskId", vendor_id AS "vendorId", contract_id AS "contractId", source, category, title, status,
  owner_role AS "ownerRole", owner, probability, impact, band, matrix_version AS "matrixVersion",
  assessed_at AS "assessedAt", next_review_at AS "nextReviewAt"`;
const RANK = `array_position('{${BANDS.join()}}'::text[], band)`;

export class RiskQueue {
  @IsIn(['open', 'closed']) status: Risk['status'] = 'open';
  /** The place of the last row of the page before, as its `next` told it. */
  @IsOptional() @Matches(/^[1-4]~\d{1,15}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

/** The gravest first, in a band what was assessed longest ago. `next` is the `after` of the next page. D8. */
export const riskQueue = view(RiskQueue, async ({ manager }, { status, after, limit }) => {
  const [rank, assessedMs, id] = after?.split('~') ?? [];
  const items = await manager.query<RiskSummary[]>(
    `SELECT ${SUMMARY} FROM risks
     WHERE status = $1 AND ($2::int IS NULL
       OR (-${RANK}, assessed_at, id) > (-$2::int, to_timestamp($3::bigint / 1000.0)::timestamptz(3), $4::uuid))
     ORDER BY -${RANK}, assessed_at, id LIMIT $5`,
    [status, rank ?? null, assessedMs ?? null, id ?? null, limit],
  );
  return { items, next: items.length === limit ? placeOf(items.at(-1)!) : null };
});

const placeOf = ({ band, assessedAt, riskId }: RiskSummary): string =>
  [BANDS.indexOf(band) + 1, assessedAt.getTime(), riskId].join('~');

export class OneRisk {
  @IsUUID() riskId!: string;
}

/** One risk with its history. Throws NotFound. */
export const oneRisk = view(OneRisk, async ({ manager }, { riskId }) => {
  const [risk] = await manager.query<RiskDetail[]>(
    `SELECT ${SUMMARY}, identified_at AS "identifiedAt", closed_at AS "closedAt", closed_by AS "closedBy",
            closure_reason AS "closureReason",
            (SELECT count(*)::int FROM risk_occurrences WHERE risk_id = $1) AS occurrences
     FROM risks WHERE id = $1`,
    [riskId],
  );
  if (!risk) throw new NotFound('risk', riskId);
  const assessments = await manager.query<object[]>(
    `SELECT revision, probability, impact, band, matrix_version AS "matrixVersion", assessed_by AS "assessedBy",
            reason, assessed_at AS "assessedAt"
     FROM risk_assessments WHERE risk_id = $1 ORDER BY revision DESC LIMIT 100`,
    [riskId],
  );
  const lastOccurrences = await manager.query<object[]>(
    `SELECT id AS "occurrenceId", occurred_at AS "occurredAt"
     FROM risk_occurrences WHERE risk_id = $1 ORDER BY occurred_at DESC, id LIMIT 100`,
    [riskId],
  );
  return { ...risk, assessments, lastOccurrences };
});
