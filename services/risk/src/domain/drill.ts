import { dayNumber, dayText } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { drillExecuted, drillPlanned, drillRetestOverdue, type DrillEvent } from '@steward/events';
import type { Occurrence } from './occurrence';
import type { Occasion } from './risk';

type Planned = {
  readonly id: string;
  readonly vendorId: string;
  readonly scenario: string;
  readonly plannedOn: string;
  /** Within how many minutes service is to be back. */
  readonly rtoTargetMinutes: number;
  /** The failed drill that it repeats. */
  readonly retestOf: string | null;
  readonly plannedBy: string;
};
type Executed = Planned & {
  readonly actualMinutes: number;
  readonly findings: readonly string[];
  readonly executedBy: string;
  readonly executedAt: Date;
};
/** A joint drill. Clause 2.3.3c. */
export type Drill =
  | (Planned & { readonly status: 'planned' })
  | (Executed & { readonly status: 'passed' })
  | (Executed & {
      readonly status: 'failed';
      readonly retestDueOn: string;
      /** When it was told that it was not repeated in time. */
      readonly retestMissedAt: Date | null;
    });
type Of<S extends Drill['status']> = Extract<Drill, { status: S }>;

/**
 * Plans a joint drill, or the repetition of one that failed. Breaks `drill.planned-past` and
 * `drill.not-failed`. Clause 2.3.3c.
 *
 * @param today the enterprise's day
 */
export function planDrill(
  planned: Omit<Planned, 'plannedBy' | 'retestOf'>,
  repeated: Drill | null,
  today: string,
  { by, now }: Occasion,
): Decision<Of<'planned'>, DrillEvent> {
  const { plannedOn, vendorId } = planned;
  ensure(plannedOn >= today, 'drill.planned-past', `${plannedOn} is over.`, '/plannedOn');
  const isRepeatable = !repeated || (repeated.status === 'failed' && repeated.vendorId === vendorId);
  ensure(isRepeatable, 'drill.not-failed', 'Only a failed drill of the vendor is repeated.', '/retestOf');
  const state: Of<'planned'> = {
    ...planned,
    plannedBy: by,
    retestOf: repeated?.id ?? null,
    status: 'planned',
  };
  return { state, events: [drillPlanned({ ...toldOf(state), plannedOn, plannedAt: now })] };
}

/**
 * Keeps how a drill went: above its target it fails, which is a finding, and is to be repeated within so many
 * days. Breaks `drill.executed`. Clause 2.3.3c.
 *
 * @param today the enterprise's day
 */
export function executeDrill(
  drill: Drill,
  { actualMinutes, findings }: Pick<Executed, 'actualMinutes' | 'findings'>,
  { today, retestDays }: { readonly today: string; readonly retestDays: number },
  { by, now }: Occasion,
): Decision<Of<'passed'> | Of<'failed'>, DrillEvent> {
  ensure(drill.status === 'planned', 'drill.executed', `The drill has ${drill.status}.`);
  const { rtoTargetMinutes } = drill;
  const isPassed = actualMinutes <= rtoTargetMinutes;
  const late = isPassed ? [] : [`RTO ${actualMinutes} min > ${rtoTargetMinutes} min`];
  const held = { ...drill, actualMinutes, findings: [...late, ...findings], executedBy: by, executedAt: now };
  const retestDueOn = dayText(dayNumber(today) + retestDays);
  const state: Of<'passed'> | Of<'failed'> = isPassed
    ? { ...held, status: 'passed' }
    : { ...held, status: 'failed', retestDueOn, retestMissedAt: null };
  const told = { actualMinutes, findings: held.findings.length, executedAt: now };
  const result = isPassed ? 'PASS' : 'FAIL';
  const due = isPassed ? null : retestDueOn;
  return { state, events: [drillExecuted({ ...toldOf(state), ...told, result, retestDueOn: due })] };
}

/** Tells once that a failed drill was not repeated in time; null where there is nothing to tell. 2.3.3c. */
export function missRetest(
  drill: Drill,
  isRepeated: boolean,
  now: Date,
): Decision<Of<'failed'>, DrillEvent> | null {
  if (drill.status !== 'failed' || isRepeated || drill.retestMissedAt !== null) return null;
  const { retestDueOn } = drill;
  return {
    state: { ...drill, retestMissedAt: now },
    events: [drillRetestOverdue({ ...toldOf(drill), retestDueOn, overdueAt: now })],
  };
}

/** What a drill means to the register: one that failed counts. Clause 4.1.1. */
export function failureOf(drill: Of<'passed'> | Of<'failed'>): Occurrence {
  const { id, vendorId, executedAt } = drill;
  const about = { source: 'FAILED_DRILL', vendorId, contractId: null, id } as const;
  return { ...about, occurredAt: executedAt, stands: drill.status === 'failed', isFirst: true };
}

const toldOf = ({ id: drillId, vendorId, retestOf, rtoTargetMinutes }: Planned) => ({
  ...{ drillId, vendorId, retestOf, rtoTargetMinutes },
});
