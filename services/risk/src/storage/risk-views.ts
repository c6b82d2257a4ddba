import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { BANDS, type Band } from '../domain/matrix';
import { CATEGORIES, SOURCES, type Category, type Risk, type Source } from '../domain/risk';

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
  readonly inherentProbability: number;
  readonly inherentImpact: number;
  readonly inherentBand: Band;
  readonly matrixVersion: number;
  /** The yearly expected loss, exact, in minor units; null where nobody put figures to it. */
  readonly aleMinor: string | null;
  readonly currency: string | null;
  readonly assessedAt: Date;
  readonly nextReviewAt: Date;
  /** The review is overdue: the band must not justify a dispatch. D8 R2. */
  readonly isStale: boolean;
};
export type RiskDetail = RiskSummary & {
  readonly identifiedAt: Date;
  readonly frequency: string | null;
  readonly lossMinor: string | null;
  readonly extremeSince: Date | null;
  readonly escalatedAt: Date | null;
  readonly acceptanceReason: string | null;
  readonly acceptanceUntil: Date | null;
  readonly proposedBy: string | null;
  readonly acceptedBy: string | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closureReason: string | null;
  /** All that were filed, also those from before the last judgement. */
  readonly occurrences: number;
  /** The last hundred, the newest first. */
  readonly assessments: readonly object[];
  readonly lastOccurrences: readonly object[];
  readonly treatments: readonly object[];
};

const SUMMARY = `id AS "riskId", vendor_id AS "vendorId", contract_id AS "contractId", source, category, title, status,
  owner_role AS "ownerRole", owner, probability, impact, band, inherent_probability AS "inherentProbability",
  inherent_impact AS "inherentImpact", inherent_band AS "inherentBand", matrix_version AS "matrixVersion",
  trim_scale(ale_minor)::text AS "aleMinor", loss_currency AS currency, assessed_at AS "assessedAt",
  next_review_at AS "nextReviewAt", stale_since IS NOT NULL AS "isStale"`;
const RANK = `array_position('{${BANDS.join()}}'::text[], band)`;
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export class RiskFilter {
  @IsIn(['open', 'accepted', 'closed']) status: Risk['status'] = 'open';
  @IsOptional() @IsUUID() vendorId?: string;
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(CATEGORIES) category?: Category;
  @IsOptional() @IsIn(SOURCES) source?: Source;
  @IsOptional() @IsIn(BANDS) band?: Band;
  @IsOptional() @IsString() @Length(1, 200) owner?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}
/** The parameters $1 to $7. */
const FILTER = `status = $1 AND ($2::uuid IS NULL OR vendor_id = $2) AND ($3::uuid IS NULL OR contract_id = $3)
  AND ($4::text IS NULL OR category = $4) AND ($5::text IS NULL OR source = $5)
  AND ($6::text IS NULL OR band = $6) AND ($7::text IS NULL OR owner = $7)`;
const valuesOf = ({ status, vendorId, contractId, category, source, band, owner }: RiskFilter) =>
  [status, vendorId, contractId, category, source, band, owner].map((value) => value ?? null);

export class RiskQueue extends RiskFilter {
  /** The place of the last row of the page before, as its `next` told it. */
  @IsOptional() @Matches(new RegExp(`^[1-4]~\\d{1,26}(\\.\\d{1,6})?~\\d{1,15}~${UUID}$`)) after?: string;
}

/**
 * The gravest band first, in a band the greatest yearly expected loss (whatever its currency), then what is
 * due for review soonest. `next` is the `after` of the next page. D8.
 */
export const riskQueue = view(RiskQueue, async ({ manager }, { after, limit, ...filter }) => {
  const [rank, ale, dueMs, id] = after?.split('~') ?? [];
  const items = await manager.query<RiskSummary[]>(
    `SELECT ${SUMMARY} FROM risks
     WHERE ${FILTER} AND ($8::int IS NULL
       OR (-${RANK}, -coalesce(ale_minor, 0), next_review_at, id)
         > (-$8::int, -$9::numeric, to_timestamp($10::bigint / 1000.0)::timestamptz(3), $11::uuid))
     ORDER BY -${RANK}, -coalesce(ale_minor, 0), next_review_at, id LIMIT $12`,
    [...valuesOf({ ...filter, limit }), rank ?? null, ale ?? null, dueMs ?? null, id ?? null, limit],
  );
  return { items, next: items.length === limit ? placeOf(items.at(-1)!) : null };
});

