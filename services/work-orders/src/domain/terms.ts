import type { WorkingCalendar } from '@steward/calendar';
import type { CapabilityCategory, ServiceKind } from '@steward/domain';
import type { SlaTargets } from '@steward/terms';
import type { Asked, Assignment } from './facts';

/** A kind of work on a class of assets (`*`: any), covered by the fee or not. Clause 1.1.2. */
export type ScopeItem = {
  readonly service: ServiceKind;
  readonly category: CapabilityCategory;
  readonly assetClass: string;
  readonly isIncluded: boolean;
  /** By which line of the rate card it is paid where it is not included. */
  readonly rateCode?: string;
};

/** One version of a contract as contracts announced it. */
export type ContractVersion = Assignment & {
  readonly effectiveAt: Date;
  /** First and last day, in the calendar's zone. */
  readonly startOn: string;
  readonly endOn: string;
  readonly categories: readonly CapabilityCategory[];
  /** Without any item the categories alone say what is covered. */
  readonly scope: readonly ScopeItem[];
  readonly calendar: WorkingCalendar;
  readonly slaTargets: SlaTargets;
};

/** What became of a contract in force, as contracts last announced it. */
export const CONTRACT_STANDINGS = ['in-force', 'suspended', 'terminated', 'expired'] as const;
export type ContractStanding = (typeof CONTRACT_STANDINGS)[number];

/** The version in force at an instant; before the first, the first. S11. `versions` is in order of effect. */
export function inForceAt(versions: readonly ContractVersion[], at: number): ContractVersion | undefined {
  return versions.findLast(({ effectiveAt }) => effectiveAt.getTime() <= at) ?? versions[0];
}

/**
 * Whether the fee covers the work, and if not, by which line of the rate card the scope prices it. An item
 * for the very class of assets counts before one for any class; what no item names is not covered. 1.1.2.
 */
export function scopeDecision(
  { scope, categories }: Pick<ContractVersion, 'scope' | 'categories'>,
  { service, category, assetClass }: Asked & { readonly category: CapabilityCategory },
): { readonly isIncluded: boolean; readonly rateCode: string | null } {
  if (scope.length === 0) return { isIncluded: categories.includes(category), rateCode: null };
  const named = scope.filter((item) => item.service === service && item.category === category);
  const item =
    named.find((one) => one.assetClass === assetClass) ?? named.find((one) => one.assetClass === '*');
  return { isIncluded: item?.isIncluded ?? false, rateCode: item?.rateCode ?? null };
}
