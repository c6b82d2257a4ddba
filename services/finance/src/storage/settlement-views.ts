import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import type { Adjustment } from '../domain/adjustment';
import type { Settlement } from '../domain/settlement';

const STATUSES: readonly Settlement['status'][] = ['calculated', 'submitted', 'posted'];
const ADJUSTMENT_STATUSES: readonly Adjustment['status'][] = [...STATUSES, 'unchanged', 'superseded'];

export class SettlementsPage extends Page {
  @IsOptional() @Matches(/^\d{4}Q[1-4]$/) quarter?: string;
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(STATUSES) status?: Settlement['status'];
}
export class AdjustmentsPage extends Page {
  @IsOptional() @IsIn(ADJUSTMENT_STATUSES) status?: Adjustment['status'];
}
export class OneSettlement {
  @IsUUID() settlementId!: string;
}

export type PayView = {
  readonly contractVersion: number;
  readonly appraisalRevision: number;
  /** Null where not rated. */
  readonly score: string | null;
  readonly base: MoneyWire;
  readonly pool: MoneyWire;
  readonly performancePay: MoneyWire;
  readonly total: MoneyWire;
  /** What each price comes to, in minor units as text; none where it was worked out before they were kept. */
  readonly parts: readonly {
    readonly contractVersion: number;
    readonly firstOn: string;
    readonly lastOn: string;
    readonly baseMinor: string;
    readonly poolMinor: string;
    readonly performancePayMinor: string;
  }[];
};
export type AdjustmentView = PayView & {
  readonly adjustmentId: string;
  readonly settlementId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  readonly status: Adjustment['status'];
  /** What it adds to what stood before; it may be negative. */
  readonly difference: {
    readonly base: MoneyWire;
    readonly performancePay: MoneyWire;
    readonly total: MoneyWire;
  };
  readonly calculatedAt: string;
  readonly submittedAt: string | null;
  readonly postedAt: string | null;
};
export type SettlementView = {
  readonly settlementId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  readonly status: Settlement['status'];
  /** As it was calculated or posted first. */
  readonly original: PayView;
  /** In the order of their revisions. */
  readonly adjustments: readonly AdjustmentView[];
  /** What the quarter comes to: the original, or the last adjustment that counts. */
  readonly current: PayView;
  readonly calculatedAt: Date;
  readonly submittedAt: Date | null;
  readonly postedAt: Date | null;
};

const money = (table: string, column: string) =>
  `json_build_object('amountMinor', ${table}.${column}::text, 'currency', ${table}.currency)`;
const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** The fields of PayView as arguments of json_build_object. */
const pay = (table: string) => `'contractVersion', ${table}.contract_version,
  'appraisalRevision', ${table}.appraisal_revision, 'score', ${table}.score,
  'base', ${money(table, 'base_minor')}, 'pool', ${money(table, 'pool_minor')},
  'performancePay', ${money(table, 'performance_pay_minor')}, 'total', ${money(table, 'total_minor')},
  'parts', ${table}.price_parts`;
const ADJUSTMENT = `json_build_object('adjustmentId', a.id, 'settlementId', a.settlement_id,
  'contractId', a.contract_id, 'vendorId', a.vendor_id, 'quarter', a.quarter, 'status', a.status, ${pay('a')},
  'difference', json_build_object('base', ${money('a', 'base_difference_minor')},
    'performancePay', ${money('a', 'performance_pay_difference_minor')},
    'total', ${money('a', 'total_difference_minor')}),
  'calculatedAt', ${utc('a.calculated_at')}, 'submittedAt', ${utc('a.submitted_at')},
  'postedAt', ${utc('a.posted_at')})`;
const SETTLEMENT = `s.id AS "settlementId", s.contract_id AS "contractId", s.vendor_id AS "vendorId", s.quarter,
  s.status, json_build_object(${pay('s')}) AS original,
  coalesce((SELECT json_agg(${ADJUSTMENT} ORDER BY a.appraisal_revision)
            FROM settlement_adjustments a WHERE a.settlement_id = s.id), '[]') AS adjustments,
  coalesce((SELECT json_build_object(${pay('a')}) FROM settlement_adjustments a
            WHERE a.settlement_id = s.id AND a.status IN ('posted', 'unchanged')
            ORDER BY a.appraisal_revision DESC LIMIT 1), json_build_object(${pay('s')})) AS current,
  s.calculated_at AS "calculatedAt", s.submitted_at AS "submittedAt", s.posted_at AS "postedAt"`;

/** Settlements in the order of their ids. `next` is the `after` of the next page. */
export const settlementsPage = view(
  SettlementsPage,
  async ({ manager }, { quarter, contractId, status, ...page }) => {
    const items = await manager.query<SettlementView[]>(
      `SELECT ${SETTLEMENT} FROM settlements s
     WHERE ($1::text IS NULL OR s.quarter = $1) AND ($2::uuid IS NULL OR s.contract_id = $2)
       AND ($3::text IS NULL OR s.status = $3) AND ($4::uuid IS NULL OR s.id > $4)
     ORDER BY s.id LIMIT $5`,
      [quarter ?? null, contractId ?? null, status ?? null, page.after ?? null, page.limit],
    );
    return { items, next: items.length === page.limit ? items.at(-1)!.settlementId : null };
  },
);

/** One settlement. Throws NotFound, for another vendor's as for a missing one. */
export const oneSettlement = view(OneSettlement, async ({ manager }, { settlementId }) => {
  const [settlement] = await manager.query<SettlementView[]>(
    `SELECT ${SETTLEMENT} FROM settlements s WHERE s.id = $1`,
    [settlementId],
  );
  if (!settlement) throw new NotFound('settlement', settlementId);
  return settlement;
});

/** Adjustments in the order of their ids. `next` is the `after` of the next page. */
export const adjustmentsPage = view(AdjustmentsPage, async ({ manager }, { status, after, limit }) => {
  const rows = await manager.query<{ adjustment: AdjustmentView }[]>(
    `SELECT ${ADJUSTMENT} AS adjustment FROM settlement_adjustments a
     WHERE ($1::text IS NULL OR a.status = $1) AND ($2::uuid IS NULL OR a.id > $2) ORDER BY a.id LIMIT $3`,
    [status ?? null, after ?? null, limit],
  );
  const items = rows.map(({ adjustment }) => adjustment);
  return { items, next: items.length === limit ? items.at(-1)!.adjustmentId : null };
});
