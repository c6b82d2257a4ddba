import { view } from '@steward/messaging';
import { OneContract } from './contract-views';

export type ShownReview = {
  readonly reviewId: string;
  readonly dueOn: string;
  readonly announcedAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly heldOn: string | null;
  readonly outcome: string | null;
  readonly summary: string | null;
};

/** The last hundred reviews of a contract, the newest first; none where it is not in sight. Clause 1.3.3. */
export const contractReviews = view(OneContract, async ({ manager }, { contractId }) => {
  const items = await manager.query<ShownReview[]>(
    `SELECT id AS "reviewId", to_char(due_on, 'YYYY-MM-DD') AS "dueOn", announced_at AS "announcedAt",
            escalated_at AS "escalatedAt", to_char(held_on, 'YYYY-MM-DD') AS "heldOn", outcome, summary
     FROM reviews WHERE contract_id = $1 ORDER BY due_on DESC LIMIT 100`,
    [contractId],
  );
  return { items };
});
