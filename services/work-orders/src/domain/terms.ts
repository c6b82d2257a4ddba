import type { WorkingCalendar } from '@steward/calendar';
import type { CapabilityCategory } from '@steward/domain';
import type { SlaTargets } from '@steward/terms';
import type { Assignment } from './facts';

/** One version of a contract as contracts announced it. */
export type ContractVersion = Assignment & {
  readonly effectiveAt: Date;
  /** First and last day, in the calendar's zone. */
  readonly startOn: string;
  readonly endOn: string;
  readonly categories: readonly CapabilityCategory[];
  readonly calendar: WorkingCalendar;
  readonly slaTargets: SlaTargets;
};

/** The version in force at an instant; before the first, the first. S11. `versions` is in order of effect. */
export function inForceAt(versions: readonly ContractVersion[], at: number): ContractVersion | undefined {
  return versions.findLast(({ effectiveAt }) => effectiveAt.getTime() <= at) ?? versions[0];
}
