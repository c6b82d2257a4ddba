import { useCase } from '@steward/messaging';
import { insertConsent } from '../storage/location-consents';

/** Needs nothing: each person agrees for itself. */
export class GiveLocationConsent {}

/** A vendor's person agrees that its position is taken when it checks in. PIPL art. 29, clause 2.3.1b. */
export const giveLocationConsent = useCase(GiveLocationConsent, async (tx) => {
  insertConsent(tx);
  return { hasConsented: true };
});
