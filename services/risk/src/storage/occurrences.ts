import type { Tx } from '@steward/messaging';
import { subjectOf, type Occurrence } from '../domain/occurrence';
import type { Risk } from '../domain/risk';
import type { Case } from '../domain/weigh';
import { normsInForce, triggerInForce } from './norms';
import { lockRisks } from './risks';

/**
 * Keeps or takes back an occurrence, and gives every risk that this touches: the one it belongs to and, where
 * a correction moved it to another contract, the one it belonged to. What touches none costs no statement
 * where it is the first report, and one where it is not: most of an import's milestones are such.
 */
export async function fileOccurrence(tx: Tx, occurrence: Occurrence): Promise<readonly Case[]> {
  const { isFirst, stands } = occurrence;
  const before = isFirst ? null : await riskOf(tx, occurrence.id);
  const subject = subjectOf(occurrence);
  const ids = [...new Set([...(before ? [before] : []), ...(stands ? [subject.id] : [])])];
  if (ids.length === 0) return [];

  const known = await lockRisks(tx, ids);
  stands ? keep(tx, occurrence, subject.id) : takeBack(tx, occurrence.id);

  const trigger = await triggerInForce(tx, occurrence.source);
  const norms = await normsInForce(tx);
  const cases: Case[] = [];
  for (const id of ids) {
    const risk = known.find((one) => one.id === id) ?? null;
    const about = risk ? { ...subjectFrom(risk), source: occurrence.source } : subject;
    cases.push({
      subject: about,
      risk,
      occurrences: await densest(tx, id, trigger.windowDays),
      trigger,
      norms,
    });
  }
  return cases;
}

/** A person has judged the risk, knowing all that is filed. */
export function coverOccurrences(tx: Tx, riskId: string): void {
  tx.write('UPDATE risk_occurrences SET is_covered = true WHERE risk_id = $1 AND NOT is_covered', [riskId]);
}

const subjectFrom = ({ id, vendorId, contractId }: Risk) => ({ id, vendorId, contractId });

async function riskOf(tx: Tx, occurrenceId: string): Promise<string | null> {
  const [row] = await tx.manager.query<{ riskId: string }[]>(
    'SELECT risk_id AS "riskId" FROM risk_occurrences WHERE id = $1',
    [occurrenceId],
  );
  return row?.riskId ?? null;
}

/** What a judgement covered stays covered when it is reported again, unless it went to another risk. */
function keep(tx: Tx, { id, source, vendorId, occurredAt }: Occurrence, riskId: string): void {
  tx.write(
    `INSERT INTO risk_occurrences AS o (id, source, risk_id, vendor_id, occurred_at, is_covered)
     VALUES ($1, $2, $3, $4, $5, false)
     ON CONFLICT (id) DO UPDATE SET risk_id = excluded.risk_id, vendor_id = excluded.vendor_id,
       occurred_at = excluded.occurred_at, is_covered = o.is_covered AND o.risk_id = excluded.risk_id`,
    [id, source, riskId, vendorId, occurredAt],
  );
}

function takeBack(tx: Tx, id: string): void {
  tx.write('DELETE FROM risk_occurrences WHERE id = $1', [id]);
}

/** The most occurrences since the last judgement that one window holds, in whatever order they came. */
async function densest(tx: Tx, riskId: string, windowDays: number): Promise<number> {
  const [row] = await tx.manager.query<[{ occurrences: number }]>(
    `SELECT coalesce(max(within), 0)::int AS occurrences FROM (
       SELECT count(*) OVER (ORDER BY occurred_at
         RANGE BETWEEN make_interval(hours => 24 * $2) PRECEDING AND CURRENT ROW) AS within
       FROM risk_occurrences WHERE risk_id = $1 AND NOT is_covered) AS windows`,
    [riskId, windowDays],
  );
  return row.occurrences;
}
