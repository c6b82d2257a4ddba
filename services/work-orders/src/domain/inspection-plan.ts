import { dayNumber, dayText, startOfLocalDay } from '@steward/calendar';
import { ensure, type CapabilityCategory, type Severity } from '@steward/domain';
import type { ContractVersion } from './terms';

/** One thing to look at, and what a defect of it is. */
export type ChecklistItem = {
  readonly code: string;
  readonly text: string;
  /** What it should be, as `13.2 to 13.8 V`. */
  readonly expected: string;
  readonly category: CapabilityCategory;
  readonly severity: Severity;
};
/** A contract's vendor looks at an asset every so many days. A plan is never changed, only retired. */
export type InspectionPlan = {
  readonly id: string;
  /** The enterprise's own, unique; the work orders of its defects are numbered by it. */
  readonly code: string;
  readonly assetId: string;
  readonly vendorId: string;
  readonly contractId: string;
  /** The contract's zone. */
  readonly timezone: string;
  /** The contract's last day, in its last version. */
  readonly endOn: string;
  readonly cadenceDays: number;
  readonly firstDueOn: string;
  readonly items: readonly ChecklistItem[];
  readonly isRetired: boolean;
};

/**
 * Plans rounds under a contract. `versions` are those of one contract. Breaks
 * `inspection-plan.contract-not-in-force`, `inspection-plan.begins-in-past` and `inspection-plan.item-twice`.
 * Clause 3.2.1a.
 */
export function planned(
  told: Pick<InspectionPlan, 'id' | 'code' | 'assetId' | 'cadenceDays' | 'firstDueOn' | 'items'>,
  versions: readonly ContractVersion[],
  now: Date,
): InspectionPlan {
  const terms = versions.at(-1);
  ensure(
    terms !== undefined && terms.startOn <= told.firstDueOn && told.firstDueOn <= terms.endOn,
    'inspection-plan.contract-not-in-force',
    `No contract is in force on ${told.firstDueOn}.`,
    '/firstDueOn',
  );
  const { vendorId, contractId, endOn } = terms;
  const { timezone } = terms.calendar;
  ensure(
    startOf(told.firstDueOn, timezone) > now,
    'inspection-plan.begins-in-past',
    `${told.firstDueOn} has begun already.`,
    '/firstDueOn',
  );
  const codes = told.items.map(({ code }) => code);
  const twice = codes.findIndex((code, n) => codes.indexOf(code) < n);
  ensure(twice < 0, 'inspection-plan.item-twice', `${codes[twice]} is there twice.`, `/items/${twice}/code`);
  return { ...told, vendorId, contractId, timezone, endOn, isRetired: false };
}

/** The first instant of a day in the contract's zone. */
export const startOf = (day: string, timezone: string): Date => new Date(startOfLocalDay(day, timezone));

/** The day of the next round, also beyond the contract's end: it may be prolonged. Null: it is retired. */
export const nextDueOn = ({ cadenceDays, isRetired }: InspectionPlan, dueOn: string): string | null =>
  isRetired ? null : dayText(dayNumber(dueOn) + cadenceDays);
