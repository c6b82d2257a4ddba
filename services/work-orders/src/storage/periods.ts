import type { ReadTx, Tx } from '@steward/messaging';
import type { Counts, Period, PeriodKey } from '../domain/period';

const COUNTS = ['ON_SITE', 'CLOSURE']
  .flatMap((kind) => ['MET', 'BREACHED', 'OPEN'].map((verdict) => [kind, verdict]))
  .map(
    ([kind, verdict]) =>
      `count(m.id) FILTER (WHERE m.kind = '${kind}' AND m.verdict = '${verdict}') AS "${kind}_${verdict}"`,
  )
  .join(', ');

/** Counts the given periods' milestones, also where there are none. */
export async function countPeriods(
  tx: ReadTx,
  periods: readonly PeriodKey[],
): Promise<(PeriodKey & { readonly counts: Counts })[]> {
  const rows = await tx.manager.query<Record<string, string>[]>(
    `SELECT ${COUNTS}, count(DISTINCT m.work_order_id) FILTER (WHERE m.verdict <> 'OPEN') AS "workOrders"
     FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS p (contract_id, quarter, position)
     LEFT JOIN milestones m USING (contract_id, quarter) GROUP BY position ORDER BY position`,
    [periods.map(({ contractId }) => contractId), periods.map(({ quarter }) => quarter)],
  );
  return periods.map((period, n) => ({ ...period, counts: countsIn(rows[n]!) }));
}

const countsIn = (row: Record<string, string>): Counts => ({
  onSite: verdictsOf(row, 'ON_SITE'),
  closure: verdictsOf(row, 'CLOSURE'),
  workOrders: Number(row['workOrders']),
});

const verdictsOf = (row: Record<string, string>, kind: string) => ({
  met: Number(row[`${kind}_MET`]),
  breached: Number(row[`${kind}_BREACHED`]),
  open: Number(row[`${kind}_OPEN`]),
});

/** Periods closed before, of the given contracts. */
export async function closedPeriods(tx: ReadTx, contractIds: readonly string[]): Promise<Period[]> {
  return tx.manager.query<Period[]>(
    `SELECT contract_id AS "contractId", quarter, vendor_id AS "vendorId", revision, counts
     FROM periods WHERE contract_id = ANY($1)`,
    [contractIds],
  );
}

export async function savePeriods(tx: Tx, periods: readonly Period[]): Promise<void> {
  await tx.manager.query(
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
