import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { ChangeOrder } from '../domain/change-order';

const STATUSES: readonly ChangeOrder['status'][] = ['quoted', 'declined', 'approved', 'worked', 'charged'];

export class ChangeOrdersPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(STATUSES) status?: ChangeOrder['status'];
}
export type ShownChangeOrder = {
  readonly changeOrderId: string;
  readonly scopeReviewId: string;
  readonly workOrderId: string;
  /** The work order's. */
  readonly number: string;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly vendorId: string;
  readonly status: ChangeOrder['status'];
  readonly description: string;
  readonly rateCode: string;
  readonly currency: string;
  /** All sums in minor units, as text. */
  readonly hourlyRateMinor: string;
  readonly capMinor: string;
  readonly estimatedMinutes: number;
  readonly quotedMinor: string;
  readonly quotedAt: Date;
  readonly reason: string | null;
  readonly approvedAt: Date | null;
  readonly workedMinutes: number | null;
  readonly amountMinor: string | null;
  readonly cappedMinor: string | null;
  readonly chargedAt: Date | null;
};
const SHOWN = `o.id AS "changeOrderId", scope_review_id AS "scopeReviewId", o.work_order_id AS "workOrderId", number,
  o.contract_id AS "contractId", contract_version AS "contractVersion", o.vendor_id AS "vendorId", status,
  description, o.rate_code AS "rateCode", currency, hourly_rate_minor AS "hourlyRateMinor",
  cap_minor AS "capMinor", estimated_minutes AS "estimatedMinutes", quoted_minor AS "quotedMinor",
  quoted_at AS "quotedAt", reason, approved_at AS "approvedAt", worked_minutes AS "workedMinutes",
  amount_minor AS "amountMinor", capped_minor AS "cappedMinor", charged_at AS "chargedAt"
  FROM change_orders o JOIN scope_reviews r ON r.id = scope_review_id`;

/** Change orders in the order of their quotes; `next` is the `after` of the next page. Clause 2.2.2b. */
export const changeOrdersPage = view(
  ChangeOrdersPage,
  async ({ manager }, { after, limit, contractId, status }) => {
    const items = await manager.query<ShownChangeOrder[]>(
      `SELECT ${SHOWN}
       WHERE ($1::uuid IS NULL OR o.id > $1) AND ($3::uuid IS NULL OR o.contract_id = $3)
         AND ($4::text IS NULL OR status = $4) ORDER BY o.id LIMIT $2`,
      [after ?? null, limit, contractId ?? null, status ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.changeOrderId : null };
  },
);

export class OneChangeOrder {
  @IsUUID() changeOrderId!: string;
}

/** One change order. Throws NotFound, for another vendor's as well. */
export const oneChangeOrder = view(OneChangeOrder, async ({ manager }, { changeOrderId }) => {
  const [found] = await manager.query<ShownChangeOrder[]>(`SELECT ${SHOWN} WHERE o.id = $1`, [changeOrderId]);
  if (!found) throw new NotFound('change-order', changeOrderId);
  return found;
});

export class ScopeReviewsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
}
export type ShownScopeReview = {
  readonly scopeReviewId: string;
  readonly workOrderId: string;
  readonly number: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly service: string;
  readonly category: string;
  readonly assetClass: string;
  readonly rateCode: string | null;
  readonly openedAt: Date;
};

/** Work orders that wait for a change order, in the order of their ids. Clause 1.1.2. */
export const scopeReviewsPage = view(ScopeReviewsPage, async ({ manager }, { after, limit, contractId }) => {
  const items = await manager.query<ShownScopeReview[]>(
    `SELECT id AS "scopeReviewId", work_order_id AS "workOrderId", number, contract_id AS "contractId",
              vendor_id AS "vendorId", service, category, asset_class AS "assetClass",
              rate_code AS "rateCode", opened_at AS "openedAt"
       FROM scope_reviews
       WHERE ended_at IS NULL AND ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
       ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.scopeReviewId : null };
});
