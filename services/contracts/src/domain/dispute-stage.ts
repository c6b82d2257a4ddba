import {
  addWorkingDays,
  dayNumber,
  dayText,
  endOfLocalDay,
  localDateOf,
  workingCalendar,
} from '@steward/calendar';
import { ensure } from '@steward/domain';
import type { WorkingTime } from './contract';

/** In order: what is not settled by one goes on to the next. Clause 3.3.2a. */
export const DISPUTE_STAGES = ['NEGOTIATION', 'MEDIATION', 'ARBITRATION'] as const;
export type DisputeStage = (typeof DISPUTE_STAGES)[number];

/** How long a stage may last: the policy's. */
export type StageTerm = { readonly days: number; readonly count: 'WORKING' | 'CALENDAR' };
export type StageTerms = Readonly<Record<DisputeStage, StageTerm>>;

/** A stage that a dispute is in or went through. */
export type Stage = {
  readonly stage: DisputeStage;
  readonly enteredAt: Date;
  /** 24:00 of its last day in the contract's zone. */
  readonly dueAt: Date;
  /** A year whose days off are not known yet took part. */
  readonly isDueProvisional: boolean;
  readonly overdueAt: Date | null;
  readonly left: { readonly at: Date; readonly outcome: StageOutcome } | null;
};
export type StageOutcome = 'ESCALATED' | 'SETTLED' | 'AWARDED' | 'WITHDRAWN';

/** Begins a stage; the day after is the first of its term. Clause 3.3.2a, D6.3. */
export function enter(stage: DisputeStage, terms: StageTerms, workingTime: WorkingTime, now: Date): Stage {
  const { days, count } = terms[stage];
  const today = localDateOf(workingTime, now.getTime());
  const last =
    count === 'WORKING'
      ? addWorkingDays(workingCalendar({ ...workingTime, id: workingTime.calendar }), today, days)
      : { date: dayText(dayNumber(today) + days), isProvisional: false };
  const dueAt = new Date(endOfLocalDay(workingTime, last.date));
  return { stage, enteredAt: now, dueAt, isDueProvisional: last.isProvisional, overdueAt: null, left: null };
}

/** The stage after this one. Breaks `dispute.last-stage`. */
export function stageAfter(stage: DisputeStage): DisputeStage {
  const next = DISPUTE_STAGES[DISPUTE_STAGES.indexOf(stage) + 1];
  ensure(next !== undefined, 'dispute.last-stage', 'Arbitration is final.');
  return next;
}
