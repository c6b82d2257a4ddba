import { addMonthsClamped } from '@steward/calendar';
import type { Decision, Tier } from '@steward/domain';
import { vendorEliminated, type VendorClassified, type VendorEliminated } from '@steward/events';
import { classify, type Classification } from './classification';
import type { Vendor } from './vendor';

export const PROCEDURE_KINDS = ['DOWNGRADE', 'ELIMINATION'] as const;
/** What a hearing decided. Clause 1.3.2. */
export type ProcedureDecision = {
  readonly procedureId: string;
  readonly vendorId: string;
  readonly contractId: string;
  readonly kind: (typeof PROCEDURE_KINDS)[number];
  readonly quarter: string;
  readonly isUpheld: boolean;
  readonly decidedAt: Date;
};
/** The day of the decision in the enterprise's zone, and how long an elimination locks. */
export type ProcedureNorms = { readonly decidedOn: string; readonly lockMonths: number };
export type Outcome = 'DOWNGRADED' | 'ELIMINATED' | 'UNCHANGED';
type Acted = Decision<Vendor, VendorClassified | VendorEliminated> & {
  readonly outcome: Outcome;
  /** What was added to the history of tiers. */
  readonly classification: Classification | null;
};

/** The next tier down; below TEMPORARY there is only the elimination. D3 P4. */
const LOWER: Readonly<Record<Tier, Tier | null>> = {
  STRATEGIC: 'REGULAR',
  REGULAR: 'TEMPORARY',
  TEMPORARY: null,
};

/**
 * Does what was decided: one tier down from the day of the decision on, or out, with a lock of months. What
 * was not upheld changes nothing, nor does a downgrade that has no lower tier or comes after an elimination.
 * Clause 1.3.2, D3 P4, D7 E2.
 */
export function act(
  vendor: Vendor,
  current: Classification | null,
  decision: ProcedureDecision,
  norms: ProcedureNorms,
  { id, by, now }: { readonly id: string; readonly by: string; readonly now: Date },
): Acted {
  const unchanged = { state: vendor, events: [], outcome: 'UNCHANGED', classification: null } as const;
  if (!decision.isUpheld || vendor.status === 'eliminated') return unchanged;
  if (decision.kind === 'ELIMINATION') return eliminate(vendor, decision, norms);
  const tier = current && LOWER[current.tier];
  if (!tier) return unchanged;
  const { vendorId, procedureId, quarter } = decision;
  const placement = {
    ...{ id, vendorId, tier, categories: current.categories, effectiveOn: norms.decidedOn },
    reason: `考核程序 ${procedureId}(${quarter})决定由 ${current.tier} 降级`,
  };
  const { state: classification, events } = classify(placement, by, now);
  return { state: vendor, events, outcome: 'DOWNGRADED', classification };
}

function eliminate(
  vendor: Exclude<Vendor, { status: 'eliminated' }>,
  { procedureId, contractId, quarter, decidedAt }: ProcedureDecision,
  { decidedOn, lockMonths }: ProcedureNorms,
): Acted {
  const { id, code, name, registrationNumber, registeredAt } = vendor;
  const readmissionOn = addMonthsClamped(decidedOn, lockMonths);
  const was = vendor.status === 'registered' ? { admittedAt: null, admittedBy: null } : vendor;
  const { admittedAt, admittedBy } = was;
  return {
    state: {
      ...{ id, code, name, registrationNumber, registeredAt, admittedAt, admittedBy },
      ...{ status: 'eliminated', eliminatedAt: decidedAt, eliminatedFor: procedureId, readmissionOn },
    },
    events: [
      vendorEliminated({
        ...{ vendorId: id, procedureId, contractId, quarter },
        ...{ eliminatedAt: decidedAt, readmissionOn },
      }),
    ],
    outcome: 'ELIMINATED',
    classification: null,
  };
}