const placeOf = ({ band, aleMinor, nextReviewAt, riskId }: RiskSummary): string =>
  [BANDS.indexOf(band) + 1, aleMinor ?? '0', nextReviewAt.getTime(), riskId].join('~');

export class RiskRegister extends RiskFilter {
  @IsOptional() @IsUUID() after?: string;
}

/** The register in the order of its ids. Clause 4.1.1. */
export const riskRegister = view(RiskRegister, async ({ manager }, { after, limit, ...filter }) => {
  const items = await manager.query<RiskSummary[]>(
    `SELECT ${SUMMARY} FROM risks WHERE ${FILTER} AND ($8::uuid IS NULL OR id > $8) ORDER BY id LIMIT $9`,
    [...valuesOf({ ...filter, limit }), after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.riskId : null };
});

export class ReviewCalendar {
  /** Only what is due before. */
  @IsOptional() @IsISO8601({ strict: true }) until?: string;
  @IsOptional() @IsUUID() vendorId?: string;
  @IsOptional() @Matches(new RegExp(`^\\d{1,15}~${UUID}$`)) after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

/** What is to be reviewed, the soonest first; what is overdue is stale. D8. */
export const reviewCalendar = view(ReviewCalendar, async ({ manager }, { until, vendorId, after, limit }) => {
  const [dueMs, id] = after?.split('~') ?? [];
  const items = await manager.query<RiskSummary[]>(
    `SELECT ${SUMMARY} FROM risks
       WHERE status <> 'closed' AND ($1::timestamptz IS NULL OR next_review_at < $1)
         AND ($2::uuid IS NULL OR vendor_id = $2) AND ($3::bigint IS NULL
           OR (next_review_at, id) > (to_timestamp($3::bigint / 1000.0)::timestamptz(3), $4::uuid))
       ORDER BY next_review_at, id LIMIT $5`,
    [until ?? null, vendorId ?? null, dueMs ?? null, id ?? null, limit],
  );
  const last = items.length === limit ? items.at(-1)! : null;
  return { items, next: last && `${last.nextReviewAt.getTime()}~${last.riskId}` };
});

export class OneRisk {
  @IsUUID() riskId!: string;
}

/** One risk with its history. Throws NotFound. */
export const oneRisk = view(OneRisk, async ({ manager }, { riskId }) => {
  const [risk] = await manager.query<RiskDetail[]>(
    `SELECT ${SUMMARY}, identified_at AS "identifiedAt", frequency::text, loss_minor AS "lossMinor",
            extreme_since AS "extremeSince", escalated_at AS "escalatedAt",
            acceptance_reason AS "acceptanceReason", acceptance_until AS "acceptanceUntil",
            proposed_by AS "proposedBy", accepted_by AS "acceptedBy", closed_at AS "closedAt", closed_by AS "closedBy",
            closure_reason AS "closureReason",
            (SELECT count(*)::int FROM risk_occurrences WHERE risk_id = $1) AS occurrences
     FROM risks WHERE id = $1`,
    [riskId],
  );
  if (!risk) throw new NotFound('risk', riskId);
  const assessments = await manager.query<object[]>(
    `SELECT revision, probability, impact, band, inherent_probability AS "inherentProbability",
            inherent_impact AS "inherentImpact", inherent_band AS "inherentBand", matrix_version AS "matrixVersion", assessed_by AS "assessedBy",
            reason, assessed_at AS "assessedAt"
     FROM risk_assessments WHERE risk_id = $1 ORDER BY revision DESC LIMIT 100`,
    [riskId],
  );
  const lastOccurrences = await manager.query<object[]>(
    `SELECT id AS "occurrenceId", occurred_at AS "occurredAt"
     FROM risk_occurrences WHERE risk_id = $1 ORDER BY occurred_at DESC, id LIMIT 100`,
    [riskId],
  );
  const treatments = await manager.query<object[]>(
    `SELECT id AS "treatmentId", strategy, what, owner, to_char(due_on, 'YYYY-MM-DD') AS "dueOn", status,
            overdue_at IS NOT NULL AS "wasOverdue", outcome
     FROM risk_treatments WHERE risk_id = $1 ORDER BY id DESC LIMIT 100`,
    [riskId],
  );
  return { ...risk, assessments, lastOccurrences, treatments };
});
