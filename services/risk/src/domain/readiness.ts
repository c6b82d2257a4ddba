import { addMonthsClamped } from '@steward/calendar';
import { importedId, type Decision, type Tier } from '@steward/domain';
import { drillCadenceOverdue, readinessChanged, type ReadinessEvent } from '@steward/events';
import { fractionText, ratio, type Ratio } from '@steward/money';

/** How ready a vendor is for an emergency. Clause 2.3.3. */
export type Readiness = {
  readonly vendorId: string;
  /** Null until the vendor was put into one. */
  readonly tier: Tier | null;
  /** Since which day it has been in that tier. */
  readonly tierOn: string | null;
  readonly admittedOn: string | null;
  /** What the enterprise named; each is to be covered by a fresh backup team. */
  readonly coreSkills: readonly string[];
  readonly coveredSkills: number;
  readonly lastDrillOn: string | null;
  /** The last day for the next joint drill; null where none is due. */
  readonly drillDueOn: string | null;
  /** The due day of which it was told that it passed. */
  readonly drillMissedOn: string | null;
};

/** Every how many months a tier drills; TEMPORARY vendors do not. Clause 2.3.3c. */
export type DrillMonths = { readonly STRATEGIC: number; readonly REGULAR: number };

export const unknownReadiness = (vendorId: string): Readiness => ({
  ...{ vendorId, tier: null, tierOn: null, admittedOn: null, coreSkills: [], coveredSkills: 0 },
  ...{ lastDrillOn: null, drillDueOn: null, drillMissedOn: null },
});

/** The share of core skills that are covered, exact; null where none was named. Clause 2.3.3a. */
export const coverageOf = ({ coreSkills, coveredSkills }: Readiness): Ratio | null =>
  coreSkills.length === 0 ? null : ratio(BigInt(coveredSkills), BigInt(coreSkills.length));

/** A STRATEGIC vendor is to cover all of them. Clause 2.3.3a. */
export const isWarning = ({ tier, coreSkills, coveredSkills }: Readiness): boolean =>
  tier === 'STRATEGIC' && coveredSkills < coreSkills.length;

/** Counts what the skills of the fresh teams cover, and tells it where it changed. Clause 2.3.3a. */
export function cover(
  before: Readiness,
  change: Partial<Pick<Readiness, 'tier' | 'tierOn' | 'coreSkills'>>,
  freshSkills: readonly string[],
  now: Date,
): Decision<Readiness, ReadinessEvent> {
  const changed = { ...before, ...change };
  const covered = changed.coreSkills.filter((skill) => freshSkills.includes(skill));
  const state = { ...changed, coveredSkills: covered.length };
  const isSame =
    state.coveredSkills === before.coveredSkills &&
    state.coreSkills.length === before.coreSkills.length &&
    state.tier === before.tier;
  if (isSame) return { state, events: [] };
  const { vendorId, tier } = state;
  const coverage = coverageOf(state);
  const told = { readinessId: importedId('readiness', vendorId), vendorId, tier, changedAt: now };
  const figures = { coreSkills: state.coreSkills.length, coveredSkills: state.coveredSkills };
  const shown = coverage && fractionText(coverage);
  return {
    state,
    events: [readinessChanged({ ...told, ...figures, coverage: shown, isWarning: isWarning(state) })],
  };
}

/** Whether a tier, as told, replaces the one that is known: the later day counts. Clause 1.2.1. */
export const isNewerTier = ({ tierOn }: Readiness, effectiveOn: string): boolean =>
  tierOn === null || effectiveOn >= tierOn;

/** Sets by when the next joint drill is due: so many months after the last, or after admission. 2.3.3c. */
export function withCadence(readiness: Readiness, months: DrillMonths): Readiness {
  const { tier, admittedOn, lastDrillOn } = readiness;
  const from = lastDrillOn ?? admittedOn;
  if (!from || !tier || tier === 'TEMPORARY') return { ...readiness, drillDueOn: null };
  return { ...readiness, drillDueOn: addMonthsClamped(from, months[tier]) };
}

/** Tells once that a drill's last day is over; null where there is nothing to tell. Clause 2.3.3c. */
export function missDrill(
  readiness: Readiness,
  dueOn: string,
  now: Date,
): Decision<Readiness, ReadinessEvent> | null {
  const { vendorId, tier, drillDueOn, drillMissedOn } = readiness;
  if (!tier || drillDueOn !== dueOn || drillMissedOn === dueOn) return null;
  const drillCadenceId = importedId('drill-cadence', vendorId);
  return {
    state: { ...readiness, drillMissedOn: dueOn },
    events: [drillCadenceOverdue({ drillCadenceId, vendorId, tier, dueOn, overdueAt: now })],
  };
}
