import { view } from '@steward/messaging';
import type { Termination } from '../domain/termination';
import { OneContract } from './contract-views';

export type ShownTermination = Pick<
  Termination,
  'ground' | 'reason' | 'side' | 'status' | 'givenAt' | 'lastOn' | 'effectiveAt'
> & { readonly terminationId: string; readonly agreedAt: Date | null };

/** The last hundred terminations of a contract, withdrawn ones too, the newest first; none out of sight. */
export const contractTerminations = view(OneContract, async ({ manager }, { contractId }) => {
  const items = await manager.query<ShownTermination[]>(
    `SELECT id AS "terminationId", ground, reason, side, status, given_at AS "givenAt",
            to_char(last_on, 'YYYY-MM-DD') AS "lastOn", effective_at AS "effectiveAt",
            agreed_at AS "agreedAt"
     FROM terminations WHERE contract_id = $1 ORDER BY id DESC LIMIT 100`,
    [contractId],
  );
  return { items };
});
