import { RuleBroken, type CapabilityCategory, type Tier } from '@steward/domain';
import { severityOf } from './facts';
import { severitiesFor, type TierSeverities } from './tier-severities';
import type { WorkOrder } from './work-order';

/** What may speak against a vendor whose contract covers the work; two persons may override it. */
export const MISMATCHES = ['CAPABILITY', 'TIER', 'QUALIFICATION'] as const;
export type Mismatch = (typeof MISMATCHES)[number];

/** A vendor's qualification whose last day is over. Clause 2.1.1. */
export type ExpiredPaper = { readonly kind: string; readonly number: string; readonly validTo: string };

/** What vendors told of a vendor. */
export type VendorRecord = {
  /** What it is certified for. Clause 1.2.3. */
  readonly skills: readonly CapabilityCategory[];
  /** Its tier on the day; null where none was told. Clause 1.2.1. */
  readonly tier: Tier | null;
  /** For which expired qualifications it is restricted; none: it is not. Clause 2.1.1. */
  readonly expired: readonly ExpiredPaper[];
};
export type Mismatched = {
  readonly kind: Mismatch;
  readonly code: `work-order.${string}`;
  readonly sentence: string;
};

/** All that speaks against a vendor, in the order of MISMATCHES. Clauses 1.2.1, 1.2.3 and 2.1.1. */
export const mismatchesOf = (
  workOrder: WorkOrder,
  vendor: VendorRecord,
  tiers: TierSeverities,
): readonly Mismatched[] => [
  ...uncertified(vendor.skills, workOrder.category),
  ...mistiered(workOrder, vendor, tiers),
  ...unqualified(vendor),
];

/** Breaks the code of the first mismatch, with a sentence that names all. */
export function refuse(mismatches: readonly Mismatched[]): void {
  const [first] = mismatches;
  if (first) throw new RuleBroken(first.code, mismatches.map(({ sentence }) => sentence).join(' '));
}

/** Breaks `work-order.capability-mismatch`. Clause 1.2.3. */
export const ensureCertified = (skills: readonly CapabilityCategory[], category: CapabilityCategory): void =>
  refuse(uncertified(skills, category));

function uncertified(skills: readonly CapabilityCategory[], category: CapabilityCategory): Mismatched[] {
  const sentence = `The vendor is not certified for ${category}; it is for ${skills.join(', ') || 'nothing'}.`;
  if (skills.includes(category)) return [];
  return [{ kind: 'CAPABILITY', code: 'work-order.capability-mismatch', sentence }];
}

function mistiered({ facts }: WorkOrder, { tier }: VendorRecord, tiers: TierSeverities): Mismatched[] {
  const [severity, allowed] = [severityOf(facts), severitiesFor(tiers, tier)];
  if (allowed.includes(severity)) return [];
  const vendor = tier ? `A ${tier} vendor` : 'A vendor whose tier is not known';
  const sentence = `${vendor} is not given severity ${severity}, but ${allowed.join(', ') || 'nothing'}.`;
  return [{ kind: 'TIER', code: 'work-order.tier-mismatch', sentence }];
}

function unqualified({ expired }: VendorRecord): Mismatched[] {
  if (expired.length === 0) return [];
  const papers = expired.map(({ kind, number, validTo }) => `${kind} ${number} ended on ${validTo}`);
  const sentence = `The vendor is restricted: ${papers.join(', ')}.`;
  return [{ kind: 'QUALIFICATION', code: 'work-order.vendor-restricted', sentence }];
}
