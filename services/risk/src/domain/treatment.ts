import { ensure, type Decision } from '@steward/domain';
import { treatmentCancelled, treatmentCompleted, treatmentOverdue, treatmentPlanned } from '@steward/events';
import type { TreatmentEvent } from '@steward/events';
import { ensureLive, type Occasion, type Risk } from './risk';

export const STRATEGIES = ['AVOID', 'MITIGATE', 'TRANSFER'] as const;
export type Strategy = (typeof STRATEGIES)[number];

type Planned = {
  readonly id: string;
  readonly riskId: string;
  readonly vendorId: string;
  readonly strategy: Strategy;
  readonly what: string;
  /** The login of who is to do it. */
  readonly owner: string;
  readonly dueOn: string;
  /** The first instant after that day, in the enterprise's zone. */
  readonly overdueFrom: Date;
  readonly plannedBy: string;
  readonly plannedAt: Date;
  /** When it was told to be overdue. */
  readonly overdueAt: Date | null;
};
/** What somebody is to do against a risk by a day. Clause 4.1.2. */
export type Treatment =
  | (Planned & { readonly status: 'open' })
  | (Planned & {
      readonly status: 'completed' | 'cancelled';
      readonly endedBy: string;
      readonly endedAt: Date;
      /** What came of it, or why it will not be done. */
      readonly outcome: string;
    });
export type OpenTreatment = Extract<Treatment, { status: 'open' }>;

/** Plans what is to be done against a risk. Breaks `risk.not-open` and `treatment.due-past`. Clause 4.1.2. */
export function planTreatment(
  risk: Risk,
  planned: Omit<Planned, 'riskId' | 'vendorId' | 'plannedBy' | 'plannedAt' | 'overdueAt'>,
  { by, now }: Occasion,
): Decision<OpenTreatment, TreatmentEvent> {
  ensureLive(risk);
  ensure(planned.overdueFrom > now, 'treatment.due-past', `${planned.dueOn} is over.`, '/dueOn');
  const of = { riskId: risk.id, vendorId: risk.vendorId };
  const state: OpenTreatment = {
    ...{ ...planned, ...of, plannedBy: by, plannedAt: now, overdueAt: null, status: 'open' },
  };
  return { state, events: [treatmentPlanned({ ...toldOf(state), plannedAt: now })] };
}

/** Ends a treatment, done or not. Breaks `treatment.not-open`. Clause 4.1.2. */
export function endTreatment(
  treatment: Treatment,
  { status, outcome }: { readonly status: 'completed' | 'cancelled'; readonly outcome: string },
  { by, now }: Occasion,
): Decision<Treatment, TreatmentEvent> {
  ensure(treatment.status === 'open', 'treatment.not-open', `The treatment is ${treatment.status}.`);
  const told = toldOf(treatment);
  return {
    state: { ...treatment, status, endedBy: by, endedAt: now, outcome },
    events: [
      status === 'completed'
        ? treatmentCompleted({ ...told, completedAt: now })
        : treatmentCancelled({ ...told, cancelledAt: now }),
    ],
  };
}

/** Tells once that a treatment was not done by its day; null where there is nothing to tell. 4.1.2. */
export function missTreatment(
  treatment: Treatment,
  now: Date,
): Decision<OpenTreatment, TreatmentEvent> | null {
  if (treatment.status !== 'open' || treatment.overdueAt !== null || treatment.overdueFrom > now) return null;
  return {
    state: { ...treatment, overdueAt: now },
    events: [treatmentOverdue({ ...toldOf(treatment), overdueAt: now })],
  };
}

const toldOf = ({ id: treatmentId, riskId, vendorId, strategy, dueOn }: Planned) => ({
  ...{ treatmentId, riskId, vendorId, strategy, dueOn },
});
