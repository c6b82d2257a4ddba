import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { Basis } from '../domain/availability-month';

export class AvailabilityMonthsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsString() @Length(1, 64) service?: string;
  /** From this one on, `2026-09`. */
  @IsOptional() @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) from?: string;
  /** True: only those that wait for somebody's decision. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  needsDecision?: boolean;
}
export type MonthSummary = {
  readonly availabilityId: string;
  readonly contractId: string;
  readonly service: string;
  readonly month: string;
  readonly revision: number;
  readonly targetPerMille: number;
  readonly agreedSeconds: number;
  readonly plannedSeconds: number;
  readonly downSeconds: number;
  readonly unknownSeconds: number;
  readonly isMet: boolean;
  readonly displayPercent: string;
  readonly status: 'COMPLETE' | 'PROVISIONAL';
  readonly needsDecision: boolean;
  readonly computedAt: Date;
};
const SUMMARY = `id AS "availabilityId", contract_id AS "contractId", service, month, revision,
  (basis->'target'->>'targetPerMille')::int AS "targetPerMille", agreed_seconds::float8 AS "agreedSeconds",
  planned_seconds::float8 AS "plannedSeconds", down_seconds::float8 AS "downSeconds",
  unknown_seconds::float8 AS "unknownSeconds", is_met AS "isMet", display_percent AS "displayPercent",
  status, needs_decision AS "needsDecision", computed_at AS "computedAt"`;

/** Months by their last revision, in the order of months; `next` is the `after` of the next page. */
export const availabilityMonthsPage = view(
  AvailabilityMonthsPage,
  async ({ manager }, { after, limit, contractId, service, from, needsDecision }) => {
    const items = await manager.query<MonthSummary[]>(
      `SELECT ${SUMMARY} FROM availability_months m
       WHERE revision = (SELECT max(l.revision) FROM availability_months l WHERE l.id = m.id)
         AND ($1::uuid IS NULL OR (month, contract_id, service) > (
           SELECT a.month, a.contract_id, a.service FROM availability_months a WHERE a.id = $1 LIMIT 1))
         AND ($3::uuid IS NULL OR contract_id = $3) AND ($4::text IS NULL OR service = $4)
         AND ($5::text IS NULL OR month >= $5) AND ($6::boolean IS NULL OR needs_decision = $6)
       ORDER BY month, contract_id, service LIMIT $2`,
      [after ?? null, limit, contractId ?? null, service ?? null, from ?? null, needsDecision ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.availabilityId : null };
  },
);

export class OneAvailabilityMonth {
  @IsUUID() availabilityId!: string;
}
type Detail = MonthSummary & {
  readonly notCounted: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
  readonly unknown: readonly { readonly from: number; readonly to: number }[];
  readonly basis: Basis;
};

/**
 * One month with what it rests on, what of planned work did not count and why, and its revisions. Throws
 * NotFound, for another vendor's as well.
 */
export const oneAvailabilityMonth = view(OneAvailabilityMonth, async ({ manager }, { availabilityId }) => {
  const [found] = await manager.query<Detail[]>(
    `SELECT ${SUMMARY}, not_counted AS "notCounted", unknown, basis
     FROM availability_months WHERE id = $1 ORDER BY revision DESC LIMIT 1`,
    [availabilityId],
  );
  if (!found) throw new NotFound('availability', availabilityId);
  const revisions = await manager.query<object[]>(
    `SELECT revision, is_met AS "isMet", display_percent AS "displayPercent", status,
       needs_decision AS "needsDecision", computed_at AS "computedAt"
     FROM availability_months WHERE id = $1 ORDER BY revision`,
    [availabilityId],
  );
  const { basis, notCounted, unknown, ...summary } = found;
  const { target, inForce, windows, outages, decisions } = basis;
  return {
    ...summary,
    target,
    inForce: inForce.map(shown),
    windows: windows.map((window) => ({
      ...shown(window),
      noticedAt: iso(window.noticedAt),
      endedAt: window.endedAt === null ? null : iso(window.endedAt),
    })),
    notCounted: notCounted.map(shown),
    outages: outages.map(shown),
    unknown: unknown.map(shown),
    decisions: decisions.map(({ spans, ...decision }) => ({ ...decision, spans: spans.map(shown) })),
    revisions,
  };
});

const iso = (at: number): string => new Date(at).toISOString();
const shown = <S extends { readonly from: number; readonly to: number }>(span: S) => ({
  ...span,
  ...{ from: iso(span.from), to: iso(span.to) },
});
