import { ensure, NotFound, type CapabilityCategory, type Severity } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { PLATFORM, severityOf, type EvidenceGrade, type Fact, type Source } from '../domain/facts';
import type { Warning } from '../domain/warnings';
import { reviewOf } from '../domain/dispatch';
import { isAssigned, type Status, type WorkOrder } from '../domain/work-order';
import type { ContractVersion } from '../domain/terms';
import { versionsFor, versionsOf } from './contract-versions';
import { saveMilestones } from './milestones';
import { retractFacts } from './retracted-facts';

/** As the driver delivers it. */
export type Row = {
  id: string;
  log: string;
  number: string;
  category: CapabilityCategory | null;
  assetId: string | null;
  evidenceGrade: EvidenceGrade;
  status: Status;
  severity: Severity;
  reportedAt: Date;
  vendorId: string | null;
  contractId: string | null;
  contractVersion: number | null;
};
/** A fact as JSON holds it; what is told of its kind alone is its detail. */
export type FactRow = { kind: Fact['kind']; at: number; detail: object };

/**
 * Loads and locks: until the transaction ends nobody else decides on it. Throws NotFound. Its statements are
 * sent at once; those after the lock see what whoever held it has stored.
 */
export async function loadWorkOrder(tx: Tx, id: string): Promise<WorkOrder> {
  const [rows, histories, versions] = await Promise.all([
    lockedWhere(tx, 'id = $1', id),
    historiesIn(tx, '(SELECT $1::uuid, 1) AS w (id, position)', id),
    versionsFor(tx, id),
  ]);
  if (!rows[0]) throw new NotFound('work-order', id);
  return assembled(rows[0], histories[0]!, versions);
}

/** The same of those of several that there are, in the order of their ids. */
export async function loadWorkOrders(tx: Tx, ids: readonly string[]): Promise<WorkOrder[]> {
  const rows = await lockedWhere(tx, 'id = ANY($1)', ids);
  const found = rows.map(({ id }) => id);
  const histories = await historiesIn(tx, 'unnest($1::uuid[]) WITH ORDINALITY AS w (id, position)', found);
  const contractIds = new Set(rows.flatMap(({ contractId }) => contractId ?? []));
  const versions = contractIds.size === 0 ? [] : await versionsOf(tx, [...contractIds]);
  return rows.map((row, n) => assembled(row, histories[n]!, versions));
}

function assembled(row: Row, history: History, versions: readonly ContractVersion[]): WorkOrder {
  const { id, number, category, evidenceGrade, assetId, status, contractId, contractVersion } = row;
  const recorded = { id, number, category: category!, evidenceGrade, assetId, ...history };
  if (status === 'reported' || status === 'scope-review') return { ...recorded, status };
  const terms = versions.find(
    (one) => one.contractId === contractId && one.contractVersion === contractVersion,
  )!;
  return { ...recorded, status, terms };
}

const lockedWhere = (tx: Tx, condition: string, value: string | readonly string[]): Promise<Row[]> =>
  tx.manager.query<Row[]>(
    `SELECT id, log, number, category, asset_id AS "assetId", evidence_grade AS "evidenceGrade", status, severity,
            reported_at AS "reportedAt", vendor_id AS "vendorId", contract_id AS "contractId",
            contract_version AS "contractVersion"
     FROM work_orders WHERE ${condition} AND log = '' ORDER BY id FOR UPDATE`, // of an import: its log's to change
    [value],
  );

/** A column's instant in epoch milliseconds. */
export const EPOCH = (column: string): string => `(1000 * extract(epoch FROM ${column}))::int8`;

type History = Pick<WorkOrder, 'facts' | 'stored' | 'milestones' | 'percents' | 'warnings' | 'verdictEvents'>;

/**
 * By a statement of its own, after the lock: within the locking one they would be as before the wait.
 * `source` gives ids and positions by $1; one id is not a list, which would be planned anew each time.
 */
