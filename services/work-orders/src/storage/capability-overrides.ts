import { localDateOf } from '@steward/calendar';
import { NotFound } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import type { CapabilityOverride } from '../domain/capability-override';
import type { Dispatching } from '../domain/dispatch';
import { tierSeveritiesIn } from '../domain/tier-severities';
import { standingOf } from './contract-standings';
import { versionsOf } from './contract-versions';
import { vendorRecordOn } from './vendor-records';
import { loadWorkOrder } from './work-orders';

/** Loads and locks the work order, and what a dispatch to the contract's vendor is decided by. */
export async function dispatchingOf(tx: Tx, workOrderId: string, contractId: string): Promise<Dispatching> {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const versions = await versionsOf(tx, [contractId]);
  const zone = versions[0]?.calendar ?? { timezone: 'UTC' }; // no version: the rule refuses
  const today = localDateOf(zone, tx.now.getTime());
  const [standing, vendor, policy] = await Promise.all([
    standingOf(tx, contractId),
    vendorRecordOn(tx, versions[0]?.vendorId ?? contractId, today),
    policyInForce(tx, 'dispatch-severities-by-tier'),
  ]);
  return { workOrder, versions, standing, vendor, tiers: tierSeveritiesIn(policy), today };
}

export function insertOverride(tx: Tx, override: CapabilityOverride): void {
  const { id, workOrderId, contractId, mismatches, reason, requestedBy } = override;
  tx.write(
    `INSERT INTO capability_overrides (id, work_order_id, contract_id, mismatches, reason, requested_by,
       requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, workOrderId, contractId, mismatches, reason, requestedBy, tx.now],
  );
}

/** Loads and locks. Throws NotFound. */
export async function loadOverride(tx: Tx, id: string): Promise<CapabilityOverride> {
  const [found] = await tx.manager.query<CapabilityOverride[]>(
    `SELECT id, work_order_id AS "workOrderId", contract_id AS "contractId", mismatches, reason,
       requested_by AS "requestedBy", approved_by AS "approvedBy"
     FROM capability_overrides WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('capability-override', id);
  return found;
}

export function saveApproval(tx: Tx, { id, approvedBy }: CapabilityOverride): void {
  tx.write('UPDATE capability_overrides SET approved_by = $2, approved_at = $3 WHERE id = $1', [
    id,
    approvedBy,
    tx.now,
  ]);
}
