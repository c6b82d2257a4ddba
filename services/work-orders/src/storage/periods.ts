import type { ReadTx, Tx } from '@steward/messaging';
import { MILESTONE_KINDS } from '@steward/terms';
import type { Counts, DuePeriod, Period, PeriodKey } from '../domain/period';

const COUNTS = MILESTONE_KINDS.flatMap((kind) =>
  ['MET', 'BREACHED', 'OPEN'].map((verdict) => [kind, verdict]),
)
  .map(
    ([kind, verdict]) =>
      `count(m.id) FILTER (WHERE m.kind = '${kind}' AND m.verdict = '${verdict}') AS "${kind}_${verdict}"`,
  )
  .join(', ');

/** The last revision of each month of a service counts; one that waits for a decision does not yet. A9. */
const MONTHS = `SELECT count(*) FILTER (WHERE is_met)::int AS met, count(*)::int AS months FROM (
  SELECT DISTINCT ON (id) is_met, needs_decision FROM availability_months m
  WHERE m.contract_id = p.contract_id
    AND left(month, 4) || 'Q' || (right(month, 2)::int + 2) / 3 = p.quarter
  ORDER BY id, revision DESC) AS last WHERE NOT needs_decision`;
const ANSWERS = `SELECT count(*)::int AS answers, coalesce(sum(score), 0)::int AS score_sum FROM surveys s
  WHERE s.contract_id = p.contract_id AND s.quarter = p.quarter AND s.answered_at < p.cut_off_at`;

/**
 * Counts the given periods' milestones, also where there are none, with the months and surveys of those that
 * have a cut-off: a log has neither.
 */
export async function countPeriods(
  tx: ReadTx,
  periods: readonly (PeriodKey & Partial<DuePeriod>)[],
): Promise<(PeriodKey & { readonly counts: Counts })[]> {
  const rows = await tx.manager.query<Record<string, string>[]>(
    `SELECT p.*, a.*, s.* FROM (
       SELECT p.*, ${COUNTS},
              count(DISTINCT m.work_order_id) FILTER (WHERE m.verdict <> 'OPEN') AS "workOrders"
       FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) WITH ORDINALITY
         AS p (contract_id, quarter, cut_off_at, position)
       LEFT JOIN milestones m USING (contract_id, quarter)
       GROUP BY p.contract_id, p.quarter, cut_off_at, position) AS p
     CROSS JOIN LATERAL (${MONTHS}) AS a CROSS JOIN LATERAL (${ANSWERS}) AS s
     ORDER BY p.position`,
    [
      periods.map(({ contractId }) => contractId),
      periods.map(({ quarter }) => quarter),
      periods.map(({ cutOffAt }) => cutOffAt ?? null),
    ],
  );
  return periods.map((period, n) => ({ ...period, counts: countsIn(rows[n]!) }));
}

function countsIn(row: Record<string, string>): Counts {
  const response = verdictsOf(row, 'RESPONSE');
  return {
    onSite: verdictsOf(row, 'ON_SITE'),
    closure: verdictsOf(row, 'CLOSURE'),
    workOrders: Number(row['workOrders']),
    ...(response.met + response.breached + response.open > 0 && { response }),
    ...(Number(row['months']) > 0 && {
      availability: { met: Number(row['met']), months: Number(row['months']) },
    }),
    ...(Number(row['answers']) > 0 && {
      satisfaction: { answers: Number(row['answers']), scoreSum: Number(row['score_sum']) },
    }),
  };
}

const verdictsOf = (row: Record<string, string>, kind: string) => ({
  met: Number(row[`${kind}_MET`]),
  breached: Number(row[`${kind}_BREACHED`]),
  open: Number(row[`${kind}_OPEN`]),
});

const COLUMNS = 'contract_id AS "contractId", quarter, vendor_id AS "vendorId", revision, counts';

/** Periods closed before, of the given contracts. */
export async function closedPeriods(tx: ReadTx, contractIds: readonly string[]): Promise<Period[]> {
  return tx.manager.query<Period[]>(`SELECT ${COLUMNS} FROM periods WHERE contract_id = ANY($1)`, [
    contractIds,
  ]);
}

/** Which of the given periods were closed before. */
export async function closedAmong(tx: ReadTx, periods: readonly PeriodKey[]): Promise<PeriodKey[]> {
  return tx.manager.query<PeriodKey[]>(
    `SELECT ${COLUMNS} FROM periods JOIN unnest($1::uuid[], $2::text[]) AS due (contract_id, quarter)
     USING (contract_id, quarter)`,
    [periods.map(({ contractId }) => contractId), periods.map(({ quarter }) => quarter)],
  );
}

/**
 * Those of which something has changed since they were counted. They are to be counted now: what changes them
 * from here on waits for this transaction, and marks them anew. Rows are locked in one order, here and there.
 */
export async function takeStalePeriods(tx: Tx, contractIds: readonly string[]): Promise<Period[]> {
  const [taken] = await tx.manager.query<[Period[], number]>(
    `WITH stale AS (
       SELECT contract_id, quarter FROM periods WHERE is_stale AND contract_id = ANY($1)
       ORDER BY contract_id, quarter FOR UPDATE)
     UPDATE periods SET is_stale = false FROM stale
     WHERE (periods.contract_id, periods.quarter) = (stale.contract_id, stale.quarter)
     RETURNING periods.contract_id AS "contractId", periods.quarter, vendor_id AS "vendorId", revision, counts`,
    [contractIds],
  );
  return taken;
}

/**
 * Marks closed periods of which something changes in this transaction, also those that are marked: who counts
 * them now may not have committed that he took the mark away.
 */
export function markStale(tx: Tx, periods: readonly Pick<PeriodKey, 'contractId' | 'quarter'>[]): void {
  const keys = new Map(periods.map((period) => [`${period.contractId}:${period.quarter}`, period]));
  const changed = [...keys.values()];
  if (changed.length === 0) return;
  tx.write(
    `WITH changed AS (
       SELECT contract_id, quarter FROM periods
         JOIN unnest($1::uuid[], $2::text[]) AS c (contract_id, quarter) USING (contract_id, quarter)
       ORDER BY contract_id, quarter FOR UPDATE OF periods)
     UPDATE periods SET is_stale = true FROM changed
     WHERE (periods.contract_id, periods.quarter) = (changed.contract_id, changed.quarter)`,
    [changed.map(({ contractId }) => contractId), changed.map(({ quarter }) => quarter)],
  );
}

export function savePeriods(tx: Tx, periods: readonly Period[]): void {
  tx.write(
    `INSERT INTO periods (contract_id, quarter, vendor_id, revision, counts, closed_at)
     SELECT p.*, $6 FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::jsonb[]) AS p
     ON CONFLICT (contract_id, quarter) DO UPDATE SET
       revision = excluded.revision, counts = excluded.counts, closed_at = excluded.closed_at`,
    [
      periods.map(({ contractId }) => contractId),
      periods.map(({ quarter }) => quarter),
      periods.map(({ vendorId }) => vendorId),
      periods.map(({ revision }) => revision),
      periods.map(({ counts }) => JSON.stringify(counts)),
      tx.now,
    ],
  );
}

/** Quarters in which the given contracts have a milestone. */
export async function touchedQuarters(tx: ReadTx, contractIds: readonly string[]): Promise<string[]> {
  const rows = await tx.manager.query<{ quarter: string }[]>(
    'SELECT DISTINCT quarter FROM milestones WHERE contract_id = ANY($1) ORDER BY quarter',
    [contractIds],
  );
  return rows.map(({ quarter }) => quarter);
}