async function historiesIn(tx: Tx, source: string, value: string | readonly string[]): Promise<History[]> {
  const rows = await tx.manager.query<({ facts: FactRow[] | null } & Omit<History, 'facts'>)[]>(
    `SELECT
       (SELECT json_agg(json_build_object('kind', kind, 'at', ${EPOCH('occurred_at')}, 'detail', detail)
          ORDER BY occurred_at, position)
        FROM facts f LEFT JOIN retracted_facts r USING (work_order_id, position)
        WHERE work_order_id = w.id AND r.work_order_id IS NULL) AS facts,
       (SELECT count(*)::int FROM facts WHERE work_order_id = w.id) AS stored,
       (SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'vendorId', vendor_id,
          'contractId', contract_id, 'contractVersion', contract_version, 'severity', severity,
          'verdict', verdict, 'decidedAt', ${EPOCH('decided_at')}, 'quarter', quarter,
          'elapsedSeconds', elapsed_seconds, 'targetSeconds', target_seconds,
          'isProvisional', is_provisional) ORDER BY kind DESC), '[]')
        FROM milestones WHERE work_order_id = w.id) AS milestones,
       (SELECT coalesce(json_agg(json_build_object('kind', kind, 'percent', percent,
          'startedAt', ${EPOCH('started_at')}, 'at', ${EPOCH('reached_at')})), '[]')
        FROM clock_warnings WHERE work_order_id = w.id) AS warnings,
       (SELECT coalesce(json_object_agg(m.kind, (
          SELECT o.id FROM outbox o WHERE o.aggregate_id = m.id AND o.stream = 'WORK_ORDERS'
            AND o.type LIKE 'work-orders.milestone.decided.%'
          ORDER BY o.aggregate_version DESC LIMIT 1)), '{}')
        FROM milestones m WHERE m.work_order_id = w.id) AS "verdictEvents",
       (SELECT string_to_array(value, ',')::int[] FROM policies
        WHERE name = 'clock-warning-percents' AND effective_on <= $2::timestamptz::date
        ORDER BY effective_on DESC LIMIT 1) AS percents
     FROM ${source} ORDER BY w.position`,
    [value, tx.now],
  );
  return rows.map(({ facts, ...row }) => ({ ...row, facts: (facts ?? []).map(factOf) }));
}

/** When the last resolution was told; that it happened may have been before. */
export async function resolutionToldAt(tx: ReadTx, id: string): Promise<Date> {
  const [row] = await tx.manager.query<{ recordedAt: Date }[]>(
    `SELECT recorded_at AS "recordedAt" FROM facts WHERE work_order_id = $1 AND kind = 'RESOLVED'
     ORDER BY occurred_at DESC, position DESC LIMIT 1`,
    [id],
  );
  return row!.recordedAt; // it is resolved
}

