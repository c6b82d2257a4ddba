import type { Money } from '@steward/money';
import { MILESTONE_KINDS } from '@steward/terms';
import type { Counted } from './what-if-counts';

/** Sums of one currency in minor units; what is absent is not known, or not worked out for this stretch. */
export type Sums = { readonly currency: string } & Partial<Record<SumName, string>>;
const SUMS = [
  ...(['creditsGranted', 'creditsCapped', 'base', 'pool', 'performancePay', 'pay'] as const),
  ...(['depositRequired', 'depositExposed'] as const),
] as const;
type SumName = (typeof SUMS)[number];

/** What a stretch comes to. */
export type Figures = {
  readonly breaches: number;
  readonly milestones: readonly Counted[];
  readonly sums: readonly Sums[];
};
/** As JSON carries them. */
export const sumsOf = (currency: string, sums: Partial<Record<SumName, Money>>): Sums => ({
  currency,
  ...Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum.amountMinor.toString()])),
});

/** Sums of each currency; one that nobody told stays absent. */
export function addedSums(all: readonly Sums[]): readonly Sums[] {
  const currencies = [...new Set(all.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const alike = all.filter((sums) => sums.currency === currency);
    const totals = SUMS.flatMap((name) => {
      const told = alike.flatMap((sums) => sums[name] ?? []);
      return told.length === 0 ? [] : [[name, told.reduce((sum, each) => sum + BigInt(each), 0n).toString()]];
    });
    return { currency, ...(Object.fromEntries(totals) as Omit<Sums, 'currency'>) };
  });
}

/** Several stretches or contracts together. */
export function added(all: readonly Figures[]): Figures {
  const cells = new Map<string, Counted>();
  for (const counted of all.flatMap(({ milestones }) => milestones)) {
    const key = `${counted.kind} ${counted.severity}`;
    const { met, breached, open } = cells.get(key) ?? { met: 0, breached: 0, open: 0 };
    cells.set(key, {
      ...counted,
      ...{ met: met + counted.met, breached: breached + counted.breached, open: open + counted.open },
    });
  }
  const milestones = ordered([...cells.values()]);
  return { breaches: breachesIn(milestones), milestones, sums: addedSums(all.flatMap(({ sums }) => sums)) };
}

/** All contracts together, month by month and quarter by quarter. */
export type Total = Figures & {
  readonly months: readonly (Figures & { readonly month: string })[];
  readonly quarters: readonly (Figures & { readonly quarter: string })[];
};
export function totalOf(sides: readonly Total[]): Total {
  const labels = <K extends string>(all: readonly Record<K, string>[], label: K) =>
    [...new Set(all.map((each) => each[label]))].sort();
  const months = sides.flatMap((side) => side.months);
  const quarters = sides.flatMap((side) => side.quarters);
  return {
    ...added(sides),
    months: labels(months, 'month').map((month) => ({
      ...{ month, ...added(months.filter((each) => each.month === month)) },
    })),
    quarters: labels(quarters, 'quarter').map((quarter) => ({
      ...{ quarter, ...added(quarters.filter((each) => each.quarter === quarter)) },
    })),
  };
}

export const breachesIn = (milestones: readonly Counted[]): number =>
  milestones.reduce((sum, { breached }) => sum + breached, 0);
/** By kind, then by severity. */
export const ordered = (milestones: readonly Counted[]): readonly Counted[] =>
  [...milestones].sort(
    (a, b) => MILESTONE_KINDS.indexOf(a.kind) - MILESTONE_KINDS.indexOf(b.kind) || a.severity - b.severity,
  );
