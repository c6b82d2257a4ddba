import { Page, view, type ReadTx } from '@steward/messaging';
import { IsUUID, Matches } from 'class-validator';

export class ResourcesPage extends Page {
  @IsUUID() workOrderId!: string;
}
export type ShownEntry = {
  readonly entryId: string;
  readonly kind: string;
  readonly labourMinutes: number | null;
  readonly partCode: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly energyKwh: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly reversalOf: string | null;
  readonly reason: string | null;
};

/** What a work order used, line by line in the order of their ids. Clause 2.3.1c. */
export const resourcesPage = view(ResourcesPage, async ({ manager }, { workOrderId, after, limit }) => {
  const items = await manager.query<ShownEntry[]>(
    `SELECT id AS "entryId", kind, labour_minutes AS "labourMinutes", part_code AS "partCode",
       trim_scale(quantity)::text AS quantity, unit, trim_scale(energy_kwh)::text AS "energyKwh",
       occurred_at AS "occurredAt", recorded_at AS "recordedAt", recorded_by AS "recordedBy",
       reversal_of AS "reversalOf", reason
     FROM resource_entries WHERE work_order_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [workOrderId, after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.entryId : null };
});

export class WorkOrderResources {
  @IsUUID() workOrderId!: string;
}
export class MonthResources {
  @IsUUID() contractId!: string;
  /** `2026-10`, in the contract's zone. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) month!: string;
}
export type ResourceTotals = {
  readonly labourMinutes: number;
  readonly energyKwh: string;
  readonly parts: readonly { partCode: string; unit: string; quantity: string }[];
};

/** What a work order used in all, reversals taken off. Clause 2.3.1c. */
export const workOrderResources = view(WorkOrderResources, (tx, { workOrderId }) =>
  totalsWhere(tx, 'work_order_id = $1', [workOrderId]),
);

/** What a contract's work orders used in a month. Clause 2.3.1c. */
export const monthResources = view(MonthResources, (tx, { contractId, month }) =>
  totalsWhere(tx, 'contract_id = $1 AND month = $2', [contractId, month]),
);

/** Parts that cancel out are left out; a thousand of the others are shown. */
export async function totalsWhere(
  { manager }: ReadTx,
  condition: string,
  values: readonly unknown[],
): Promise<ResourceTotals> {
  const [totals] = await manager.query<[ResourceTotals]>(
    `SELECT coalesce(sum(labour_minutes), 0)::float8 AS "labourMinutes",
       trim_scale(coalesce(sum(energy_kwh), 0))::text AS "energyKwh",
       (SELECT coalesce(json_agg(p), '[]') FROM (
          SELECT part_code AS "partCode", unit, trim_scale(sum(quantity))::text AS quantity
          FROM resource_entries WHERE kind = 'PART' AND ${condition}
          GROUP BY part_code, unit HAVING sum(quantity) <> 0 ORDER BY part_code, unit LIMIT 1000) p) AS parts
     FROM resource_entries WHERE ${condition}`,
    [...values],
  );
  return totals;
}
