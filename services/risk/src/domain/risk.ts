import { ensure, type Decision } from '@steward/domain';
import { riskAssessed, riskClosed, riskIdentified, riskReopened, type RiskEvent } from '@steward/events';
import type { Acceptance, Proposal } from './acceptance';
import { assessmentOf, type Assessment, type Grades, type Quantity } from './assessment';
import type { Norms } from './matrix';
import { FACT_SOURCES } from './occurrence';
import type { OwnerRole } from './trigger';

/** Clause 4.1.1. */
export const CATEGORIES = ['TECHNICAL', 'OPERATIONAL', 'COMPLIANCE', 'COMMERCIAL'] as const;
export type Category = (typeof CATEGORIES)[number];
export const SOURCES = [...FACT_SOURCES, 'MANUAL'] as const;
export type Source = (typeof SOURCES)[number];

export type Registered = {
  readonly id: string;
  readonly vendorId: string;
  readonly contractId: string | null;
  readonly source: Source;
  readonly category: Category;
  readonly title: string;
  /** Who answers for it while `owner` is null. */
  readonly ownerRole: OwnerRole;
  /** The login of the person who took it on. */
  readonly owner: string | null;
  readonly identifiedAt: Date;
} & Assessment;

/** The probabilities that a person gave last; later occurrences add to them. */
export type Judged = { readonly probability: number; readonly inherentProbability: number };
type Live = Registered & {
  /** Null while facts alone speak. */
  readonly judged: Judged | null;
};
export type Open = Live & {
  readonly status: 'open';
  /** The owner would live with it; the office head has not said so yet. */
  readonly proposal: Proposal | null;
};
/** Owner and office head live with it for a time. D8. */
export type Accepted = Live & { readonly status: 'accepted'; readonly acceptance: Acceptance };
export type Closed = Registered & {
  readonly status: 'closed';
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly closureReason: string;
};
export type Risk = Open | Accepted | Closed;

/** Who decides, and when. */
export type Occasion = { readonly by: string; readonly now: Date };

/** A judgement of a person; what is left out stays as it was. */
export type Judgement = Grades & {
  readonly reason: string;
  /** Before any treatment. */
  readonly inherent?: Grades | undefined;
  readonly quantity?: Quantity | undefined;
};

/** Enters a risk that a person sees; it is theirs until another takes it on. Clause 4.1.1. */
export function identify(
  about: Pick<Risk, 'id' | 'vendorId' | 'contractId' | 'category' | 'title'>,
  grades: Grades & { readonly quantity?: Quantity | undefined },
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  const { probability, impact, quantity } = grades;
  const owned = { ...about, source: 'MANUAL', ownerRole: 'risk', owner: occasion.by } as const;
  const given = { probability, impact };
  const judged = { probability, inherentProbability: probability };
  const graded = { ...given, inherent: given, quantity: quantity ?? null, reason: null };
  return register(owned, graded, judged, norms, occasion);
}

/**
 * Grades a risk by a person's judgement: occurrences up to now are in it, later ones add to it. An accepted
 * risk is open again. Breaks `risk.not-open`. Clause 4.1.2.
 */
export function assess(
  risk: Risk,
  { inherent, quantity, ...judgement }: Judgement,
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  ensureLive(risk);
  const before = inherent ?? { probability: risk.inherent.probability, impact: risk.inherent.impact };
  const judged = { probability: judgement.probability, inherentProbability: before.probability };
  const graded = { ...judgement, inherent: before, quantity: quantity ?? risk.quantity };
  return reassess(risk, graded, judged, norms, occasion);
}

/** Takes a risk off the queue; the next occurrence brings it back. Breaks `risk.not-open`. Clause 4.1.1. */
export function close(risk: Risk, reason: string, occasion: Occasion): Decision<Closed, RiskEvent> {
  ensureLive(risk);
  return shut(risk, reason, occasion);
}

/** Gives a risk to a person; what another owner proposed is gone. Breaks `risk.not-open`. Clause 4.1.1. */
export function own(risk: Risk, owner: string): Open | Accepted {
  ensureLive(risk);
  return risk.status === 'open' ? { ...risk, owner, proposal: null } : { ...risk, owner };
}

/** Brings the next review forward, where it is not sooner anyway: something about the vendor changed. D8. */
export function hastenReview(risk: Open | Accepted, dueAt: Date): Open | Accepted {
  return dueAt < risk.nextReviewAt ? { ...risk, nextReviewAt: dueAt } : risk;
}

/** Breaks `risk.not-open`. */
export function ensureLive(risk: Risk): asserts risk is Open | Accepted {
  ensure(risk.status !== 'closed', 'risk.not-open', `Risk ${risk.id} is ${risk.status}.`);
}

type Graded = Grades & Pick<Assessment, 'quantity' | 'reason'> & { readonly inherent: Grades };

export function register(
  about: Omit<Registered, keyof Assessment | 'identifiedAt'>,
  graded: Graded,
  judged: Judged | null,
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  const assessment = assessmentOf(null, graded, norms, occasion);
  const identifiedAt = occasion.now;
  const state: Open = { ...about, ...assessment, identifiedAt, status: 'open', judged, proposal: null };
  return { state, events: [riskIdentified({ ...announced(state), identifiedAt })] };
}

/** A closed risk comes back, by facts. */
export function reopen(
  closed: Closed,
  graded: Graded,
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  const { closedAt: _at, closedBy: _by, closureReason: _reason, ...registered } = closed;
  const before = { ...registered, extremeSince: null, escalatedAt: null }; // a new spell
  const assessment = assessmentOf(before, graded, norms, occasion);
  const state: Open = { ...registered, ...assessment, status: 'open', judged: null, proposal: null };
  return { state, events: [riskReopened({ ...announced(state), reopenedAt: occasion.now })] };
}

export function reassess(
  risk: Open | Accepted,
  graded: Graded,
  judged: Judged | null,
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  const assessment = assessmentOf(risk, graded, norms, occasion);
  const state: Open = { ...registeredOf(risk), ...assessment, status: 'open', judged, proposal: null };
  const isSame =
    state.probability === risk.probability && state.impact === risk.impact && state.band === risk.band;
  return { state, events: isSame ? [] : [riskAssessed({ ...announced(state), assessedAt: occasion.now })] };
}

export function shut(
  risk: Open | Accepted,
  closureReason: string,
  { by, now }: Occasion,
): Decision<Closed, RiskEvent> {
  const closure = { closedAt: now, closedBy: by, closureReason };
  return {
    state: { ...registeredOf(risk), status: 'closed', ...closure },
    events: [riskClosed({ riskId: risk.id, vendorId: risk.vendorId, closedAt: now })],
  };
}

function registeredOf(risk: Open | Accepted): Registered {
  if (risk.status === 'open') {
    const { status: _status, judged: _judged, proposal: _proposal, ...registered } = risk;
    return registered;
  }
  const { status: _status, judged: _judged, acceptance: _acceptance, ...registered } = risk;
  return registered;
}

/** What an event says of a risk as it is graded now. */
export function announced({ id, vendorId, contractId, category, probability, impact, band }: Risk) {
  return { riskId: id, vendorId, contractId, category, probability, impact, band };
}

/** What an event says of a risk that is watched. */
export const toldOf = ({ id: riskId, vendorId, contractId, band }: Risk) => ({
  ...{ riskId, vendorId, contractId, band },
});
