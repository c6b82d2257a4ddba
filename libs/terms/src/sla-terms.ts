import type { Instant } from '@steward/calendar';
import { ensure, type Severity } from '@steward/domain';

/** What a clock counts: every second, or the contract's working time. */
export type ClockKind = '24x7' | 'working';

/** How long a milestone may take, and by which clock. Clauses 2.2.1a and 2.2.1b. */
export type SlaTarget = { readonly durationSeconds: number; readonly clock: ClockKind };

/** What a contract promises for each severity. Clause 2.2.1. */
export type SlaTargets = Readonly<
  Record<Severity, { readonly onSite: SlaTarget; readonly closure: SlaTarget }>
>;

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
