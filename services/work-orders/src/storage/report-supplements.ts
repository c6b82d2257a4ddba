import type { ReadTx } from '@steward/messaging';
import type { MeasuredMonth, Supplements } from '../domain/service-report';
import { totalsWhere } from './resource-views';

type Stretch = { readonly from: number; readonly to: number; readonly months: readonly string[] };

/** What was on record at `asOf` beside the work orders: what was used, availability, contentment. 2.3.1d. */
export async function supplementsIn(
  tx: ReadTx,
  contractId: string,
  { from, to, months }: Stretch,
  asOf: Date,
): Promise<Supplements> {
  const recorded = 'contract_id = $1 AND month = ANY($2) AND recorded_at <= $3';
  const resources = await totalsWhere(tx, recorded, [contractId, months, asOf]);
  const availability = await tx.manager.query<MeasuredMonth[]>(
    `SELECT DISTINCT ON (service, month) service, month, revision,
            (basis->'target'->>'targetPerMille')::int AS "targetPerMille",
            agreed_seconds::float8 AS "agreedSeconds", planned_seconds::float8 AS "plannedSeconds",
            down_seconds::float8 AS "downSeconds", unknown_seconds::float8 AS "unknownSeconds",
            is_met AS "isMet", display_percent AS "displayPercent", status
     FROM availability_months WHERE contract_id = $1 AND month = ANY($2) AND computed_at <= $3
     ORDER BY service, month, revision DESC`,
    [contractId, months, asOf],
  );
  const [satisfaction] = await tx.manager.query<[Supplements['satisfaction']]>(
    `SELECT count(*)::int AS answers, coalesce(sum(score), 0)::int AS "scoreSum" FROM surveys
     WHERE contract_id = $1 AND answered_at >= $2 AND answered_at < $3 AND answered_at <= $4`,
    [contractId, new Date(from), new Date(to), asOf],
  );
  return { resources, availability, satisfaction };
}
