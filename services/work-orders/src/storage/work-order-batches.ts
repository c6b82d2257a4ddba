import { ensure, NotFound, type CapabilityCategory } from '@steward/domain';
import { policyInForce, type ReadTx, type Tx } from '@steward/messaging';
import type { BatchRow } from '../domain/batch-row';
import type { BatchContract, BatchTerms } from '../domain/batch-work';
import { EXCEL, severityOf } from '../domain/facts';
import type { ContractStanding } from '../domain/terms';
import type { Assigned, WorkOrder } from '../domain/work-order';
import type { WorkOrderBatch } from '../domain/work-order-batch';
import { versionsOf } from './contract-versions';
import { saveMilestones } from './milestones';
import { appendFacts, insertWarnings } from './work-orders';

/** What rows are judged by: contracts by code or id, the numbers that are taken, and the policy's marks. */
export async function batchTerms(
  tx: ReadTx & Pick<Tx, 'now'>,
  rows: readonly BatchRow[],
): Promise<BatchTerms> {
  const texts = (column: 'contract' | 'number') => [
    ...new Set(rows.flatMap(({ cells }) => (typeof cells[column] === 'string' ? cells[column] : []))),
  ];
  const taken = await tx.manager.query<{ number: string }[]>(
    `SELECT number FROM work_orders WHERE log = '' AND status <> 'cancelled' AND number = ANY($1)`,
    [texts('number')],
  );
  const percents = await policyInForce(tx, 'clock-warning-percents');
  return {
    contracts: await contractsNamed(tx, texts('contract')),
    taken: new Set(taken.map(({ number }) => number)),
    percents: percents.split(',').map(Number),
  };
}

async function contractsNamed(
  tx: ReadTx,
  names: readonly string[],
): Promise<ReadonlyMap<string, BatchContract>> {
  type Named = { name: string; contractId: string } & Omit<BatchContract, 'versions'>;
  const named = await tx.manager.query<
    (Named & { skills: CapabilityCategory[]; standing: ContractStanding })[]
  >(
    `SELECT DISTINCT ON (name) name, v.contract_id AS "contractId", coalesce(standing, 'in-force') AS standing,
       coalesce(k.categories, '{}') AS skills
     FROM unnest($1::text[]) AS n (name)
     JOIN contract_versions v ON v.code = name OR v.contract_id::text = lower(name)
     LEFT JOIN contract_standings s ON s.contract_id = v.contract_id
     LEFT JOIN vendor_skills k ON k.vendor_id = v.vendor_id
     ORDER BY name, v.contract_id`,
    [names],
  );
  const versions = await versionsOf(tx, [...new Set(named.map(({ contractId }) => contractId))]);
  return new Map(
    named.map(({ name, contractId, ...rest }) => [
      name,
      { ...rest, versions: versions.filter((version) => version.contractId === contractId) },
    ]),
  );
}

