import { localDateOf } from '@steward/calendar';
import { policyInForce, type ReadTx, type Tx } from '@steward/messaging';
import type { AdmissionNorms, Dossier } from '../domain/admission';
import type { ComplianceNorms } from '../domain/compliance-watch';
import { daysBeforeIn, kindsIn, type WatchNorms } from '../domain/qualification-watch';
import { lastTestOf } from './capability-tests';
import { classificationOn } from './classifications';
import { lastCheckOf } from './compliance-checks';
import { evidenceOf } from './evidence';
import { waiversOf } from './gate-waivers';

type Moment = Pick<Tx, 'manager' | 'now'>;

/** All that is known of a vendor on a day. */
export async function dossierOf(tx: ReadTx, vendorId: string, today: string): Promise<Dossier> {
  return {
    evidence: await evidenceOf(tx, vendorId),
    lastTest: await lastTestOf(tx, vendorId),
    lastCheck: await lastCheckOf(tx, vendorId),
    classification: await classificationOn(tx, vendorId, today),
    waivers: await waiversOf(tx, vendorId),
  };
}

/** What the policy in force asks of a vendor. */
export async function admissionNorms(tx: Moment): Promise<AdmissionNorms> {
  const norm = async (name: string) => Number(await policyInForce(tx, name));
  return {
    similarProjects: {
      STRATEGIC: await norm('similar-projects-strategic'),
      REGULAR: await norm('similar-projects-regular'),
      TEMPORARY: await norm('similar-projects-temporary'),
    },
    complianceMonths: await norm('compliance-validity-months'),
  };
}

/** By what the policy in force watches compliance checks. Clause 2.1.3. */
export const complianceNorms = async (tx: Moment): Promise<ComplianceNorms> => ({
  months: Number(await policyInForce(tx, 'compliance-validity-months')),
  daysBefore: Number(await policyInForce(tx, 'compliance-watch-days')),
  timezone: await policyInForce(tx, 'enterprise-timezone'),
});

/** By what the policy in force watches qualifications. Throws RangeError where it makes no sense. */
export const watchNorms = async (tx: Moment): Promise<WatchNorms> => ({
  daysBefore: daysBeforeIn(await policyInForce(tx, 'qualification-watch-days')),
  requiredKinds: kindsIn(await policyInForce(tx, 'qualification-required-kinds')),
  timezone: await policyInForce(tx, 'enterprise-timezone'),
});

/** The day of the transaction's instant in the enterprise's zone: papers expire by it. */
export async function todayOf(tx: Moment): Promise<string> {
  const timezone = await policyInForce(tx, 'enterprise-timezone');
  return localDateOf({ timezone }, tx.now.getTime());
}
