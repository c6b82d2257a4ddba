import { ensure, NotFound } from '@steward/domain';

/**
 * About which vendor somebody speaks: a vendor about itself; the enterprise names one. Breaks
 * `vendor.missing`; throws NotFound where a vendor names another.
 *
 * @param actor as the runner has it, `vendor:<id>` or the enterprise
 */
export function vendorSpokenOf(actor: string, vendorId: string | undefined): string {
  const own = /^vendor:(.+)$/.exec(actor)?.[1];
  if (own && vendorId && vendorId !== own) throw new NotFound('vendor', vendorId);
  const spokenOf = own ?? vendorId;
  ensure(spokenOf !== undefined, 'vendor.missing', 'Name the vendor.', '/vendorId');
  return spokenOf;
}
