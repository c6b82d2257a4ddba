import { NotFound, type SettlementLine, type SubjectKind } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Claim, Effect, Ground, Side } from '../domain/claim';

const STATUSES: readonly Claim['status'][] = ['raised', 'submitted', 'posted'];

export class ClaimsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(STATUSES) status?: Claim['status'];
}
export class OneClaim {
  @IsUUID() claimId!: string;
}
export type ShownClaim = {
  readonly claimId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly cause: Ground['cause'];
  /** The dispute or the change order. */
  readonly sourceId: string;
  readonly amount: MoneyWire;
  /** Who is to get it from the other. */
  readonly inFavourOf: Side;
  /** Of a dispute; null for a change order. */
  readonly subject: {
    readonly kind: SubjectKind;
    readonly milestoneId: string | null;
    readonly settlementId: string | null;
    readonly line: SettlementLine | null;
  } | null;
  readonly becomes: Effect | null;
  /** The institution's own number of an award. */
  readonly reference: string | null;
  /** The settlement that it adjusts. */
  readonly correctionOf: string | null;
  /** The most that a change order pays. */
  readonly quoted: MoneyWire | null;
  readonly status: Claim['status'];
  readonly raisedAt: Date;
  readonly submittedAt: Date | null;
  readonly postedAt: Date | null;
};

const money = (column: string) => `json_build_object('amountMinor', ${column}::text, 'currency', currency)`;
/** Of a breach it is the settlement of the quarter in which that was decided, once there is one. */
export const CORRECTED = `CASE WHEN becomes = 'ADJUSTMENT' THEN coalesce(settlement_id, (
  SELECT s.id FROM settlements s JOIN breaches b ON b.contract_id = s.contract_id AND b.quarter = s.quarter
  WHERE b.id = claims.milestone_id AND s.contract_id = claims.contract_id)) END`;
const CLAIM = `id AS "claimId", contract_id AS "contractId", vendor_id AS "vendorId", cause,
  source_id AS "sourceId", ${money('amount_minor')} AS amount, in_favour_of AS "inFavourOf",
  CASE WHEN subject_kind IS NOT NULL THEN json_build_object('kind', subject_kind, 'milestoneId', milestone_id,
    'settlementId', settlement_id, 'line', line) END AS subject, becomes, reference,
  ${CORRECTED} AS "correctionOf",
  CASE WHEN quoted_minor IS NOT NULL THEN ${money('quoted_minor')} END AS quoted,
  status, raised_at AS "raisedAt", submitted_at AS "submittedAt", posted_at AS "postedAt"`;

/** Claims in the order of their ids. `next` is the `after` of the next page. Clauses 2.2.2b and 3.3.2a. */
export const claimsPage = view(ClaimsPage, async ({ manager }, { contractId, status, after, limit }) => {
  const items = await manager.query<ShownClaim[]>(
    `SELECT ${CLAIM} FROM claims
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
       AND ($4::text IS NULL OR status = $4) ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null, status ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.claimId : null };
});

/** One claim. Throws NotFound, for another vendor's as for a missing one. */
export const oneClaim = view(OneClaim, async ({ manager }, { claimId }) => {
  const [claim] = await manager.query<ShownClaim[]>(`SELECT ${CLAIM} FROM claims WHERE id = $1`, [claimId]);
  if (!claim) throw new NotFound('claim', claimId);
  return claim;
});
