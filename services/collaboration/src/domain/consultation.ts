import { ensure, importedId, type Decision, type Severity } from '@steward/domain';
import {
  consultationConcluded,
  consultationDismissed,
  consultationOverdue,
  consultationRequested,
  consultationSuggested,
  type ConsultationEvent,
} from '@steward/events';
import type { Acting } from './sides';

/** People who are asked where a fault is hard. Clause 2.3.2b. */
export type ExpertGroup = {
  readonly id: string;
  readonly name: string;
  /** What they know, in codes of the enterprise's own, as `NETWORK` or `ORACLE`. */
  readonly skills: readonly string[];
  /** Their logins; of either side. */
  readonly members: readonly string[];
};
type Case = {
  readonly id: string;
  readonly workOrderId: string;
  readonly contractId: string;
  readonly vendorId: string;
};
type Asked = Case & {
  readonly groupId: string;
  readonly question: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  /** A decision is in time up to this instant. */
  readonly answerDueAt: Date;
  readonly overdueAt: Date | null;
};
export type Suggested = Case & { readonly status: 'suggested'; readonly suggestedAt: Date };
export type Dismissed = Case & {
  readonly status: 'dismissed';
  readonly suggestedAt: Date;
  readonly dismissedBy: string;
  readonly dismissedAt: Date;
};
export type Requested = Asked & { readonly status: 'requested' };
export type Concluded = Asked & {
  readonly status: 'concluded';
  readonly decision: string;
  readonly concludedBy: string;
  readonly concludedAt: Date;
};
/** A fault that experts are asked about. Clause 2.3.2b. */
export type Consultation = Suggested | Dismissed | Requested | Concluded;
export const CONSULTATION_STATES = [
  ...(['suggested', 'dismissed', 'requested', 'concluded'] as const),
] as const satisfies readonly Consultation['status'][];

export type WarnedClock = Omit<Case, 'id'> & { readonly severity: Severity; readonly percent: number };

/**
 * A closure clock that has used `atPercent` of its target suggests a consultation, once for a work order and
 * not where experts were asked before. Clause 2.3.2b.
 */
export function suggest(
  clock: WarnedClock,
  { atPercent, isKnown }: { readonly atPercent: number; readonly isKnown: boolean },
  now: Date,
): Decision<Suggested | null, ConsultationEvent> {
  if (isKnown || clock.percent < atPercent) return { state: null, events: [] };
  const { workOrderId, contractId, vendorId, severity } = clock;
  const id = importedId('consultation', workOrderId);
  return {
    state: { id, workOrderId, contractId, vendorId, status: 'suggested', suggestedAt: now },
    events: [
      consultationSuggested({
        ...{ consultationId: id, workOrderId, contractId, vendorId, severity, suggestedAt: now },
      }),
    ],
  };
}

export type Request = {
  readonly group: ExpertGroup;
  readonly question: string;
  readonly answerSeconds: number;
};

/** Asks a group about a work order; the clock of the answer begins. Clause 2.3.2b. */
export function request(
  about: Case,
  { group, question, answerSeconds }: Request,
  { by, now }: Pick<Acting, 'by' | 'now'>,
): Decision<Requested, ConsultationEvent> {
  const { id, workOrderId, contractId, vendorId } = about;
  const answerDueAt = new Date(now.getTime() + answerSeconds * 1000);
  const asked = { groupId: group.id, question, requestedBy: by, requestedAt: now, answerDueAt };
  const told = { consultationId: id, workOrderId, contractId, vendorId };
  return {
    state: {
      ...{ id, workOrderId, contractId, vendorId, ...asked },
      ...{ overdueAt: null, status: 'requested' },
    },
    events: [consultationRequested({ ...told, expertGroupId: group.id, answerDueAt, requestedAt: now })],
  };
}

/** Narrows to a suggestion that waits. Breaks `consultation.not-suggested`. */
export function ensureSuggested(consultation: Consultation): Suggested {
  const { status } = consultation;
  ensure(status === 'suggested', 'consultation.not-suggested', `The consultation is ${status}.`);
  return consultation;
}

/** Nobody needs to be asked. Breaks `consultation.not-suggested`. */
export function dismiss(
  consultation: Consultation,
  { by, now }: Pick<Acting, 'by' | 'now'>,
): Decision<Dismissed, ConsultationEvent> {
  const suggested = ensureSuggested(consultation);
  return {
    state: { ...suggested, status: 'dismissed', dismissedBy: by, dismissedAt: now },
    events: [consultationDismissed({ ...toldOf(consultation), dismissedAt: now })],
  };
}

/** Only members of a group say what it thinks. Breaks `consultation.not-expert`. */
export function ensureExpert({ members, name }: ExpertGroup, by: string): void {
  ensure(members.includes(by), 'consultation.not-expert', `${by} is not of the group ${name}.`);
}

/** The answer is due and there is none: it is overdue, once. Clause 2.3.2b. */
export function missAnswer(consultation: Consultation): Decision<Consultation, ConsultationEvent> {
  if (consultation.status !== 'requested' || consultation.overdueAt !== null)
    return { state: consultation, events: [] };
  const overdueAt = consultation.answerDueAt;
  return {
    state: { ...consultation, overdueAt },
    events: [consultationOverdue({ ...toldOf(consultation), overdueAt })],
  };
}

/**
 * Decides on what the experts said. Breaks `consultation.not-requested` and `consultation.no-opinion`.
 * Clause 2.3.2b.
 */
export function conclude(
  consultation: Consultation,
  { decision, opinions }: { readonly decision: string; readonly opinions: number },
  { by, now }: Pick<Acting, 'by' | 'now'>,
): Decision<Concluded, ConsultationEvent> {
  const asked = ensureRequested(consultation);
  ensure(opinions > 0, 'consultation.no-opinion', 'No expert has said anything yet.');
  const isInTime = now <= asked.answerDueAt;
  return {
    state: { ...asked, status: 'concluded', decision, concludedBy: by, concludedAt: now },
    events: [consultationConcluded({ ...toldOf(asked), isInTime, concludedAt: now })],
  };
}

/** Narrows to one that waits for its answer. Breaks `consultation.not-requested`. */
export function ensureRequested(consultation: Consultation): Requested {
  const { status } = consultation;
  ensure(status === 'requested', 'consultation.not-requested', `The consultation is ${status}.`);
  return consultation;
}

const toldOf = ({ id, workOrderId, contractId, vendorId }: Consultation) => ({
  ...{ consultationId: id, workOrderId, contractId, vendorId },
});
