import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { INSPECTION_STATUSES, type InspectionStatus } from '../domain/inspection';

export class InspectionPlansPage extends Page {
  @IsOptional() @IsUUID() assetId?: string;
  @IsOptional() @IsUUID() contractId?: string;
}
export type ShownPlan = {
  readonly planId: string;
  readonly code: string;
  readonly assetId: string;
  readonly contractId: string;
  readonly cadenceDays: number;
  readonly firstDueOn: string;
  readonly items: readonly object[];
  readonly retiredAt: Date | null;
};

/** Plans with their checklists, in the order of their ids. Clause 3.2.1a. */
export const inspectionPlansPage = view(
  InspectionPlansPage,
  async ({ manager }, { after, limit, assetId, contractId }) => {
    const items = await manager.query<ShownPlan[]>(
      `SELECT id AS "planId", code, asset_id AS "assetId", contract_id AS "contractId",
         cadence_days AS "cadenceDays", to_char(first_due_on, 'YYYY-MM-DD') AS "firstDueOn", items,
         retired_at AS "retiredAt"
       FROM inspection_plans WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR asset_id = $3)
         AND ($4::uuid IS NULL OR contract_id = $4) ORDER BY id LIMIT $2`,
      [after ?? null, limit, assetId ?? null, contractId ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.planId : null };
  },
);

export class InspectionsPage extends Page {
  @IsOptional() @IsIn(INSPECTION_STATUSES) status?: InspectionStatus;
  @IsOptional() @IsUUID() planId?: string;
}
export type ShownInspection = {
  readonly inspectionId: string;
  readonly planId: string;
  readonly assetId: string;
  readonly contractId: string;
  readonly dueOn: string;
  readonly status: InspectionStatus;
  readonly overdueFrom: Date;
  readonly overdueAt: Date | null;
  readonly occurredAt: Date | null;
  readonly toldAt: Date | null;
  readonly toldBy: string | null;
  readonly channel: string | null;
  readonly evidenceGrade: string | null;
  readonly confirmedBy: string | null;
  readonly secondedBy: string | null;
};
const SHOWN = `id AS "inspectionId", plan_id AS "planId", asset_id AS "assetId", contract_id AS "contractId",
  to_char(due_on, 'YYYY-MM-DD') AS "dueOn", status, overdue_from AS "overdueFrom", overdue_at AS "overdueAt",
  occurred_at AS "occurredAt", told_at AS "toldAt", told_by AS "toldBy", channel,
  evidence_grade AS "evidenceGrade", confirmed_by AS "confirmedBy", seconded_by AS "secondedBy"`;

/** Rounds in the order of their ids. Clause 3.2.1a. */
export const inspectionsPage = view(
  InspectionsPage,
  async ({ manager }, { after, limit, status, planId }) => {
    const items = await manager.query<ShownInspection[]>(
      `SELECT ${SHOWN} FROM inspections WHERE ($1::uuid IS NULL OR id > $1)
       AND ($3::text IS NULL OR status = $3) AND ($4::uuid IS NULL OR plan_id = $4) ORDER BY id LIMIT $2`,
      [after ?? null, limit, status ?? null, planId ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.inspectionId : null };
  },
);

export class OneInspection {
  @IsUUID() inspectionId!: string;
}
export type ShownResult = {
  readonly itemCode: string;
  readonly outcome: string;
  readonly note: string | null;
  /** The work order of a defect, once it is reported. */
  readonly workOrderId: string | null;
};

/** One round with its results. Throws NotFound, for another vendor's as well. Clause 3.2.1a. */
export const oneInspection = view(OneInspection, async ({ manager }, { inspectionId }) => {
  const [found] = await manager.query<ShownInspection[]>(`SELECT ${SHOWN} FROM inspections WHERE id = $1`, [
    inspectionId,
  ]);
  if (!found) throw new NotFound('inspection', inspectionId);
  const results = await manager.query<ShownResult[]>(
    `SELECT item_code AS "itemCode", outcome, note, work_order_id AS "workOrderId"
     FROM inspection_results WHERE inspection_id = $1 ORDER BY position`,
    [inspectionId],
  );
  return { ...found, results };
});
