import { addMonthsClamped } from '@steward/calendar';
import { ensure, RuleBroken, type Decision, type Tier } from '@steward/domain';
import { vendorAdmitted, type VendorAdmitted } from '@steward/events';
import { isPassed, type CapabilityTest } from './capability-test';
import type { Classification } from './classification';
import { failedPartsOf, type ComplianceCheck } from './compliance-check';
import type { Evidence, QualificationKind, Verified } from './evidence';
import { isInForce, type GateWaiver } from './waiver';
import { ensureUnlocked, type Admitted, type Vendor } from './vendor';

/** All that is known of a vendor on a day. */
export type Dossier = {
  readonly evidence: readonly Evidence[];
  readonly lastTest: CapabilityTest | null;
  readonly lastCheck: ComplianceCheck | null;
  /** The one in force on the day. */
  readonly classification: Classification | null;
  readonly waivers: readonly GateWaiver[];
};
/** The policy's numbers as they are in force on the day. */
export type AdmissionNorms = {
  /** How many verified similar projects a vendor of the tier needs. Clauses 1.2.2 and 2.1.1. */
  readonly similarProjects: Readonly<Record<Tier, number>>;
  /** How old a compliance check may be. Clause 2.1.3. */
  readonly complianceMonths: number;
};
/** A condition of the admission that is not met, and the facts of it in one sentence. */
export type OpenGate = { readonly code: `vendor.${string}`; readonly sentence: string };

/**
 * The gates that keep a vendor from being admitted on a day, in the order of clause 2.1. How many projects
 * it takes is open as long as there is no tier, so that `vendor.not-classified` then stands for both. What
 * two offices waived is not in the way.
 */
export function openGates(dossier: Dossier, norms: AdmissionNorms, today: string): OpenGate[] {
  const waived = dossier.waivers.filter((waiver) => isInForce(waiver, today)).map(({ gate }) => `${gate}`);
  const unmet = [
    ...qualificationGate(dossier, 'LICENCE', 'vendor.licence-missing', 'business licence', today),
    ...qualificationGate(dossier, 'ISO9001', 'vendor.iso9001-missing', 'ISO 9001 certificate', today),
    ...projectsGate(dossier, norms),
    ...testGate(dossier),
    ...complianceGate(dossier, norms, today),
    ...classificationGate(dossier, today),
  ];
  return unmet.filter(({ code }) => !waived.includes(code));
}

/**
 * Admits a vendor whose gates are all met, also one whose elimination is long enough ago. Breaks
 * `vendor.already-admitted`, `vendor.readmission-locked`, else the code of the first open
 * gate with a sentence that names them all. Clause 2.1.
 */
export function admit(
  vendor: Vendor,
  dossier: Dossier,
  norms: AdmissionNorms,
  today: string,
  by: string,
  now: Date,
): Decision<Admitted, VendorAdmitted> {
  const { id: vendorId, code, name } = vendor;
  if (vendor.status === 'eliminated') ensureUnlocked(code, vendor.readmissionOn, today);
  const isOut = vendor.status === 'registered' || vendor.status === 'eliminated';
  ensure(isOut, 'vendor.already-admitted', `Vendor ${code} is ${vendor.status}.`);
  const open = openGates(dossier, norms, today);
  const [first] = open;
  if (first) {
    const reasons = open.map(({ sentence }) => sentence).join(' ');
    throw new RuleBroken(first.code, `Vendor ${code} cannot be admitted. ${reasons}`);
  }
  const { tier, categories } = dossier.classification!; // a missing one is a gate
  const announced = vendorAdmitted({
    ...{ vendorId, code, name, tier },
    ...{ categories: [...categories], admittedAt: now },
  });
  const { registrationNumber, registeredAt } = vendor;
  const company = { id: vendorId, code, name, registrationNumber, registeredAt };
  return { state: { ...company, status: 'admitted', admittedAt: now, admittedBy: by }, events: [announced] };
}

const verifiedIn = ({ evidence }: Dossier): Verified[] =>
  evidence.filter((item) => item.status === 'verified');

function qualificationGate(
  dossier: Dossier,
  kind: QualificationKind,
  code: OpenGate['code'],
  noun: string,
  today: string,
): OpenGate[] {
  const isMet = verifiedIn(dossier).some(
    (item) => item.kind === kind && (item.validTo === null || today <= item.validTo),
  );
  return isMet ? [] : [{ code, sentence: `There is no verified ${noun} that is valid on ${today}.` }];
}

function projectsGate(dossier: Dossier, { similarProjects }: AdmissionNorms): OpenGate[] {
  const { classification } = dossier;
  if (!classification) return [];
  const { tier } = classification;
  const needed = similarProjects[tier];
  const found = verifiedIn(dossier).filter(
    (item) => item.kind === 'REFERENCE_PROJECT' && item.isSimilar,
  ).length;
  const sentence = `A ${tier} vendor needs ${needed} verified similar projects, and there are ${found}.`;
  return found >= needed ? [] : [{ code: 'vendor.similar-projects-missing', sentence }];
}

function testGate({ lastTest }: Dossier): OpenGate[] {
  const code = 'vendor.capability-test-required';
  if (!lastTest) return [{ code, sentence: 'There was no capability test yet.' }];
  const { score, passScore } = lastTest;
  const sentence = `The last capability test scored ${score}, and ${passScore} is needed.`;
  return isPassed(lastTest) ? [] : [{ code, sentence }];
}

function complianceGate({ lastCheck }: Dossier, norms: AdmissionNorms, today: string): OpenGate[] {
  const missing = 'vendor.compliance-missing';
  if (!lastCheck) return [{ code: missing, sentence: 'There was no compliance check yet.' }];
  const failed = failedPartsOf(lastCheck);
  if (failed.length > 0) {
    const sentence = `The compliance check of ${lastCheck.checkedOn} failed in ${failed.join(', ')}.`;
    return [{ code: 'vendor.compliance-failed', sentence }];
  }
  const isCurrent = today <= addMonthsClamped(lastCheck.checkedOn, norms.complianceMonths);
  const sentence = `The compliance check of ${lastCheck.checkedOn} is older than ${norms.complianceMonths} months.`;
  return isCurrent ? [] : [{ code: missing, sentence }];
}

function classificationGate({ classification }: Dossier, today: string): OpenGate[] {
  const sentence = `There is no classification in force on ${today}.`;
  return classification ? [] : [{ code: 'vendor.not-classified', sentence }];
}
