import type { Tx } from '@steward/messaging';
import type { Milestone } from '../domain/quarter-inputs';
import { COMPLETE_QUARTER, type CompleteQuarter } from './quarters';

/** A verdict with where it counts. */
export type PlacedMilestone = Milestone & {
  readonly workOrderId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
};

const COUNTERS = ['ON_SITE', 'CLOSURE'].flatMap((kind) =>
  ['MET', 'BREACHED', 'OPEN'].map((verdict) => ({ kind, verdict, name: `${kind}_${verdict}`.toLowerCase() })),
);
/** How many milestones come to (or, below zero, go from) each counter; `step` is 1 or -1. */
const turns = COUNTERS.map(
  ({ kind, verdict, name }) =>
    `coalesce(sum(step) FILTER (WHERE kind = '${kind}' AND verdict = '${verdict}'), 0) AS ${name}`,
);

/**
 * Keeps the last verdicts of milestones and moves the counters of the quarters that they leave and enter.
 * Answers with those that now hold exactly what their closing counts.
 */
export async function keepMilestones(
  tx: Tx,
  milestones: readonly PlacedMilestone[],
): Promise<readonly CompleteQuarter[]> {
  const last = [...new Map(milestones.map((milestone) => [milestone.milestoneId, milestone])).values()];
  const column = <K extends keyof PlacedMilestone>(name: K) => last.map((milestone) => milestone[name]);
  tx.write(
    `INSERT INTO quarters (contract_id, quarter, vendor_id)
     SELECT DISTINCT ON (contract_id, quarter) * FROM unnest($1::uuid[], $2::text[], $3::uuid[])
       AS d (contract_id, quarter, vendor_id)
     ON CONFLICT DO NOTHING`,
    [column('contractId'), column('quarter'), column('vendorId')],
  );
  return tx.manager.query<CompleteQuarter[]>(
    `WITH decided AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
         $8::timestamptz[], $9::uuid[])
         AS d (id, work_order_id, contract_id, vendor_id, quarter, kind, verdict, decided_at, event_id)),
     moved AS (
       SELECT contract_id, quarter, kind, verdict, 1 AS step FROM decided
       UNION ALL
       SELECT m.contract_id, m.quarter, m.kind, m.verdict, -1 FROM milestones m JOIN decided USING (id)),
     kept AS (
       INSERT INTO milestones (id, work_order_id, contract_id, vendor_id, quarter, kind, verdict, decided_at, event_id)
       SELECT * FROM decided
       ON CONFLICT (id) DO UPDATE SET contract_id = excluded.contract_id, vendor_id = excluded.vendor_id,
         quarter = excluded.quarter, kind = excluded.kind, verdict = excluded.verdict,
         decided_at = excluded.decided_at, event_id = excluded.event_id),
     turned AS (SELECT contract_id, quarter, ${turns.join(', ')} FROM moved GROUP BY contract_id, quarter),
     q AS (
       UPDATE quarters q SET ${COUNTERS.map(({ name }) => `held_${name} = q.held_${name} + t.${name}`).join(', ')}
       FROM turned t WHERE q.contract_id = t.contract_id AND q.quarter = t.quarter
       RETURNING q.*)
     SELECT ${COMPLETE_QUARTER} FROM q WHERE is_complete((q.*)::quarters)`,
    [
      column('milestoneId'),
      column('workOrderId'),
      column('contractId'),
      column('vendorId'),
      column('quarter'),
      column('kind'),
      column('verdict'),
      column('decidedAt'),
      column('eventId'),
    ],
  );
}

/** What is held of a quarter, in the order of the ids. */
export async function heldMilestones(
  tx: Tx,
  contractId: string,
  quarter: string,
): Promise<readonly Milestone[]> {
  const rows = await tx.manager.query<(Omit<Milestone, 'decidedAt'> & { decidedAt: Date })[]>(
    `SELECT id AS "milestoneId", kind, verdict, decided_at AS "decidedAt", event_id AS "eventId"
     FROM milestones WHERE contract_id = $1 AND quarter = $2 ORDER BY id`,
    [contractId, quarter],
  );
  return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
}
