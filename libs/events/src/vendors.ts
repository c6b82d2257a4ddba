import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { category, code, day, id, instant, tier } from './fields';

/** A company asks to be admitted. Clause 2.1.1. */
export const vendorRegistered = event('vendors.vendor.registered.v1', {
  vendorId: id,
  code,
  name: Type.String(),
  registeredAt: instant,
});
export type VendorRegistered = ReturnType<typeof vendorRegistered>;

/** A capability test was scored; a failed one blocks signing. Clause 2.1.2. */
export const vendorTested = event('vendors.vendor.tested.v1', {
  vendorId: id,
  score: Type.Integer({ minimum: 0, maximum: 100 }),
  passScore: Type.Integer({ minimum: 0, maximum: 100 }),
  isPassed: Type.Boolean(),
  scoredAt: instant,
});
export type VendorTested = ReturnType<typeof vendorTested>;

/** The three-part compliance check was made; a failed part blocks admission. Clause 2.1.3. */
export const vendorComplianceChecked = event('vendors.vendor.compliance-checked.v1', {
  vendorId: id,
  failedParts: Type.Array(
    Type.Union([Type.Literal('DATA'), Type.Literal('ENVIRONMENT'), Type.Literal('LABOUR')]),
  ),
  checkedAt: instant,
});
export type VendorComplianceChecked = ReturnType<typeof vendorComplianceChecked>;

/** The vendor was put into a tier as of a day. Clauses 1.2.1 and 1.2.3. */
export const vendorClassified = event('vendors.vendor.classified.v1', {
  vendorId: id,
  tier,
  categories: Type.Array(category),
  effectiveOn: day,
  classifiedAt: instant,
});
export type VendorClassified = ReturnType<typeof vendorClassified>;

/** Every gate is met: contracts may be signed with the vendor. Clause 2.1. */
export const vendorAdmitted = event('vendors.vendor.admitted.v1', {
  vendorId: id,
  code,
  name: Type.String(),
  tier,
  categories: Type.Array(category),
  admittedAt: instant,
});
export type VendorAdmitted = ReturnType<typeof vendorAdmitted>;

export type VendorAdmittedWire = Wire<typeof vendorAdmitted>;
export type VendorTestedWire = Wire<typeof vendorTested>;
export type VendorClassifiedWire = Wire<typeof vendorClassified>;
export type VendorRegisteredWire = Wire<typeof vendorRegistered>;
export type VendorComplianceCheckedWire = Wire<typeof vendorComplianceChecked>;
