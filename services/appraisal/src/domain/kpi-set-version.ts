import { quarterDays, quarterOfMonth } from '@steward/calendar';
import { ensure, importedId, RuleBroken, type Decision } from '@steward/domain';
import { kpiSetPublished, type KpiSetPublished } from '@steward/events';
import { ratio } from '@steward/money';
import { problemOfFormula } from '@steward/terms';
import type { Dimension, KpiSet } from './kpi-set';

type Version = KpiSet & {
  /** The first day of the quarter from which on it counts. */
  readonly effectiveOn: string;
  readonly draftedBy: string;
  readonly draftedAt: Date;
};
export type DraftedKpiSet = Version & { readonly status: 'draft' };
export type PublishedKpiSet = Version & {
  readonly status: 'published';
  readonly publishedBy: string;
  readonly publishedAt: Date;
  /** SHA-256 of the dimensions, hexadecimal. */
  readonly contentHash: string;
};
export type KpiSetVersion = DraftedKpiSet | PublishedKpiSet;

/** The policy names them: no set goes without. Clause 1.3.1. */
const MANDATORY = ['response', 'resolution', 'satisfaction'];

/** One id a version, for its events. */
export const kpiSetIdOf = (version: number): string => importedId('kpi-set', `${version}`);

/**
 * Drafts a version that counts from a quarter on. Breaks, each at its field, `kpi-set.weights-not-100`,
 * `kpi-set.dimension-repeated`, `kpi-set.mandatory-missing`, `kpi-set.target-is-floor` and
 * `kpi-set.formula-invalid`, whose path ends with the index of the character. Clauses 1.1.3a and 1.3.1.
 */
export function draftKpiSet(
  asked: Omit<DraftedKpiSet, 'status' | 'effectiveOn'> & { readonly effectiveFrom: string },
): DraftedKpiSet {
  const { effectiveFrom, ...drafted } = asked;
  const { dimensions } = drafted;
  const names = dimensions.map(({ name }) => name);
  const whole = dimensions.reduce((sum, { weight }) => sum + weight, 0);
  const says = `The weights of a KPI set make up 100, not ${whole}.`;
  ensure(whole === 100, 'kpi-set.weights-not-100', says, '/dimensions');
  for (const name of MANDATORY) {
    const isThere = dimensions.some((one) => one.name === name && one.weight > 0);
    ensure(isThere, 'kpi-set.mandatory-missing', `A KPI set weighs ${name}.`, '/dimensions');
  }
  dimensions.forEach((dimension, index) => {
    const { name, floor, target } = dimension;
    const path = `/dimensions/${index}` as const;
    const isFirst = names.indexOf(name) === index;
    ensure(isFirst, 'kpi-set.dimension-repeated', `There are two ${name}.`, `${path}/name`);
    const isFlat = ratio(floor).equals(ratio(target));
    ensure(!isFlat, 'kpi-set.target-is-floor', `Floor and target are both ${floor}.`, `${path}/target`);
    ensureFormulas(dimension, path);
  });
  return { ...drafted, effectiveOn: quarterDays(effectiveFrom).firstOn, status: 'draft' };
}

function ensureFormulas(dimension: Dimension, path: `/${string}`): void {
  for (const field of ['numerator', 'denominator'] as const) {
    const problem = problemOfFormula(dimension[field]);
    if (!problem) continue;
    const { position, message } = problem;
    const says = `At character ${position}: ${message}`;
    throw new RuleBroken('kpi-set.formula-invalid', says, `${path}/${field}/${position}`);
  }
}

/**
 * Another person than who drafted it publishes a version, before its first quarter is over. Breaks
 * `kpi-set.not-draft`, `kpi-set.same-person` and `kpi-set.quarter-over`. Clauses 1.1.3a and 1.3.1.
 *
 * @param today the enterprise's day
 */
export function publishKpiSet(
  drafted: KpiSetVersion,
  { by, contentHash, today }: { readonly by: string; readonly contentHash: string; readonly today: string },
  now: Date,
): Decision<PublishedKpiSet, KpiSetPublished> {
  const { version, status, effectiveOn, dimensions } = drafted;
  ensure(status === 'draft', 'kpi-set.not-draft', `KPI set ${version} is published.`);
  ensure(by !== drafted.draftedBy, 'kpi-set.same-person', `${by} drafted KPI set ${version}.`);
  const isOver = quarterDays(quarterOfMonth(effectiveOn.slice(0, 7))).lastOn < today;
  ensure(!isOver, 'kpi-set.quarter-over', `The quarter that began on ${effectiveOn} is over.`);
  const announced = kpiSetPublished({
    ...{ kpiSetId: kpiSetIdOf(version), kpiSet: version, effectiveOn, contentHash, publishedAt: now },
    dimensions: dimensions.map(({ name, weight, goal }) => ({ name, weight, goal })),
  });
  return {
    state: { ...drafted, status: 'published', publishedBy: by, publishedAt: now, contentHash },
    events: [announced],
  };
}
