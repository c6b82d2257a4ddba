import type { Decision } from '@steward/domain';
import type { RiskEvent } from '@steward/events';
import { TOP_GRADE, type Norms } from './matrix';
import type { Subject } from './occurrence';
import { reassess, register, reopen, shut, type Occasion, type Risk } from './risk';
import type { Trigger } from './trigger';

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
 * window raises the probability by one grade up to the top, and a correction undoes it. What was accepted and
 * is graded anew is open again. Facts are never refused; risks that they leave as they are are not among the
 * states. Clauses 4.1.1 and 4.1.2.
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
  const live = risk && risk.status !== 'closed' ? risk : null;
  const judged = live?.judged ?? null;
  if (!judged && occurrences === 0) {
    return live ? shut(live, 'Every occurrence behind it was corrected.', occasion) : null;
  }
  const raised = (probability: number) => Math.min(TOP_GRADE, probability + occurrences);
  const grades =
    live && judged
      ? { probability: raised(judged.probability), impact: live.impact }
      : { probability: raised(first.probability - 1), impact: first.impact };
  const inherent =
    live && judged
      ? { probability: raised(judged.inherentProbability), impact: live.inherent.impact }
      : grades;
  const graded = { ...grades, inherent, quantity: risk?.quantity ?? null, reason: null };
  if (!risk) {
    return register({ ...subject, category, title, ownerRole, owner: null }, graded, null, norms, occasion);
  }
  if (!live) return risk.status === 'closed' ? reopen(risk, graded, norms, occasion) : null;
  const isSame =
    live.probability === grades.probability &&
    live.impact === grades.impact &&
    live.inherent.probability === inherent.probability &&
    live.inherent.impact === inherent.impact;
  return isSame ? null : reassess(live, graded, judged, norms, occasion);
}
