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

/**
 * Keeps a milestone's last verdict and moves the counters of the quarters that it leaves and enters. Answers
 * with those that now hold exactly what their closing counts.
 */
export async function keepMilestone(tx: Tx, milestone: PlacedMilestone): Promise<readonly CompleteQuarter[]> {
  const { milestoneId, workOrderId, contractId, vendorId, quarter, kind, verdict } = milestone;
  return tx.manager.query<CompleteQuarter[]>(
    `SELECT ${COMPLETE_QUARTER} FROM keep_milestone(ROW ($1, $2, $3, $4, $5, $6, $7, $8, $9)::milestones) q`,
    [
      ...[milestoneId, workOrderId, contractId, vendorId, quarter, kind, verdict],
      ...[milestone.decidedAt, milestone.eventId],
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
