import { ensure, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { InspectionPlan } from '../domain/inspection-plan';
import { versionsOf } from './contract-versions';

/** Stores a plan. Breaks `inspection-plan.code-taken`. */
export async function insertPlan(tx: Tx, plan: InspectionPlan): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO inspection_plans (id, code, asset_id, vendor_id, contract_id, cadence_days, first_due_on, items,
       planned_at, planned_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (code) DO NOTHING RETURNING id`,
    [
      ...[plan.id, plan.code, plan.assetId, plan.vendorId, plan.contractId, plan.cadenceDays],
      ...[plan.firstDueOn, JSON.stringify(plan.items), tx.now, tx.by],
    ],
  );
  ensure(inserted.length > 0, 'inspection-plan.code-taken', `There is a plan ${plan.code} already.`);
}

type Row = Omit<InspectionPlan, 'timezone' | 'endOn'>;

/** Loads a plan with what its contract says today. Throws NotFound. */
export async function loadPlan(tx: Tx, id: string): Promise<InspectionPlan> {
  const [found] = await tx.manager.query<Row[]>(
    `SELECT id, code, asset_id AS "assetId", vendor_id AS "vendorId", contract_id AS "contractId",
       cadence_days AS "cadenceDays", to_char(first_due_on, 'YYYY-MM-DD') AS "firstDueOn", items,
       retired_at IS NOT NULL AS "isRetired"
     FROM inspection_plans WHERE id = $1`,
    [id],
  );
  if (!found) throw new NotFound('inspection-plan', id);
  const { endOn, calendar } = (await versionsOf(tx, [found.contractId])).at(-1)!; // a plan has a contract
  return { ...found, endOn, timezone: calendar.timezone };
}

/** The first retirement counts. */
export function saveRetirement(tx: Tx, { id }: InspectionPlan): void {
  tx.write(
    'UPDATE inspection_plans SET retired_at = $2, retired_by = $3 WHERE id = $1 AND retired_at IS NULL',
    [id, tx.now, tx.by],
  );
}
