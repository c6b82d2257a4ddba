import { ensure, type Decision } from '@steward/domain';
import { riskAssessed, riskClosed, riskIdentified, riskReopened, type RiskEvent } from '@steward/events';
import { bandOf, TOP_GRADE, type Band, type Norms } from './matrix';
import { FACT_SOURCES, type Subject } from './occurrence';
import type { OwnerRole, Trigger } from './trigger';

/** Clause 4.1.1. */
export const CATEGORIES = ['TECHNICAL', 'OPERATIONAL', 'COMPLIANCE', 'COMMERCIAL'] as const;
export type Category = (typeof CATEGORIES)[number];
export const SOURCES = [...FACT_SOURCES, 'MANUAL'] as const;
export type Source = (typeof SOURCES)[number];

export type Grades = { readonly probability: number; readonly impact: number };
/** One assessment. It keeps the matrix that it was made by, whatever is published later. D8 R3. */
export type Assessment = Grades & {
  /** Counts the risk's assessments from 1. */
  readonly revision: number;
  readonly band: Band;
  readonly matrixVersion: number;
  readonly assessedBy: string;
  /** Null where facts alone speak. */
  readonly reason: string | null;
  readonly assessedAt: Date;
  readonly nextReviewAt: Date;
};

type Registered = {
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

export type Open = Registered & {
  readonly status: 'open';
  /** The probability that a person gave last; later occurrences add to it. Null while facts alone speak. */
  readonly judgedProbability: number | null;
};
export type Closed = Registered & {
  readonly status: 'closed';
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly closureReason: string;
};
export type Risk = Open | Closed;

/** Who decides, and when. */
export type Occasion = { readonly by: string; readonly now: Date };

/** A risk that a fact touches, with all that its weight depends on. */
export type Case = {
  readonly subject: Subject;
  readonly risk: Risk | null;
  /** The most occurrences that one window holds, of those since a person last judged the risk. */
  readonly occurrences: number;
  readonly trigger: Trigger;
  readonly norms: Norms;
};

/**
 * Brings risks in line with what happened: the first occurrence opens or reopens, each further one within the
 * window raises the probability by one grade up to the top, and a correction undoes it. Facts are never
 * refused; risks that they leave as they are are not among the states. Clauses 4.1.1 and 4.1.2.
 */
export function weigh(cases: readonly Case[], occasion: Occasion): Decision<readonly Risk[], RiskEvent> {
  const decisions = cases.map((each) => weighOne(each, occasion)).filter((decision) => decision !== null);
  return {
    state: decisions.map(({ state }) => state),
    events: decisions.flatMap(({ events }) => events),
  };
}

function weighOne({ subject, risk, occurrences, trigger, norms }: Case, occasion: Occasion) {
  const { first, category, title, ownerRole } = trigger;
  const judged = risk?.status === 'open' ? risk.judgedProbability : null;
  if (judged === null && occurrences === 0) {
    return risk?.status === 'open' ? shut(risk, 'Every occurrence behind it was corrected.', occasion) : null;
  }
  const grades = {
    probability: Math.min(TOP_GRADE, (judged ?? first.probability - 1) + occurrences),
    impact: risk && judged !== null ? risk.impact : first.impact,
  };
  if (!risk) {
    const about = { ...subject, category, title, ownerRole, owner: null };
    return register(about, { ...grades, reason: null, judgedProbability: null }, norms, occasion);
  }
  if (risk.status === 'closed') return reopen(risk, grades, norms, occasion);
  if (risk.probability === grades.probability && risk.impact === grades.impact) return null;
  return reassess(risk, { ...grades, reason: null, judgedProbability: judged }, norms, occasion);
}

/** Enters a risk that a person sees; it is theirs until another takes it on. Clause 4.1.1. */
export function identify(
  about: Pick<Risk, 'id' | 'vendorId' | 'contractId' | 'category' | 'title'>,
  { probability, impact }: Grades,
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  const judgement = { probability, impact, reason: null, judgedProbability: probability };
  const owned = { ...about, source: 'MANUAL', ownerRole: 'risk', owner: occasion.by } as const;
  return register(owned, judgement, norms, occasion);
}

/**
 * Grades an open risk by a person's judgement: occurrences up to now are in it, later ones add to it.
 * Breaks `risk.not-open`. Clause 4.1.2.
 */
export function assess(
  risk: Risk,
  { probability, impact, reason }: Grades & { readonly reason: string },
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  ensure(risk.status === 'open', 'risk.not-open', `Risk ${risk.id} is ${risk.status}.`);
  return reassess(risk, { probability, impact, reason, judgedProbability: probability }, norms, occasion);
}

/** Takes a risk off the queue; the next occurrence brings it back. Breaks `risk.not-open`. Clause 4.1.1. */
export function close(risk: Risk, reason: string, occasion: Occasion): Decision<Closed, RiskEvent> {
  ensure(risk.status === 'open', 'risk.not-open', `Risk ${risk.id} is ${risk.status}.`);
  return shut(risk, reason, occasion);
}

/** Gives a risk to a person. Breaks `risk.not-open`. Clause 4.1.1. */
export function own(risk: Risk, owner: string): Open {
  ensure(risk.status === 'open', 'risk.not-open', `Risk ${risk.id} is ${risk.status}.`);
  return { ...risk, owner };
}

type Judgement = Grades & Pick<Assessment, 'reason'> & Pick<Open, 'judgedProbability'>;

function register(
  about: Omit<Registered, keyof Assessment | 'identifiedAt'>,
  judgement: Judgement,
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  const { judgedProbability, ...graded } = judgement;
  const assessment = assessmentOf(1, graded, norms, occasion);
  const identifiedAt = occasion.now;
  const state: Open = { ...about, ...assessment, identifiedAt, status: 'open', judgedProbability };
  return { state, events: [riskIdentified({ ...announced(state), identifiedAt })] };
}

function reopen(closed: Closed, grades: Grades, norms: Norms, occasion: Occasion): Decision<Open, RiskEvent> {
  const { closedAt: _at, closedBy: _by, closureReason: _reason, ...registered } = closed;
  const assessment = assessmentOf(closed.revision + 1, { ...grades, reason: null }, norms, occasion);
  const state: Open = { ...registered, ...assessment, status: 'open', judgedProbability: null };
  return { state, events: [riskReopened({ ...announced(state), reopenedAt: occasion.now })] };
}

function reassess(
  risk: Open,
  judgement: Judgement,
  norms: Norms,
  occasion: Occasion,
): Decision<Open, RiskEvent> {
  const { judgedProbability, ...graded } = judgement;
  const assessment = assessmentOf(risk.revision + 1, graded, norms, occasion);
  const state: Open = { ...risk, ...assessment, judgedProbability };
  const isSame =
    state.probability === risk.probability && state.impact === risk.impact && state.band === risk.band;
  return { state, events: isSame ? [] : [riskAssessed({ ...announced(state), assessedAt: occasion.now })] };
}

function shut(risk: Open, closureReason: string, { by, now }: Occasion): Decision<Closed, RiskEvent> {
  const { judgedProbability: _, ...registered } = risk;
  return {
    state: { ...registered, status: 'closed', closedAt: now, closedBy: by, closureReason },
    events: [riskClosed({ riskId: risk.id, vendorId: risk.vendorId, closedAt: now })],
  };
}

const DAY_MS = 86_400_000;

function assessmentOf(
  revision: number,
  graded: Grades & Pick<Assessment, 'reason'>,
  { matrix, reviewDays }: Norms,
  { by, now }: Occasion,
): Assessment {
  const band = bandOf(matrix, graded.probability, graded.impact);
  const nextReviewAt = new Date(now.getTime() + reviewDays[band] * DAY_MS);
  return {
    ...graded,
    revision,
    band,
    matrixVersion: matrix.version,
    assessedBy: by,
    assessedAt: now,
    nextReviewAt,
  };
}

function announced({ id, vendorId, contractId, category, probability, impact, band }: Risk) {
  return { riskId: id, vendorId, contractId, category, probability, impact, band };
}
