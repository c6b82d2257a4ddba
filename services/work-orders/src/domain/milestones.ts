import { quarterOf } from '@steward/calendar';
import { importedId, type Severity } from '@steward/domain';
import { milestoneDecided, milestoneDecidedV2, type MilestoneDecided } from '@steward/events';
import {
  PAUSE_REASONS,
  pausesOf,
  promisedKinds,
  readClock,
  targetOf,
  turnsMade,
  type ClockHistory,
  type ClockReading,
  type MilestoneKind,
  type SlaTarget,
  type SlaTargets,
} from '@steward/terms';
import { lastOf, severityOf, type Assignment, type EvidenceGrade, type Fact, type FactOf } from './facts';
import type { ContractVersion } from './terms';

/**
 * The facts as a clock sees them. The clocks of the response and on site begin again at a change of severity
 * by the customer and stop at the acceptance and the arrival, or where that did not happen at what comes
 * after it, the first resolution at the latest. The closure clock keeps what it used and leaves out the gap
 * between a resolution and its reopening. Each waits in the pauses that its target allows.
 * Clauses 2.2.1a and 2.2.1b, S8, S10.
 */
export function clockOf(kind: MilestoneKind, facts: readonly Fact[], targets: SlaTargets): ClockHistory {
  const changes: ClockHistory['targets'][number][] = [];
  const pauses: { reason: string; fromAt: number; toAt: number | null }[] = [];
  const stops: { stoppedAt: number; reopenedAt: number | null }[] = [];
  const isClosure = kind === 'CLOSURE';
  let target = targetOf(targets, kind, severityOf(facts.slice(0, 1)));
  const lastReopening = facts.findLastIndex((fact) => fact.kind === 'REOPENED');
  for (const [n, fact] of facts.entries()) {
    switch (fact.kind) {
      case 'REPORTED':
        changes.push({ at: fact.at, target, restarts: false });
        break;
      case 'SEVERITY_CHANGED': {
        target = targetOf(targets, kind, fact.severity);
        // A log counts in minutes: a resolution that was recorded first stays first.
        const order = { at: fact.at, turnsBefore: turnsMade(stops) };
        const isRetroactive = fact.cause === 'MISCLASSIFIED';
        changes.push({ ...order, target, isRetroactive, restarts: !isClosure && !isRetroactive });
        break;
      }
      case 'ACCEPTED':
      case 'ARRIVED':
      case 'RESOLVED':
        // What did not hold did not stop it, where the gap counts.
        if (target.reopening === 'INCLUDE_GAP' && n < lastReopening) break;
        if (STOPS[kind].includes(fact.kind) && (isClosure || stops.length === 0))
          stops.push({ stoppedAt: fact.at, reopenedAt: null });
        break;
      case 'REOPENED':
        if (isClosure && stops.at(-1)?.reopenedAt === null)
          stops.push({ ...stops.pop()!, reopenedAt: fact.at });
        break;
      case 'PAUSED':
        if (waitsFor(fact, kind, target)) pauses.push({ reason: fact.reason, fromAt: fact.at, toAt: null });
        break;
      case 'RESUMED':
        if (pauses.at(-1)?.toAt === null) pauses.push({ ...pauses.pop()!, toAt: fact.at });
        break;
      case 'DISPATCHED':
        // Nobody answered for it before a change order admitted it.
        if (fact.changeOrderId) changes[0] = { ...changes[0]!, at: fact.at };
        break;
      case 'SCOPE_REVIEW':
      case 'SCOPE_WITHDRAWN':
      case 'CLOSED':
      case 'CANCELLED':
        break;
    }
  }
  return { startAt: changes[0]!.at, targets: changes, pauses, stops };
}

/** Any of these stops a clock. */
export const STOPS: Readonly<Record<MilestoneKind, readonly Fact['kind'][]>> = {
  RESPONSE: ['ACCEPTED', 'ARRIVED', 'RESOLVED'],
  ON_SITE: ['ARRIVED', 'RESOLVED'],
  CLOSURE: ['RESOLVED'],
};

/**
 * Whether a clock waits in a pause. What keeps the vendor from coming counts only where the customer says so;
 * a log names states of its own, which the profile took for pauses of the closure. D1, import rule 5.
 */
