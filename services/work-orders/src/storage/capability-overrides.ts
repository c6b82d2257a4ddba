import { localDateOf } from '@steward/calendar';
import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { CapabilityOverride, Dispatching } from '../domain/capability-override';
import { standingOf } from './contract-standings';
import { versionsOf } from './contract-versions';
import { skillsOf } from './vendor-skills';
import { loadWorkOrder } from './work-orders';

/** Loads and locks the work order, and what a dispatch to the contract's vendor is decided by. */
export async function dispatchingOf(tx: Tx, workOrderId: string, contractId: string): Promise<Dispatching> {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const versions = await versionsOf(tx, [contractId]);
  const skills = await skillsOf(tx, versions[0]?.vendorId ?? contractId); // no version: the rule refuses
  const today = versions[0] ? localDateOf(versions[0].calendar, tx.now.getTime()) : '';
  return { workOrder, versions, standing: await standingOf(tx, contractId), skills, today };
}

export function insertOverride(tx: Tx, override: CapabilityOverride): void {
  const { id, workOrderId, contractId, reason, requestedBy } = override;
  tx.write(
    `INSERT INTO capability_overrides (id, work_order_id, contract_id, reason, requested_by, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, workOrderId, contractId, reason, requestedBy, tx.now],
  );
}

/** Loads and locks. Throws NotFound. */
export async function loadOverride(tx: Tx, id: string): Promise<CapabilityOverride> {
  const [found] = await tx.manager.query<CapabilityOverride[]>(
    `SELECT id, work_order_id AS "workOrderId", contract_id AS "contractId", reason,
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
