import { quarterOfMonth } from '@steward/calendar';
import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { Availability } from '@steward/terms';
import {
  monthIdOf,
  type Basis,
  type MonthKey,
  type OutageFact,
  type ReckonedMonth,
  type UnknownDecision,
  type WindowFact,
} from '../domain/availability-month';
import { markStale } from './periods';

type Row = MonthKey &
  Pick<Availability, 'isMet' | 'displayPercent' | 'status' | 'needsDecision' | 'notCounted' | 'unknown'> & {
    readonly id: string;
    readonly revision: number;
    readonly basis: Basis;
    readonly agreedSeconds: string;
    readonly plannedSeconds: string;
    readonly downSeconds: string;
    readonly unknownSeconds: string;
  };

/** Locks a month, measured or not, and loads its last revision. */
export async function loadMonth(tx: Tx, key: Omit<MonthKey, 'vendorId'>): Promise<ReckonedMonth | undefined> {
  return lastRevision(tx, monthIdOf(key));
}

/** Loads and locks. Throws NotFound, for another vendor's as well. */
export async function loadReckonedMonth(tx: Tx, id: string): Promise<ReckonedMonth> {
  const found = await lastRevision(tx, id);
  if (!found) throw new NotFound('availability', id);
  return found;
}

async function lastRevision(tx: Tx, id: string): Promise<ReckonedMonth | undefined> {
  tx.write('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, revision, contract_id AS "contractId", vendor_id AS "vendorId", service, month, basis,
       agreed_seconds AS "agreedSeconds", planned_seconds AS "plannedSeconds", down_seconds AS "downSeconds",
       unknown_seconds AS "unknownSeconds", is_met AS "isMet", display_percent AS "displayPercent", status,
       needs_decision AS "needsDecision", not_counted AS "notCounted", unknown
     FROM availability_months WHERE id = $1 ORDER BY revision DESC LIMIT 1`,
    [id],
  );
  return row && fromRow(row);
}

function fromRow(row: Row): ReckonedMonth {
  const { contractId, vendorId, service, month, revision, basis, ...figures } = row;
  const { isMet, displayPercent, status, needsDecision, notCounted, unknown } = figures;
  return {
    ...{ id: row.id, contractId, vendorId, service, month, revision, basis },
    availability: {
      ...{ isMet, displayPercent, status, needsDecision, notCounted, unknown },
      agreedSeconds: Number(figures.agreedSeconds),
      plannedSeconds: Number(figures.plannedSeconds),
      downSeconds: Number(figures.downSeconds),
      unknownSeconds: Number(figures.unknownSeconds),
    },
  };
}

/** Stores the next revision of a month. */
export function insertMonth(tx: Tx, reckoned: ReckonedMonth): void {
  const { id, revision, contractId, vendorId, service, month, basis, availability } = reckoned;
  markStale(tx, [{ contractId, quarter: quarterOfMonth(month) }]);
  tx.write(
    `INSERT INTO availability_months (id, revision, contract_id, vendor_id, service, month, agreed_seconds,
       planned_seconds, down_seconds, unknown_seconds, is_met, display_percent, status, needs_decision,
       not_counted, unknown, basis, computed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      ...[id, revision, contractId, vendorId, service, month],
      ...[availability.agreedSeconds, availability.plannedSeconds, availability.downSeconds],
      ...[availability.unknownSeconds, availability.isMet, availability.displayPercent],
      ...[availability.status, availability.needsDecision, JSON.stringify(availability.notCounted)],
      ...[JSON.stringify(availability.unknown), JSON.stringify(basis), tx.now],
    ],
  );
}

export function insertDecision(
  tx: Tx,
  { id, vendorId, revision }: ReckonedMonth,
  { countsAs, spans, reason, decidedBy }: UnknownDecision,
): void {
  tx.write(
    `INSERT INTO unknown_decisions (availability_id, position, vendor_id, revision, counts_as, spans, reason,
       decided_by, decided_at)
     SELECT $1, count(*), $2, $3, $4, $5, $6, $7, $8 FROM unknown_decisions WHERE availability_id = $1`,
    [id, vendorId, revision, countsAs, JSON.stringify(spans), reason, decidedBy, tx.now],
  );
}

const EPOCH = (column: string): string => `(1000 * extract(epoch FROM ${column}))::float8`;

/** What is known of a service in a stretch of time: in order, so that the same facts are the same text. */
export async function factsIn(
  tx: ReadTx,
  key: MonthKey,
  period: { readonly from: number; readonly to: number },
): Promise<Pick<Basis, 'windows' | 'outages' | 'decisions'>> {
  const about = [key.contractId, key.service, new Date(period.from), new Date(period.to)];
  const windows = await tx.manager.query<WindowFact[]>(
    `SELECT id AS "windowId", ${EPOCH('starts_at')} AS "from", ${EPOCH('ends_at')} AS "to",
       ${EPOCH('noticed_at')} AS "noticedAt", status = 'approved' AS "isApproved",
       ${EPOCH('ended_at')} AS "endedAt"
     FROM planned_windows LEFT JOIN LATERAL (
       SELECT ended_at FROM planned_window_ends WHERE window_id = id ORDER BY position DESC LIMIT 1) e ON true
     WHERE contract_id = $1 AND service = $2 AND status <> 'cancelled'
       AND starts_at < $4 AND greatest(ends_at, ended_at) > $3
     ORDER BY starts_at, id`,
    about,
  );
  const outages = await tx.manager.query<OutageFact[]>(
    `SELECT id AS "outageId", affects, ${EPOCH('greatest(started_at, $3)')} AS "from",
       ${EPOCH('least(ended_at, $4)')} AS "to", -- of NULL and another, the other is the least
       CASE WHEN total IS NOT NULL THEN json_build_object('affected', affected, 'total', total) END AS share
     FROM outages
     WHERE contract_id = $1 AND service = $2 AND NOT is_withdrawn
       AND started_at < $4 AND (ended_at IS NULL OR ended_at > $3)
     ORDER BY started_at, id`,
    about,
  );
  const decisions = await tx.manager.query<UnknownDecision[]>(
    `SELECT counts_as AS "countsAs", spans, reason, decided_by AS "decidedBy"
     FROM unknown_decisions WHERE availability_id = $1 ORDER BY position`,
    [monthIdOf(key)],
  );
  return { windows, outages, decisions };
}
