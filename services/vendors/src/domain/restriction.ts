import type { Decision } from '@steward/domain';
import {
  restrictionLifted,
  vendorRestricted,
  type RestrictionLifted,
  type VendorRestricted,
} from '@steward/events';
import type { Evidence } from './evidence';
import { expiredIn, saidOf, type WatchNorms } from './qualification-watch';
import type { Admitted, Restricted, Vendor } from './vendor';

/**
 * Restricts an admitted vendor as long as a qualification that it needs is expired and not replaced; after
 * that the restriction is lifted by itself. A candidate is kept out by the gates of its admission.
 * Clause 2.1.1.
 */
export function reconsider(
  vendor: Vendor,
  evidence: readonly Evidence[],
  norms: WatchNorms,
  today: string,
  now: Date,
): Decision<Vendor, VendorRestricted | RestrictionLifted> {
  const unchanged = { state: vendor, events: [] };
  if (vendor.status === 'registered' || vendor.status === 'eliminated') return unchanged;
  const expired = expiredIn(evidence, norms, today);
  if (expired.length === 0) return vendor.status === 'restricted' ? lift(vendor, now) : unchanged;

  const expiredItems = expired.map(({ id }) => id).sort();
  const isKnown = vendor.status === 'restricted' && vendor.expiredItems.join() === expiredItems.join();
  if (isKnown) return unchanged;
  const restrictedAt = vendor.status === 'restricted' ? vendor.restrictedAt : now;
  const told = vendorRestricted({ vendorId: vendor.id, expired: expired.map(saidOf), restrictedAt });
  return { state: { ...vendor, status: 'restricted', restrictedAt, expiredItems }, events: [told] };
}

function lift(vendor: Restricted, now: Date): Decision<Admitted, RestrictionLifted> {
  const { restrictedAt, expiredItems: _, ...admitted } = vendor;
  const told = restrictionLifted({ vendorId: vendor.id, restrictedAt, liftedAt: now });
  return { state: { ...admitted, status: 'admitted' }, events: [told] };
}
