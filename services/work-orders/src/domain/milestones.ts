import { quarterOf } from '@steward/calendar';
import { importedId, type Severity } from '@steward/domain';
import { milestoneDecided, type MilestoneDecided } from '@steward/events';
import {
  readClock,
  turnsMade,
  type ClockHistory,
  type ClockReading,
  type SlaTarget,
  type SlaTargets,
} from '@steward/terms';
import { lastOf, severityOf, type Assignment, type EvidenceGrade, type Fact } from './facts';
import type { ContractVersion } from './terms';

export const MILESTONE_KINDS = ['ON_SITE', 'CLOSURE'] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

/** A clock's target by kind and severity. */
const targetOf = (targets: SlaTargets, kind: MilestoneKind, severity: Severity): SlaTarget =>
  kind === 'ON_SITE' ? targets[severity].onSite : targets[severity].closure;

/**
 * The facts as a clock sees them. The on-site clock begins again at a change of severity by the customer and
 * stops at the arrival, or, where nobody arrived, at the first resolution; nothing pauses it. The closure
 * clock keeps what it used, waits in pauses, and leaves out the gap between a resolution and its reopening.
 * Clauses 2.2.1a and 2.2.1b, S8, S10.
 */
export function clockOf(kind: MilestoneKind, facts: readonly Fact[], targets: SlaTargets): ClockHistory {
  const changes: ClockHistory['targets'][number][] = [];
  const pauses: { reason: string; fromAt: number; toAt: number | null }[] = [];
  const stops: { stoppedAt: number; reopenedAt: number | null }[] = [];
  const isOnSite = kind === 'ON_SITE';
  for (const fact of facts) {
    switch (fact.kind) {
      case 'REPORTED':
        changes.push({ at: fact.at, target: targetOf(targets, kind, fact.severity), restarts: false });
        break;
      case 'SEVERITY_CHANGED': {
        const target = targetOf(targets, kind, fact.severity);
        // A log counts in minutes: a resolution that was recorded first stays first.
        const order = { at: fact.at, turnsBefore: turnsMade(stops) };
        const isRetroactive = fact.cause === 'MISCLASSIFIED';
        changes.push({ ...order, target, isRetroactive, restarts: isOnSite && !isRetroactive });
        break;
      }
      case 'ARRIVED':
      case 'RESOLVED':
        if (isOnSite && stops.length === 0) stops.push({ stoppedAt: fact.at, reopenedAt: null });
        if (!isOnSite && fact.kind === 'RESOLVED') stops.push({ stoppedAt: fact.at, reopenedAt: null });
        break;
      case 'REOPENED':
        if (!isOnSite) stops.push({ ...stops.pop()!, reopenedAt: fact.at });
        break;
      case 'PAUSED':
        if (!isOnSite) pauses.push({ reason: fact.reason, fromAt: fact.at, toAt: null });
        break;
      case 'RESUMED':
        if (!isOnSite) pauses.push({ ...pauses.pop()!, toAt: fact.at });
        break;
      case 'DISPATCHED':
        // Nobody answered for it before a change order admitted it.
        if (fact.changeOrderId) changes[0] = { ...changes[0]!, at: fact.at };
        break;
      case 'SCOPE_REVIEW':
      case 'SCOPE_WITHDRAWN':
      case 'ACCEPTED':
      case 'CLOSED':
      case 'CANCELLED':
        break;
    }
  }
  return { startAt: changes[0]!.at, targets: changes, pauses, stops };
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

/**
 * Both milestones of an assigned work order as they stand at `asOf`. Every history has a reading; that of a
 * cancelled one stays open at the instant of its cancellation. D1.
 */
export function milestonesOf(
  workOrderId: string,
  facts: readonly Fact[],
  terms: ContractVersion,
  asOf: number,
): readonly Milestone[] {
  const { vendorId, contractId, contractVersion, slaTargets, calendar } = terms;
  const cancelled = lastOf(facts, 'CANCELLED');
  return MILESTONE_KINDS.map((kind) => {
    const read = readClock(clockOf(kind, facts, slaTargets), calendar, asOf);
    const { elapsedSeconds, targetSeconds, isProvisional } = read;
    const { verdict, decidedAt } = cancelled ? { verdict: 'OPEN' as const, decidedAt: cancelled.at } : read;
    return {
      ...{ id: importedId('milestone', `${workOrderId}:${kind}`), kind, severity: severityOf(facts) },
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
      verdict === 'BREACHED' || (verdict === 'MET' && (kind === 'ON_SITE' || isAccepted)),
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
  { id, decidedAt, ...milestone }: Milestone,
  evidenceGrade: EvidenceGrade,
  correctionOf?: string,
): MilestoneDecided {
  return milestoneDecided({
    ...{ milestoneId: id, workOrderId, ...milestone },
    ...{ decidedAt: new Date(decidedAt), evidenceGrade },
    ...(correctionOf && { correctionOf }),
  });
}
