import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Fact } from '../domain/facts';
import type { Status } from '../domain/work-order';

const STATUSES: readonly Status[] = [
  'reported',
  'scope-review',
  'dispatched',
  'accepted',
  'on-site',
  'paused',
  'resolved',
  'closed',
  'cancelled',
];

export class WorkOrdersPage extends Page {
  @IsOptional() @IsIn(STATUSES) status?: Status;
  @IsOptional() @IsUUID() contractId?: string;
}
export type WorkOrderSummary = {
  readonly workOrderId: string;
  readonly log: string;
  readonly number: string;
  readonly category: string | null;
  readonly evidenceGrade: string;
  readonly status: Status;
  readonly severity: number;
  readonly reportedAt: Date;
  readonly vendorId: string | null;
  readonly contractId: string | null;
  readonly assetId: string | null;
  /** The work order whose resolution did not last. S8. */
  readonly recurrenceOf: string | null;
};
const SUMMARY = `id AS "workOrderId", log, number, category, evidence_grade AS "evidenceGrade", status, severity,
  reported_at AS "reportedAt", vendor_id AS "vendorId", contract_id AS "contractId",
  asset_id AS "assetId", recurrence_of AS "recurrenceOf"`;

/** Work orders in the order of their ids; `next` is the `after` of the next page. */
export const workOrdersPage = view(
  WorkOrdersPage,
  async ({ manager }, { after, limit, status, contractId }) => {
    const items = await manager.query<WorkOrderSummary[]>(
      `SELECT ${SUMMARY} FROM work_orders
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::text IS NULL OR status = $3)
       AND ($4::uuid IS NULL OR contract_id = $4) ORDER BY id LIMIT $2`,
      [after ?? null, limit, status ?? null, contractId ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.workOrderId : null };
  },
);

type ShownFact = {
  readonly kind: Fact['kind'];
  readonly detail: { readonly changeOrderId?: string };
  /** Since when it no longer counts. Clause 2.3.1b. */
  readonly retractedAt: Date | null;
};
export class OneWorkOrder {
  @IsUUID() workOrderId!: string;
}

/**
 * One work order with its whole history, its warnings and its verdicts. Throws NotFound, for another vendor's
 * as well.
 */
export const oneWorkOrder = view(OneWorkOrder, async ({ manager }, { workOrderId }) => {
  const [found] = await manager.query<WorkOrderSummary[]>(
    `SELECT ${SUMMARY} FROM work_orders WHERE id = $1`,
    [workOrderId],
  );
  if (!found) throw new NotFound('work-order', workOrderId);
  const facts = await manager.query<ShownFact[]>(
    `SELECT kind, occurred_at AS "occurredAt", recorded_at AS "recordedAt", recorded_by AS "recordedBy",
            channel, evidence_grade AS "evidenceGrade", device_id AS "deviceId",
            signature, detail, retracted_at AS "retractedAt"
     FROM facts LEFT JOIN retracted_facts USING (work_order_id, position) WHERE work_order_id = $1 ORDER BY occurred_at, position`,
    [workOrderId],
  );
  const milestones = await manager.query<object[]>(
    `SELECT kind, severity, verdict, decided_at AS "decidedAt", quarter, elapsed_seconds::float8 AS "elapsedSeconds",
            target_seconds::float8 AS "targetSeconds", is_provisional AS "isProvisional"
     FROM milestones WHERE work_order_id = $1 ORDER BY kind DESC`,
    [workOrderId],
  );
  const warnings = await manager.query<object[]>(
    `SELECT kind, percent, reached_at AS "reachedAt" FROM clock_warnings
     WHERE work_order_id = $1 ORDER BY reached_at, kind, percent`,
    [workOrderId],
  );
  const { changeOrderId } = facts.findLast(({ kind }) => kind === 'DISPATCHED')?.detail ?? {};
  return { ...found, billing: billingOf(found.status, changeOrderId), facts, milestones, warnings };
});

/** How the work is paid: not at all before a vendor is charged with it. Clauses 1.1.2 and 2.2.2b. */
function billingOf(status: Status, changeOrderId: string | undefined) {
  if (status === 'reported' || status === 'scope-review') return 'NOT_BILLABLE';
  return changeOrderId ? 'CHANGE_ORDER' : 'FEE';
}
