import type { Decision } from '@steward/domain';
import { vendorComplianceChecked, type VendorComplianceChecked } from '@steward/events';

export const COMPLIANCE_PARTS = ['DATA', 'ENVIRONMENT', 'LABOUR'] as const;
export type CompliancePart = (typeof COMPLIANCE_PARTS)[number];
/** Whose data law the check went by: personal information (PIPL), data security (DSL), the EU's (GDPR). */
export const JURISDICTIONS = ['PIPL', 'DSL', 'GDPR'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

export type Finding = { readonly isPassed: boolean; readonly evidence: string };
export type Checklist = {
  readonly id: string;
  readonly vendorId: string;
  readonly findings: Readonly<Record<CompliancePart, Finding>>;
  readonly jurisdictions: readonly Jurisdiction[];
};
export type ComplianceCheck = Checklist & {
  /** The day in the enterprise's zone, from which the check's age counts. */
  readonly checkedOn: string;
  readonly checkedAt: Date;
  readonly checkedBy: string;
};

/** The parts that failed, in the order of the checklist. */
export const failedPartsOf = ({ findings }: Checklist): CompliancePart[] =>
  COMPLIANCE_PARTS.filter((part) => !findings[part].isPassed);

/** Records the three-part compliance check. Clause 2.1.3. */
export function check(
  checklist: Checklist,
  today: string,
  by: string,
  now: Date,
): Decision<ComplianceCheck, VendorComplianceChecked> {
  const { vendorId } = checklist;
  return {
    state: { ...checklist, checkedOn: today, checkedAt: now, checkedBy: by },
    events: [vendorComplianceChecked({ vendorId, failedParts: failedPartsOf(checklist), checkedAt: now })],
  };
}
