import { NotFound } from '@steward/domain';
import { policyInForce, view } from '@steward/messaging';
import { IsISO8601, IsUUID, Matches } from 'class-validator';
import { classificationOn } from './classifications';

export class VendorEntitlements {
  @IsUUID() vendorId!: string;
  @Matches(/^[12]\d{3}-\d\d-\d\d$/) @IsISO8601({ strict: true }) asOf!: string;
}

/**
 * What support the vendor's tier of a day may draw on in a year, by the policy in force on that day; nothing
 * without a tier. Throws NotFound, for another vendor's id as for a missing one. Clause 1.2.2.
 */
export const vendorEntitlements = view(VendorEntitlements, async ({ manager }, { vendorId, asOf }) => {
  const known = await manager.query<unknown[]>('SELECT 1 FROM vendors WHERE id = $1', [vendorId]);
  if (known.length === 0) throw new NotFound('vendor', vendorId);
  const tier = (await classificationOn({ manager }, vendorId, asOf))?.tier ?? null;
  const tx = { manager, now: new Date(`${asOf}T00:00:00.000Z`) };
  const perYear = async (what: string) =>
    tier ? Number(await policyInForce(tx, `${what}-${tier.toLowerCase()}`)) : 0;
  return {
    ...{ vendorId, asOf, tier },
    trainingSeats: await perYear('training-seats'),
    expertConsultations: await perYear('expert-consultations'),
  };
});