export function waitsFor(
  { reason, isConfirmed }: Pick<FactOf<'PAUSED'>, 'reason' | 'isConfirmed'>,
  kind: MilestoneKind,
  target: SlaTarget,
): boolean {
  const isAgreed = pausesOf(kind, target).some((agreed) => agreed === reason);
  if (kind !== 'CLOSURE') return isAgreed && isConfirmed === true;
  return isAgreed || !PAUSE_REASONS.some((known) => known === reason);
}

/** A verdict as it is kept and announced. The last verdict of a milestone counts. */
export type Milestone = Assignment & {
  readonly id: string;
  readonly kind: MilestoneKind;
  readonly severity: Severity;
  readonly verdict: ClockReading['verdict'];
  /** The stop if MET, the breach instant if BREACHED, the as-of if OPEN. Epoch milliseconds. */
  readonly decidedAt: number;
  /** The quarter of `decidedAt` in the contract's zone. D3. */
  readonly quarter: string;
  readonly elapsedSeconds: number;
  readonly targetSeconds: number;
  readonly isProvisional: boolean;
};

/** The same milestone has the same id, however often it is judged. */
export const milestoneIdOf = (workOrderId: string, kind: MilestoneKind): string =>
  importedId('milestone', `${workOrderId}:${kind}`);

/**
 * The promised milestones of an assigned work order as they stand at `asOf`. Every history has a reading;
 * that of a cancelled one stays open at the instant of its cancellation. D1.
 */
export function milestonesOf(
  workOrderId: string,
  facts: readonly Fact[],
  terms: ContractVersion,
  asOf: number,
): readonly Milestone[] {
  const { vendorId, contractId, contractVersion, slaTargets, calendar } = terms;
  const cancelled = lastOf(facts, 'CANCELLED');
  return promisedKinds(slaTargets).map((kind) => {
    const read = readClock(clockOf(kind, facts, slaTargets), calendar, asOf);
    const { elapsedSeconds, targetSeconds, isProvisional } = read;
    const { verdict, decidedAt } = cancelled ? { verdict: 'OPEN' as const, decidedAt: cancelled.at } : read;
    return {
      ...{ id: milestoneIdOf(workOrderId, kind), kind, severity: severityOf(facts) },
      ...{ vendorId, contractId, contractVersion, verdict, decidedAt },
      quarter: quarterOf(decidedAt, calendar.timezone),
      ...{ elapsedSeconds, targetSeconds, isProvisional },
    };
  });
}

/**
 * What of a live work order is decided. An open clock is not, and a resolution stops the closure clock for
 * good only once the customer accepted it (S9).
 */
export function decidedOf(milestones: readonly Milestone[], facts: readonly Fact[]): readonly Milestone[] {
  const isAccepted = facts.at(-1)?.kind === 'CLOSED';
  return milestones.filter(
    ({ kind, verdict }) =>
      verdict === 'BREACHED' || (verdict === 'MET' && (kind !== 'CLOSURE' || isAccepted)),
  );
}

/** The milestones that are not as they were announced. */
export function changedOf(before: readonly Milestone[], now: readonly Milestone[]): readonly Milestone[] {
  const fields = ['verdict', 'decidedAt', 'contractId', 'severity', 'targetSeconds'] as const;
  return now.filter((milestone) => {
    const known = before.find(({ kind }) => kind === milestone.kind);
    return !known || fields.some((field) => known[field] !== milestone[field]);
  });
}

/** `correctionOf` is the event of the verdict that this one takes the place of, where there was one. S12. */
export function announce(
  workOrderId: string,
  { id, decidedAt, kind, ...milestone }: Milestone,
  evidenceGrade: EvidenceGrade,
  correctionOf?: string,
): MilestoneDecided {
  const told = {
    ...{ milestoneId: id, workOrderId, ...milestone },
    ...{ decidedAt: new Date(decidedAt), evidenceGrade },
    ...(correctionOf && { correctionOf }),
  };
  return kind === 'RESPONSE' ? milestoneDecidedV2({ ...told, kind }) : milestoneDecided({ ...told, kind });
}
