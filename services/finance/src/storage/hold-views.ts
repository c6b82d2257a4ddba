import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { HoldSource } from '../domain/hold';

const STATUSES = ['open', 'resolved'] as const;

export class HoldsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(STATUSES) status?: (typeof STATUSES)[number];
}
export class OneHold {
  @IsUUID() holdId!: string;
}
export type ShownHold = {
  readonly holdId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly sourceKind: HoldSource['kind'];
  readonly sourceId: string;
  readonly amount: MoneyWire;
  readonly posted: MoneyWire;
  readonly freed: MoneyWire;
  /** What it still keeps. */
  readonly remaining: MoneyWire;
  readonly status: (typeof STATUSES)[number];
  readonly objectionEndsOn: string;
  readonly objectionEndsAt: Date;
  /** A year whose days off are not known took part. */
  readonly isEndProvisional: boolean;
  readonly objection: {
    readonly amount: MoneyWire;
    readonly reason: string;
    readonly evidence: readonly string[];
    readonly isSettled: boolean;
  } | null;
  readonly placedAt: Date;
  readonly resolvedAt: Date | null;
};
export type ShownDeduction = {
  readonly deductionId: string;
  readonly amount: MoneyWire;
  readonly postedAt: Date;
  /** Null until the custodian has moved it. */
  readonly custodianReference: string | null;
  readonly movedOn: string | null;
};

const sum = (minor: string) => `json_build_object('amountMinor', (${minor})::text, 'currency', currency)`;
const HOLD = `id AS "holdId", contract_id AS "contractId", vendor_id AS "vendorId", source_kind AS "sourceKind",
  source_id AS "sourceId", ${sum('amount_minor')} AS amount, ${sum('posted_minor')} AS posted,
  ${sum('freed_minor')} AS freed, ${sum('amount_minor - posted_minor - freed_minor')} AS remaining,
  CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'resolved' END AS status,
  to_char(objection_ends_on, 'YYYY-MM-DD') AS "objectionEndsOn", objection_ends_at AS "objectionEndsAt",
  is_end_provisional AS "isEndProvisional",
  CASE WHEN contested_minor IS NOT NULL THEN json_build_object('amount', ${sum('contested_minor')},
    'reason', objection_reason, 'evidence', evidence, 'isSettled', settled_at IS NOT NULL) END AS objection,
  placed_at AS "placedAt", resolved_at AS "resolvedAt"`;

/** Holds in the order in which they were placed. Clause 3.3.1b. */
export const holdsPage = view(HoldsPage, async ({ manager }, { after, limit, contractId, status }) => {
  const items = await manager.query<ShownHold[]>(
    `SELECT ${HOLD} FROM holds WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
       AND ($4::text IS NULL OR (resolved_at IS NULL) = ($4 = 'open')) ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null, status ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.holdId : null };
});

/** One hold, what was posted of it, and what was decided. Throws NotFound, for another's as for none. */
export const oneHold = view(OneHold, async ({ manager }, { holdId }) => {
  const [hold] = await manager.query<ShownHold[]>(`SELECT ${HOLD} FROM holds WHERE id = $1`, [holdId]);
  if (!hold) throw new NotFound('hold', holdId);
  const deductions = await manager.query<ShownDeduction[]>(
    `SELECT id AS "deductionId", ${sum('amount_minor')} AS amount, posted_at AS "postedAt",
       custodian_reference AS "custodianReference", to_char(moved_on, 'YYYY-MM-DD') AS "movedOn"
     FROM deductions WHERE hold_id = $1 ORDER BY id LIMIT 100`,
    [holdId],
  );
  const decisions = await manager.query<
    readonly { kind: string; dueMinor: string; freedMinor: string; reason: string; decidedAt: Date }[]
  >(
    `SELECT kind, due_minor AS "dueMinor", freed_minor AS "freedMinor", reason, decided_at AS "decidedAt"
     FROM hold_decisions WHERE hold_id = $1 ORDER BY id LIMIT 10`,
    [holdId],
  );
  return { ...hold, deductions, decisions };
});