/** Stores a new work order. Breaks `work-order.number-taken`. */
export async function insertWorkOrder(tx: Tx, workOrder: WorkOrder): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO work_orders (id, log, number, category, evidence_grade, status, severity, reported_at,
       asset_id)
     VALUES ($1, '', $2, $3, $4, 'reported', $5, $6, $7)
     ON CONFLICT (log, number) WHERE status <> 'cancelled' DO NOTHING RETURNING id`,
    [
      workOrder.id,
      workOrder.number,
      workOrder.category,
      workOrder.evidenceGrade,
      severityOf(workOrder.facts),
      new Date(workOrder.facts[0]!.at),
      workOrder.assetId,
    ],
  );
  const { number } = workOrder;
  ensure(inserted.length > 0, 'work-order.number-taken', `There is a work order ${number} already.`);
  appendFacts(tx, [{ workOrderId: workOrder.id, told: 0, facts: workOrder.facts }], PLATFORM, tx.by);
}

/** Stores what a decision changed: the state, the new facts, and the milestones that were decided. */
export function saveWorkOrder(
  tx: Tx,
  before: WorkOrder,
  workOrder: WorkOrder,
  source: Source = PLATFORM,
): void {
  const { id: workOrderId } = workOrder;
  const row = columnsOf(workOrder);
  const stored = columnsOf(before);
  // A clock that only warns leaves the row alone.
  if (row.some((value, n) => value !== stored[n])) {
    tx.write(
      `UPDATE work_orders SET status = $2, severity = $3, vendor_id = $4, contract_id = $5,
         contract_version = $6, evidence_grade = $7
       WHERE id = $1`,
      [workOrderId, ...row],
    );
  }
  const facts = workOrder.facts.filter((fact) => !before.facts.includes(fact));
  appendFacts(tx, [{ workOrderId, told: before.stored, facts }], source, tx.by);
  retractFacts(
    tx,
    workOrderId,
    before.facts.filter((fact) => !workOrder.facts.includes(fact)),
  );
  const milestones = workOrder.milestones.filter((milestone) => !before.milestones.includes(milestone));
  saveMilestones(tx, [{ workOrderId, milestones, known: before.milestones }]);
  const warnings = workOrder.warnings.slice(before.warnings.length);
  insertWarnings(
    tx,
    warnings.map((warning) => ({ workOrderId, ...warning })),
  );
}

function columnsOf(workOrder: WorkOrder) {
  const assignment = isAssigned(workOrder) ? workOrder.terms : reviewOf(workOrder);
  return [
    workOrder.status,
    severityOf(workOrder.facts),
    assignment?.vendorId ?? null,
    assignment?.contractId ?? null,
    assignment?.contractVersion ?? null,
    workOrder.evidenceGrade,
  ];
}

/** Each once: a second one of the same clock and per cent breaks the key. */
export function insertWarnings(
  tx: Tx,
  warnings: readonly (Warning & { readonly workOrderId: string })[],
): void {
  if (warnings.length === 0) return;
  tx.write(
    `INSERT INTO clock_warnings (work_order_id, kind, started_at, percent, reached_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[], $5::timestamptz[])`,
    [
      warnings.map(({ workOrderId }) => workOrderId),
      warnings.map(({ kind }) => kind),
      warnings.map(({ startedAt }) => new Date(startedAt)),
      warnings.map(({ percent }) => percent),
      warnings.map(({ at }) => new Date(at)),
    ],
  );
}

export type FactsToAppend = {
  readonly workOrderId: string;
  /** How many facts are stored already. */
  readonly told: number;
  /** Those that are not. */
  readonly facts: readonly Fact[];
};

/** Appends facts of many work orders in one statement. */
export function appendFacts(
  tx: Tx,
  work: readonly FactsToAppend[],
  { channel, grade, signed }: Source,
  by: string,
): void {
  const rows = work.flatMap(({ workOrderId, told, facts }) =>
    facts.map(({ kind, at, ...detail }, n) => ({ workOrderId, position: told + n, kind, at, detail })),
  );
  if (rows.length === 0) return;
  tx.write(
    `INSERT INTO facts (work_order_id, position, kind, occurred_at, detail, recorded_at, recorded_by, channel,
       evidence_grade, device_id, signature)
     SELECT work_order_id, position, kind, occurred_at, detail::jsonb, $6, $7, $8, $9, $10, $11
     FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::text[])
       AS f (work_order_id, position, kind, occurred_at, detail)`,
    [
      rows.map((row) => row.workOrderId),
      rows.map((row) => row.position),
      rows.map((row) => row.kind),
      rows.map((row) => new Date(row.at)),
      rows.map((row) => JSON.stringify(row.detail)),
      ...[tx.now, by, channel, grade, signed?.deviceId ?? null, signed?.signature ?? null],
    ],
  );
}

export const factOf = ({ kind, at, detail }: FactRow): Fact => ({ kind, at, ...detail }) as Fact;
