import { promisedKinds, readClock, type ClockReading, type MilestoneKind } from '@steward/terms';
import { lastOf, type Fact } from './facts';
import { clockOf } from './milestones';
import type { ContractVersion } from './terms';

/** What a clock comes to if nothing more happens. */
export type ClockDeadline = Pick<ClockReading, 'targetSeconds' | 'isProvisional'> & {
  readonly kind: MilestoneKind;
  readonly state: ClockReading['state'] | 'CANCELLED';
  /** When the target is used up, or was; null while the clock does not run. */
  readonly dueAt: number | null;
};

/** The clocks of an assigned work order as its last fact leaves them. Clauses 2.2.1a and 2.2.1b, D1. */
export const deadlinesOf = (
  facts: readonly Fact[],
  { slaTargets, calendar }: ContractVersion,
): readonly ClockDeadline[] =>
  promisedKinds(slaTargets).map((kind) => {
    const clock = clockOf(kind, facts, slaTargets);
    const { state, dueAt, targetSeconds, isProvisional } = readClock(clock, calendar, facts.at(-1)!.at);
    const read = lastOf(facts, 'CANCELLED')
      ? ({ state: 'CANCELLED', dueAt: null } as const)
      : { state, dueAt };
    return { kind, ...read, targetSeconds, isProvisional };
  });
