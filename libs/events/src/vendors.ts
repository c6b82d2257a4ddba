import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { category, code, count, day, id, instant, quarter, tier } from './fields';

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

/** A verified paper that counts through its last day. */
const datedPaper = {
  itemId: id,
  kind: Type.Union([Type.Literal('LICENCE'), Type.Literal('ISO9001'), Type.Literal('OTHER')]),
  number: Type.String(),
  /** The last day on which it counts, in the enterprise's zone. */
  validTo: day,
};

/** A qualification ends soon and none has replaced it: told 90, 30 and 7 days before. Clause 2.1.1. */
export const qualificationExpiring = event('vendors.vendor.qualification-expiring.v1', {
  vendorId: id,
  ...datedPaper,
  /** 0 on its last day. */
  daysLeft: count,
  announcedAt: instant,
});
export type QualificationExpiring = ReturnType<typeof qualificationExpiring>;

/** A qualification's last day is over and none has replaced it, told once. Clause 2.1.1. */
export const qualificationExpired = event('vendors.vendor.qualification-expired.v1', {
  vendorId: id,
  ...datedPaper,
  expiredAt: instant,
});
export type QualificationExpired = ReturnType<typeof qualificationExpired>;

/**
 * An admitted vendor lacks a qualification that has expired: it is given no new work, what is under way goes
 * on. Told again where other papers than before are expired; the last one counts. Clause 2.1.1.
 */
export const vendorRestricted = event('vendors.vendor.restricted.v1', {
  vendorId: id,
  /** All that is expired and not replaced. */
  expired: Type.Array(Type.Object(datedPaper), { minItems: 1 }),
  /** Since when, also where it is told again. */
  restrictedAt: instant,
});
export type VendorRestricted = ReturnType<typeof vendorRestricted>;

/** Every expired qualification has been replaced: the vendor may be given work again. Clause 2.1.1. */
export const restrictionLifted = event('vendors.vendor.restriction-lifted.v1', {
  vendorId: id,
  restrictedAt: instant,
  liftedAt: instant,
});
export type RestrictionLifted = ReturnType<typeof restrictionLifted>;

/**
 * A procedure for elimination was upheld: no new work and no new contract, and the exits of its contracts
 * begin. Clause 1.3.2, D7 E2.
 */
export const vendorEliminated = event('vendors.vendor.eliminated.v1', {
  vendorId: id,
  procedureId: id,
  contractId: id,
  quarter,
  eliminatedAt: instant,
  /** The first day, in the enterprise's zone, on which it may be admitted again. */
  readmissionOn: day,
});
export type VendorEliminated = ReturnType<typeof vendorEliminated>;

/** The compliance check is to be renewed soon: told 30 days before, by the policy. Clause 2.1.3. */
export const complianceDue = event('vendors.vendor.compliance-due.v1', {
  vendorId: id,
  /** The last day on which the check counts, in the enterprise's zone. */
  dueOn: day,
  /** 0 on that day. */
  daysLeft: count,
  announcedAt: instant,
});
export type ComplianceDue = ReturnType<typeof complianceDue>;

/** The compliance check was not renewed in time, told once. Clause 2.1.3. */
export const complianceOverdue = event('vendors.vendor.compliance-overdue.v1', {
  vendorId: id,
  dueOn: day,
  overdueAt: instant,
});
export type ComplianceOverdue = ReturnType<typeof complianceOverdue>;

/** Office head and legal together waived a gate of the admission, until a day. Clauses 2.1.1 and 2.1.2. */
export const gateWaived = event('vendors.vendor.gate-waived.v1', {
  vendorId: id,
  /** As the open gate shows it, `vendor.capability-test-required`. */
  gate: Type.String(),
  /** The last day on which it counts, in the enterprise's zone. */
  validTo: day,
  waivedAt: instant,
});
export type GateWaived = ReturnType<typeof gateWaived>;

export type VendorAdmittedWire = Wire<typeof vendorAdmitted>;
export type VendorTestedWire = Wire<typeof vendorTested>;
export type VendorClassifiedWire = Wire<typeof vendorClassified>;
export type VendorRegisteredWire = Wire<typeof vendorRegistered>;
export type VendorComplianceCheckedWire = Wire<typeof vendorComplianceChecked>;
export type QualificationExpiringWire = Wire<typeof qualificationExpiring>;
export type QualificationExpiredWire = Wire<typeof qualificationExpired>;
export type VendorRestrictedWire = Wire<typeof vendorRestricted>;
export type VendorEliminatedWire = Wire<typeof vendorEliminated>;
export type RestrictionLiftedWire = Wire<typeof restrictionLifted>;
