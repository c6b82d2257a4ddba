import type { Instant } from '@steward/calendar';
import { ensure, SEVERITIES, type Severity } from '@steward/domain';

/** What a clock counts: every second, or the contract's working time. */
export type ClockKind = '24x7' | 'working';

/** What may be promised of a work order: that it is taken on, that somebody is there, that it is done. */
export const MILESTONE_KINDS = ['RESPONSE', 'ON_SITE', 'CLOSURE'] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

/** Why a clock may wait. D1. */
export const PAUSE_REASONS = [
  ...(['WAITING_CUSTOMER', 'APPROVED_PLANNED_WINDOW', 'FORCE_MAJEURE'] as const),
  ...(['CUSTOMER_ACCESS_DENIED', 'WAITING_PARTS'] as const),
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** How long a milestone may take, and by which clock. Clauses 2.2.1a and 2.2.1b. */
export type SlaTarget = {
  readonly durationSeconds: number;
  readonly clock: ClockKind;
  /** For which reasons the clock waits; without them, for those of D1. */
  readonly pauseReasons?: readonly PauseReason[];
  /** At how many per cent of the target it is announced, beside the breach; without them, the policy's. */
  readonly warnPercents?: readonly number[];
  /** Whether the time from a resolution to its reopening counts; without it, it does not. S8. */
  readonly reopening?: Reopening;
};
export const REOPENINGS = ['EXCLUDE_GAP', 'INCLUDE_GAP'] as const;
export type Reopening = (typeof REOPENINGS)[number];

/** What a contract promises for each severity; a response for all of them or for none. Clause 2.2.1. */
export type SlaTargets = Readonly<
  Record<Severity, { readonly response?: SlaTarget; readonly onSite: SlaTarget; readonly closure: SlaTarget }>
>;

const FIELDS = { RESPONSE: 'response', ON_SITE: 'onSite', CLOSURE: 'closure' } as const;
/** A clock that the vendor could stop by itself would promise nothing. D1. */
const PAUSES: Readonly<Record<MilestoneKind, readonly PauseReason[]>> = {
  RESPONSE: [],
  ON_SITE: ['CUSTOMER_ACCESS_DENIED', 'FORCE_MAJEURE'],
  CLOSURE: ['WAITING_CUSTOMER', 'APPROVED_PLANNED_WINDOW', 'FORCE_MAJEURE'],
};

/** The kinds of milestones that are promised. */
export const promisedKinds = (targets: SlaTargets): readonly MilestoneKind[] =>
  MILESTONE_KINDS.filter((kind) => targets[1][FIELDS[kind]] !== undefined);

/** Throws RangeError where nothing of the kind is promised. */
export function targetOf(targets: SlaTargets, kind: MilestoneKind, severity: Severity): SlaTarget {
  const target = targets[severity][FIELDS[kind]];
  if (!target) throw new RangeError(`No ${kind} is promised.`);
  return target;
}

/** For which reasons a clock of the kind waits under its target. D1. */
export const pausesOf = (kind: MilestoneKind, { pauseReasons }: SlaTarget): readonly PauseReason[] =>
  pauseReasons ?? PAUSES[kind];

/**
 * Breaks `sla-targets.response-for-some`, `sla-targets.not-reopened` (only a closure is), and
 * `sla-targets.not-pausable`: before the work begins a clock waits for what keeps the vendor out alone. D1.
 */
export function ensurePromisable(targets: SlaTargets): void {
  for (const severity of SEVERITIES) {
    ensure(
      (targets[severity].response === undefined) === (targets[1].response === undefined),
      'sla-targets.response-for-some',
      'A response is promised for every severity or for none.',
      `/slaTargets/${severity}/response`,
    );
    for (const kind of ['RESPONSE', 'ON_SITE'] as const) {
      const { pauseReasons: reasons = [], reopening } = targets[severity][FIELDS[kind]] ?? {};
      ensure(
        reopening === undefined,
        'sla-targets.not-reopened',
        'Nothing but a closure is reopened.',
        `/slaTargets/${severity}/${FIELDS[kind]}/reopening`,
      );
      ensure(
        reasons.every((reason) => PAUSES.ON_SITE.includes(reason)),
        'sla-targets.not-pausable',
        `The clock of ${kind} waits for ${PAUSES.ON_SITE.join(' and ')} at most.`,
        `/slaTargets/${severity}/${FIELDS[kind]}/pauseReasons`,
      );
    }
  }
}

/**
 * The version of a contract's terms in force at `at`: the latest that had begun, or the first of all where
 * none had. A work order keeps the one in force at its report. Breaks `terms.no-version`. S11.
 */
export function termsInForce<Version extends { readonly effectiveFrom: Instant }>(
  versions: readonly Version[],
  at: Instant,
): Version {
  const [first, ...others] = [...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom);
  ensure(
    first !== undefined,
    'terms.no-version',
    'A contract without a version of its terms promises nothing.',
  );
  return others.reduce((found, version) => (version.effectiveFrom <= at ? version : found), first);
}