/** Stores a batch. Breaks `work-order-batch.known`. */
export async function insertBatch(tx: Tx, batch: WorkOrderBatch, workOrders: number): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO work_order_batches (id, file_id, work_orders, applied_by, applied_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (file_id) WHERE undone_by IS NULL DO NOTHING RETURNING id`,
    [batch.id, batch.fileId, workOrders, batch.appliedBy, tx.now],
  );
  ensure(inserted.length > 0, 'work-order-batch.known', 'This workbook has been applied already.');
}

/** Whether a workbook was applied and not undone. */
export async function isApplied(tx: ReadTx, fileId: string): Promise<boolean> {
  const found = await tx.manager.query<unknown[]>(
    'SELECT FROM work_order_batches WHERE file_id = $1 AND undone_by IS NULL',
    [fileId],
  );
  return found.length > 0;
}

/** Stores a batch's work orders with all that was told of them. Breaks `work-order.number-taken`. */
export async function insertWorkOrders(
  tx: Tx,
  batchId: string,
  workOrders: readonly Assigned[],
): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO work_orders (id, log, number, category, evidence_grade, status, severity, reported_at, vendor_id,
       contract_id, contract_version, batch_id)
     SELECT id, '', number, category, 'C', status, severity, reported_at, vendor_id, contract_id, contract_version, $1
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::timestamptz[], $8::uuid[],
       $9::uuid[], $10::int[])
       AS w (id, number, category, status, severity, reported_at, vendor_id, contract_id, contract_version)
     ON CONFLICT (log, number) WHERE status <> 'cancelled' DO NOTHING RETURNING id`,
    [
      batchId,
      workOrders.map(({ id }) => id),
      workOrders.map(({ number }) => number),
      workOrders.map(({ category }) => category),
      workOrders.map(({ status }) => status),
      workOrders.map(({ facts }) => severityOf(facts)),
      workOrders.map(({ facts }) => new Date(facts[0]!.at)),
      workOrders.map(({ terms }) => terms.vendorId),
      workOrders.map(({ terms }) => terms.contractId),
      workOrders.map(({ terms }) => terms.contractVersion),
    ],
  );
  const isWhole = inserted.length === workOrders.length; // else somebody was faster since they were judged
  ensure(isWhole, 'work-order.number-taken', 'A number of the workbook was taken just now.');
  const told = workOrders.map(({ id: workOrderId, facts }) => ({ workOrderId, told: 0, facts }));
  appendFacts(tx, told, EXCEL, tx.by);
  const decided = workOrders.map(({ id: workOrderId, milestones }) => ({
    workOrderId,
    milestones,
    known: [],
  }));
  saveMilestones(tx, decided);
  insertWarnings(
    tx,
    workOrders.flatMap(({ id: workOrderId, warnings }) =>
      warnings.map((warning) => ({ workOrderId, ...warning })),
    ),
  );
}

/** Loads and locks. Throws NotFound. */
export async function loadBatch(tx: Tx, id: string): Promise<WorkOrderBatch> {
  const [found] = await tx.manager.query<WorkOrderBatch[]>(
    `SELECT id, file_id AS "fileId", applied_by AS "appliedBy", undone_by AS "undoneBy",
       undo_reason AS "undoReason"
     FROM work_order_batches WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('work-order-batch', id);
  return found;
}

export async function workOrderIdsIn(tx: ReadTx, batchId: string): Promise<string[]> {
  const rows = await tx.manager.query<{ id: string }[]>('SELECT id FROM work_orders WHERE batch_id = $1', [
    batchId,
  ]);
  return rows.map(({ id }) => id);
}

/** Numbers of a batch's work orders to which anything was added that is not of its workbook. */
export async function touchedSince(tx: ReadTx, batchId: string): Promise<string[]> {
  const rows = await tx.manager.query<{ number: string }[]>(
    `SELECT number FROM work_orders w
     WHERE batch_id = $1 AND (
       EXISTS (SELECT FROM facts f WHERE f.work_order_id = w.id AND f.channel <> 'EXCEL')
       OR EXISTS (SELECT FROM late_facts l WHERE l.work_order_id = w.id)
       OR EXISTS (SELECT FROM resource_entries r WHERE r.work_order_id = w.id))
     ORDER BY number`,
    [batchId],
  );
  return rows.map(({ number }) => number);
}

/** Stores that a batch was undone, with its work orders as they were before and after their cancellation. */
export function saveUndo(
  tx: Tx,
  { id, undoneBy, undoReason }: WorkOrderBatch,
  cancelled: readonly { readonly before: WorkOrder; readonly state: WorkOrder }[],
): void {
  tx.write('UPDATE work_order_batches SET undone_by = $2, undone_at = $3, undo_reason = $4 WHERE id = $1', [
    id,
    undoneBy,
    tx.now,
    undoReason,
  ]);
  tx.write(`UPDATE work_orders SET status = 'cancelled' WHERE batch_id = $1`, [id]);
  const work = cancelled.map(({ before, state }) => ({
    ...{ workOrderId: state.id, told: before.stored, facts: state.facts.slice(before.facts.length) },
    milestones: state.milestones.filter((milestone) => !before.milestones.includes(milestone)),
    known: before.milestones,
  }));
  appendFacts(tx, work, EXCEL, tx.by);
  saveMilestones(tx, work);
}
