import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approveClaim as approve } from '../domain/claim';
import { loadClaim, saveClaim } from '../storage/claims';
import { appendJournals } from '../storage/journals';

export class ApproveClaim {
  @IsUUID() claimId!: string;
}

/** The second of two persons: the claim enters the ledger. Clauses 2.2.2b and 3.3.2a. */
export const approveClaim = useCase(ApproveClaim, async (tx, { claimId }) => {
  const { state, journals, events } = approve(await loadClaim(tx, claimId), tx.newId(), tx.by, tx.now);
  saveClaim(tx, state);
  appendJournals(tx, journals);
  tx.publish(events);
  return { claimId, status: state.status };
});
