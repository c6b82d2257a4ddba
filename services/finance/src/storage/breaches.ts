import type { Tx } from '@steward/messaging';
import type { Breach, Measure } from '../domain/service-credit';

/** A verdict on a milestone, as far as it says whether it is breached. */
export type Verdict = {
  readonly milestoneId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly promise: string;
  readonly quarter: string;
  readonly isBreached: boolean;
  /** The event that brings the verdict. */
  readonly eventId: string;
};
type Row = Omit<Breach, 'measure'> & { readonly measure: MeasureJson | null };
type MeasureJson = Measure & { readonly breachedAt?: string };

/**
 * Keeps in which quarter a breach was decided, and that one was taken back; what was met all along leaves no
 * row. Answers with the contracts whose credits are to be reckoned anew.
 */
export async function keepVerdicts(tx: Tx, verdicts: readonly Verdict[]): Promise<readonly string[]> {
  const last = [...new Map(verdicts.map((verdict) => [verdict.milestoneId, verdict])).values()];
  const breached = last.filter(({ isBreached }) => isBreached);
  const column = <K extends keyof Verdict>(name: K) => breached.map((verdict) => verdict[name]);
  if (breached.length > 0) {
    tx.write(
      `INSERT INTO breaches AS b (id, contract_id, vendor_id, promise, quarter, source_id, reckoned_id)
       SELECT *, event_id FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[])
         AS d (id, contract_id, vendor_id, promise, quarter, event_id)
       ON CONFLICT (id) DO UPDATE SET quarter = excluded.quarter`,
      [
        ...[column('milestoneId'), column('contractId'), column('vendorId'), column('promise')],
        ...[column('quarter'), column('eventId')],
      ],
    );
  }
  const kept = last.filter(({ isBreached }) => !isBreached);
  if (kept.length === 0) return [];
  const rows = await tx.manager.query<[{ contractId: string }[], number]>(
    `UPDATE breaches b SET quarter = NULL, measure = NULL, source_id = d.event_id,
       reckoned_id = CASE WHEN b.measure IS NULL THEN d.event_id ELSE b.reckoned_id END
     FROM unnest($1::uuid[], $2::uuid[]) AS d (id, event_id) WHERE b.id = d.id
     RETURNING CASE WHEN b.reckoned_id IS DISTINCT FROM b.source_id THEN b.contract_id END AS "contractId"`,
    [kept.map(({ milestoneId }) => milestoneId), kept.map(({ eventId }) => eventId)],
  );
  return [...new Set(rows[0].flatMap(({ contractId }) => contractId ?? []))].sort();
}

/** Keeps how far a promise was missed; what was told before gives way to it. */
export function keepMeasure(tx: Tx, { measure, ...breach }: Omit<Breach, 'isReckoned'>): void {
  tx.write(
    `INSERT INTO breaches (id, contract_id, vendor_id, promise, measure, source_id)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET promise = excluded.promise, measure = excluded.measure,
       source_id = excluded.source_id`,
    [
      ...[breach.breachId, breach.contractId, breach.vendorId, breach.promise],
      ...[JSON.stringify(measure), breach.sourceId],
    ],
  );
}

/** Those of a contract that wait for their reckoning or have a credit that stands, as they were told. */
export async function breachesOf(tx: Tx, contractId: string): Promise<readonly Breach[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT id AS "breachId", contract_id AS "contractId", vendor_id AS "vendorId", promise, measure,
            source_id AS "sourceId", reckoned_id IS NOT DISTINCT FROM source_id AS "isReckoned"
     FROM breaches b
     WHERE contract_id = $1 AND (reckoned_id IS DISTINCT FROM source_id OR EXISTS (
       SELECT FROM service_credits c LEFT JOIN service_credit_reversals r USING (id)
       WHERE c.breach_id = b.id AND r.id IS NULL))
     ORDER BY source_id`,
    [contractId],
  );
  return rows.map(({ measure, ...breach }) => ({ ...breach, measure: measure && measureOf(measure) }));
}

const measureOf = (json: MeasureJson): Measure =>
  json.kind === 'LATE_ON_SITE' ? { ...json, breachedAt: new Date(json.breachedAt!) } : json;

/** Keeps that breaches were reckoned as they were told last. */
export function markReckoned(tx: Tx, breachIds: readonly string[]): void {
  if (breachIds.length === 0) return;
  tx.write('UPDATE breaches SET reckoned_id = source_id WHERE id = ANY ($1::uuid[])', [[...breachIds]]);
}

/** The quarter in which a breach was decided; null where it was not, or was taken back. D3. */
export async function quarterOfBreach(tx: Tx, milestoneId: string): Promise<string | null> {
  const [row] = await tx.manager.query<{ quarter: string | null }[]>(
    'SELECT quarter FROM breaches WHERE id = $1',
    [milestoneId],
  );
  return row?.quarter ?? null;
}
