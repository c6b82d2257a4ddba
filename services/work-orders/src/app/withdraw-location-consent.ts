import { useCase } from '@steward/messaging';
import { withdrawConsents } from '../storage/location-consents';
import { deleteOwnPositions } from '../storage/visit-positions';

/** Needs nothing: each person speaks for itself. */
export class WithdrawLocationConsent {}

/** A person takes its consent back; what is kept of its positions is deleted. PIPL art. 47, clause 2.3.1b. */
export const withdrawLocationConsent = useCase(WithdrawLocationConsent, async (tx) => {
  withdrawConsents(tx);
  deleteOwnPositions(tx);
  return { hasConsented: false };
});
