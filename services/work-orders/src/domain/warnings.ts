import { importedId, type Severity } from '@steward/domain';
import {
  clockBreachRepeated,
  clockBreachRepeatedV2,
  clockWarned,
  clockWarnedV2,
  type ClockEvent,
} from '@steward/events';
import { forecast, promisedKinds, targetOf, type Forecast, type MilestoneKind } from '@steward/terms';
import { lastOf, severityOf, type Fact } from './facts';
import { clockOf, type Milestone } from './milestones';
import type { ContractVersion } from './terms';

/** That so many per cent of a clock's target are used, as it was announced. D1. */
export type Warning = {
  readonly kind: MilestoneKind;
  /** A clock that the customer's change of severity begins again warns anew. */
  readonly startedAt: number;
  /** Below 100 a warning, above it the breach repeated. */
  readonly percent: number;
  /** When the clock read it, or the change of target came by which it did. Epoch milliseconds. */
  readonly at: number;
};

/** What of a work order its clocks follow from. */
type Clocked = {
  readonly id: string;
  readonly facts: readonly Fact[];
  readonly terms: ContractVersion;
  readonly milestones: readonly Milestone[];
  /** The policy's per cents, where the target has none of its own. */
  readonly percents: readonly number[];
  readonly warnings: readonly Warning[];
};

/**
 * What the clocks have come to by `asOf` and nobody has announced, in order. A clock that waits, that stopped
 * or that is breached warns no more. Clauses 2.2.1a and 2.2.1b, D1.
 */
export function warningsDue(
  workOrder: Clocked,
  asOf: number,
): readonly { warning: Warning; event: ClockEvent }[] {
  return promisedKinds(workOrder.terms.slaTargets).flatMap((kind) => {
    const seen = forecastOf(workOrder, kind);
    if (!seen) return [];
    return warningsAhead(workOrder, kind, seen)
      .filter(({ at }) => at <= asOf)
      .map((warning) => ({ warning, event: announce(workOrder, warning, seen) }));
  });
}

/**
 * When a clock is to be looked at next: at its next warning, or a second past its breach, which shows only
 * then. Null: never, unless something happens.
 */
export function nextLookAt(workOrder: Clocked, kind: MilestoneKind): number | null {
  const seen = forecastOf(workOrder, kind);
  if (!seen) return null;
  const isBreachKnown = workOrder.milestones.some(
    (milestone) => milestone.kind === kind && milestone.verdict === 'BREACHED',
  );
  const ahead = warningsAhead(workOrder, kind, seen).map(({ at }) => at);
  const looks = isBreachKnown ? ahead : [...ahead, seen.breachAt + 1000];
  return looks.length === 0 ? null : Math.min(...looks);
}

function forecastOf({ facts, terms, percents }: Clocked, kind: MilestoneKind): Forecast | null {
  if (lastOf(facts, 'CANCELLED')) return null;
  const { slaTargets, calendar } = terms;
  const { warnPercents = percents } = targetOf(slaTargets, kind, severityOf(facts));
  return forecast(clockOf(kind, facts, slaTargets), calendar, warnPercents);
}

const warningsAhead = (
  { warnings }: Clocked,
  kind: MilestoneKind,
  { startedAt, breachAt, marks }: Forecast,
): readonly Warning[] =>
  marks
    .filter(({ percent, at }) => percent > 100 || at < breachAt)
    .filter(
      ({ percent }) =>
        !warnings.some(
          (known) => known.kind === kind && known.startedAt === startedAt && known.percent === percent,
        ),
    )
    .map(({ percent, at }) => ({ kind, startedAt, percent, at }));

function announce({ id, facts, terms }: Clocked, warning: Warning, { breachAt }: Forecast): ClockEvent {
  const { kind, percent } = warning;
  const { vendorId, contractId } = terms;
  const severity: Severity = severityOf(facts);
  const clock = { clockId: importedId('clock', `${id}:${kind}`), workOrderId: id };
  const told = { ...clock, vendorId, contractId, severity, percent, reachedAt: new Date(warning.at) };
  const at = new Date(breachAt);
  if (percent < 100) {
    const warned = { ...told, dueAt: at };
    return kind === 'RESPONSE' ? clockWarnedV2({ ...warned, kind }) : clockWarned({ ...warned, kind });
  }
  const repeated = { ...told, breachedAt: at };
  return kind === 'RESPONSE'
    ? clockBreachRepeatedV2({ ...repeated, kind })
    : clockBreachRepeated({ ...repeated, kind });
}
