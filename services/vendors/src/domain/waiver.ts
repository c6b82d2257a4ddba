import { addMonthsClamped } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { gateWaived, type GateWaived } from '@steward/events';

/** What may be waived; a licence, a failed or missing compliance check and the tier may not. */
export const WAIVABLE_GATES = [
  'vendor.iso9001-missing',
  'vendor.similar-projects-missing',
  'vendor.capability-test-required',
] as const;
export type WaivableGate = (typeof WAIVABLE_GATES)[number];
export const WAIVING_OFFICES = ['OFFICE_HEAD', 'LEGAL'] as const;
export type WaivingOffice = (typeof WAIVING_OFFICES)[number];
export type Consent = { readonly by: string; readonly reason: string; readonly at: Date };

/** A gate that an admission does without; it counts once both offices consent. Clauses 2.1.1 and 2.1.2. */
export type GateWaiver = {
  readonly id: string;
  readonly vendorId: string;
  readonly gate: WaivableGate;
  readonly consents: Readonly<Partial<Record<WaivingOffice, Consent>>>;
  /** The last day on which it counts; null until both consent. */
  readonly validTo: string | null;
};

export const isInForce = ({ validTo }: GateWaiver, today: string): boolean =>
  validTo !== null && today <= validTo;

/**
 * One office consents; the second one makes it count for the policy's months. Breaks `gate-waiver.given` and
 * `gate-waiver.same-person`. Clause 2.1.2.
 */
export function consent(
  waiver: GateWaiver,
  office: WaivingOffice,
  given: Consent,
  norms: { readonly today: string; readonly months: number },
): Decision<GateWaiver, GateWaived> {
  const { vendorId, gate, consents } = waiver;
  ensure(!consents[office], 'gate-waiver.given', `${office} has consented to waive ${gate} already.`);
  const others = Object.values(consents);
  ensure(
    others.every(({ by }) => by !== given.by),
    'gate-waiver.same-person',
    `${given.by} cannot consent for both offices.`,
  );
  const state = { ...waiver, consents: { ...consents, [office]: given } };
  if (others.length === 0) return { state, events: [] };
  const validTo = addMonthsClamped(norms.today, norms.months);
  return {
    state: { ...state, validTo },
    events: [gateWaived({ vendorId, gate, validTo, waivedAt: given.at })],
  };
}
