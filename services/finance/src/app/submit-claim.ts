import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { submitClaim as submit } from '../domain/claim';
import { loadClaim, saveClaim } from '../storage/claims';

export class SubmitClaim {
  @IsUUID() claimId!: string;
}

/** The first of two persons. Clauses 2.2.2b and 3.3.2a. */
export const submitClaim = useCase(SubmitClaim, async (tx, { claimId }) => {
  const claim = submit(await loadClaim(tx, claimId), tx.by, tx.now);
  saveClaim(tx, claim);
  return { claimId, status: claim.status };
});
