import { policyInForce, type Tx } from '@steward/messaging';
import type { Review, Reviewed, ReviewNorms, ReviewOutcome } from '../domain/review';
import { lastTerms } from '../domain/amendment';
import { loadAmended } from './amendments';

type Row = Omit<Review, 'held'> & {
  heldOn: string | null;
  heldBy: string | null;
  outcome: ReviewOutcome | null;
  summary: string | null;
};

/** Loads and locks what the rule needs of a contract. Throws NotFound. */
export async function loadReviewed(tx: Tx, contractId: string): Promise<Reviewed> {
  const amended = await loadAmended(tx, contractId);
  const { contract } = amended;
  const [last] = await tx.manager.query<[{ on: string | null }]>(
    `SELECT to_char(max(held_on), 'YYYY-MM-DD') AS on FROM reviews WHERE contract_id = $1`,
    [contractId],
  );
  const terms = lastTerms(amended);
  return {
    ...{ contractId, vendorId: contract.vendorId, isInForce: contract.status === 'in-force' },
    ...{ lastOn: last.on ?? contract.startOn, endOn: terms.endOn, timezone: terms.workingTime.timezone },
  };
}

/** The review of a contract that is due on a day, or null. The contract's lock is held. */
export async function reviewOf(tx: Tx, contractId: string, dueOn: string): Promise<Review | null> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", to_char(due_on, 'YYYY-MM-DD') AS "dueOn",
            announced_at AS "announcedAt", escalated_at AS "escalatedAt",
            to_char(held_on, 'YYYY-MM-DD') AS "heldOn", held_by AS "heldBy", outcome, summary
     FROM reviews WHERE contract_id = $1 AND due_on = $2`,
    [contractId, dueOn],
  );
  if (!row) return null;
  const { heldOn, heldBy, outcome, summary, ...review } = row;
  // The CHECK reviews_held stands behind each `!`.
  const held = heldOn && { on: heldOn, by: heldBy!, outcome: outcome!, summary: summary! };
  return { ...review, held: held || null };
}

/** Keeps a review as it stands; null, where nothing was decided, changes nothing. */
export function saveReview(tx: Tx, review: Review | null): void {
  if (!review) return;
  const { id, contractId, vendorId, dueOn, announcedAt, escalatedAt, held } = review;
  tx.write(
    `INSERT INTO reviews (id, contract_id, vendor_id, due_on, announced_at, escalated_at, held_on, held_by,
       outcome, summary)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (contract_id, due_on) DO UPDATE SET escalated_at = excluded.escalated_at,
       held_on = excluded.held_on, held_by = excluded.held_by, outcome = excluded.outcome,
       summary = excluded.summary`,
    [
      ...[id, contractId, vendorId, dueOn, announcedAt, escalatedAt],
      ...[held?.on ?? null, held?.by ?? null, held?.outcome ?? null, held?.summary ?? null],
    ],
  );
}

/** The policy's norms on the transaction's day. */
export const reviewNormsInForce = async (tx: Tx): Promise<ReviewNorms> => ({
  cadenceMonths: Number(await policyInForce(tx, 'review-cadence-months')),
  escalationDays: Number(await policyInForce(tx, 'review-escalation-days')),
});
