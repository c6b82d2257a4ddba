import { daysCounted, endOfLocalDay, localDateOf, quarterDays, quarterOfMonth } from '@steward/calendar';
import { SEVERITIES } from '@steward/domain';
import { allocate, least, money, ratio, share, sumOf } from '@steward/money';
import {
  coveredQuarterAmount,
  DEFAULT_KPI_SET,
  depositRequired,
  grantCredit,
  percentMet,
  scoreOf,
  settleQuarter,
  type Availability,
  type Failure,
  type KpiDimension,
  type MonthFee,
  type ServiceCredit,
} from '@steward/terms';
import { countedIn, newTally, type AskedMonth, type Counted, type Tally } from './what-if-counts';
import { added, addedSums, breachesIn, ordered, sumsOf, type Figures, type Sums } from './what-if-figures';
import type { SignedTerms } from './what-if-terms';

export type MonthFigures = Figures & {
  readonly month: string;
  readonly isWhole: boolean;
  readonly availability: readonly MeasuredService[];
};
export type QuarterFigures = Figures & {
  readonly quarter: string;
  readonly isWhole: boolean;
  /** Two decimals; null where nothing was rated, or where the quarter is not whole. D3. */
  readonly score: string | null;
  /** Of which nothing was measured here; their weight went to the others. D3, P2. */
  readonly absentDimensions: readonly KpiDimension[];
};
/** A contract under one side's terms. */
export type Side = Figures & {
  readonly months: readonly MonthFigures[];
  readonly quarters: readonly QuarterFigures[];
  /** What is not known of the terms, or not worked out. */
  readonly absentTerms: readonly ('PAY' | 'CREDITS' | 'CREDITS/POINTS' | 'CREDITS/AT_RISK')[];
};

/** A service's month, measured under one side's promise. Clause 2.2.1c. */
export type MeasuredService = Pick<Availability, 'isMet' | 'displayPercent' | 'needsDecision'> & {
  readonly service: string;
  readonly month: string;
  readonly targetPerMille: number;
  readonly agreedSeconds: number;
  readonly plannedSeconds: number;
  readonly downSeconds: number;
};

/**
 * What a contract comes to under `versions`: breaches, service credits as if none had been granted before the
 * range, pay by the score of what is measured here under the default weights, and the deposit that the norm
 * asks for with what of it the credits would take if no invoice bore them. Clauses 1.1.4, 1.3.1, 2.2.1,
 * 2.2.2a and 3.3.1a; D3 to D6.
 */
export function reckonSide(
  versions: readonly SignedTerms[],
  tally: Tally,
  measured: readonly MeasuredService[],
): Side {
  const credits = creditsOf(versions, tally, measured);
  const months = tally.months.map((asked): MonthFigures => {
    const { month, isWhole } = asked;
    const milestones = ordered(countedIn(tally, month));
    const sums = creditSums(versions, asked, credits);
    const availability = measured.filter((each) => each.month === month);
    return { month, isWhole, breaches: breachesIn(milestones), milestones, availability, sums };
  });
  const quarters = quartersOf(months).map(([quarter, parts]) => quarterFigures(versions, quarter, parts));
  const whole = added(quarters);
  const [{ creditsGranted, currency } = {}] = whole.sums;
  const pay = versions.at(-1)!.pay;
  const required = pay && depositRequired(pay.yearlyAmount);
  const exposed =
    required && required.currency === currency && creditsGranted !== undefined
      ? { depositExposed: least(required, money(BigInt(creditsGranted), currency)) }
      : {};
  const deposit = required ? [sumsOf(required.currency, { depositRequired: required, ...exposed })] : [];
  const sums = addedSums([...whole.sums, ...deposit]);
  return { ...whole, sums, months, quarters, absentTerms: absentIn(versions) };
}

function absentIn(versions: readonly SignedTerms[]): Side['absentTerms'] {
  const has = (rule: 'POINTS' | 'AT_RISK') =>
    versions.some(({ creditRegime }) => creditRegime?.rules[rule] !== undefined);
  return [
    ...(versions.some(({ pay }) => !pay) ? (['PAY', 'CREDITS'] as const) : []),
    ...(has('POINTS') ? (['CREDITS/POINTS'] as const) : []),
    ...(has('AT_RISK') ? (['CREDITS/AT_RISK'] as const) : []),
  ];
}

/** The version that counts for a stretch: the last that began before its end, or the first. D4. */
const inForceBefore = (versions: readonly SignedTerms[], end: number): SignedTerms =>
  versions.findLast(({ effectiveAt }) => effectiveAt.getTime() < end) ?? versions[0]!;

/** To count in, by the steps that each month's version credits. */
export const tallyOf = (versions: readonly SignedTerms[], months: readonly AskedMonth[]): Tally =>
  newTally(
    months.map((month) => {
      const { creditRegime } = inForceBefore(versions, month.to);
      return { ...month, lateStepSeconds: creditRegime?.rules.LATE_ON_SITE?.stepSeconds ?? null };
    }),
  );

/** A twelfth of the year by largest remainder, as far as the contract's days reach; null where none does. */
function feeOf(versions: readonly SignedTerms[], { month, from, to }: AskedMonth): MonthFee | null {
  const { pay, startOn, endOn, calendar } = inForceBefore(versions, to);
  const [firstOn, lastOn] = [localDateOf(calendar, from), localDateOf(calendar, to - 1)];
  if (!pay || startOn > lastOn || endOn < firstOn) return null;
  const twelfth = allocate(
    pay.yearlyAmount,
    Array.from({ length: 12 }, () => 1n),
  )[Number(month.slice(5)) - 1]!;
  const covered = daysCounted(startOn > firstOn ? startOn : firstOn, endOn < lastOn ? endOn : lastOn);
  const days = daysCounted(firstOn, lastOn);
  const fee = covered === days ? twelfth : share(twelfth, ratio(BigInt(covered), BigInt(days)), 'HALF_UP');
  return { month, fee };
}

/** Month by month, availability first; a month's late arrivals of one severity are one promise. D5. */
function creditsOf(
  versions: readonly SignedTerms[],
  tally: Tally,
  measured: readonly MeasuredService[],
): readonly ServiceCredit[] {
  const credits: ServiceCredit[] = [];
  const fees = tally.months.flatMap((asked) => (asked.isWhole ? (feeOf(versions, asked) ?? []) : []));
  for (const { month, to } of tally.months.filter((asked) => fees.some((fee) => fee.month === asked.month))) {
    const { creditRegime: regime } = inForceBefore(versions, to);
    if (!regime) continue;
    const { AVAILABILITY, LATE_ON_SITE } = regime.rules;
    const missed = measured.filter((each) => each.month === month && !each.isMet && !each.needsDecision);
    const failures: Failure[] = [
      ...(AVAILABILITY ? missed.map(shortfall) : []),
      ...(LATE_ON_SITE ? SEVERITIES.flatMap((severity) => lateIn(tally, month, severity, LATE_ON_SITE)) : []),
    ];
    for (const failure of failures) credits.push(grantCredit(regime, failure, fees, credits));
  }
  return credits;
}

function shortfall(measured: MeasuredService): Failure {
  const { service, month, targetPerMille, agreedSeconds, plannedSeconds, downSeconds } = measured;
  const owed = BigInt(agreedSeconds - plannedSeconds);
  return {
    ...{ kind: 'AVAILABILITY', breachId: `${service} ${month}`, promise: `AVAILABILITY ${service}`, month },
    target: ratio(BigInt(targetPerMille), 1000n),
    measured: ratio(owed - BigInt(downSeconds), owed), // what was missed was owed
  };
}

/** Steps add up: together they earn what each earned, and the caps are of the month. */
function lateIn(
  { lateSteps }: Tally,
  month: string,
  severity: number,
  { stepSeconds }: { readonly stepSeconds: number },
): Failure[] {
  const steps = lateSteps.get(`${month} ${severity}`);
  if (!steps) return [];
  const promise = `ON_SITE ${severity}`;
  return [
    {
      ...{ kind: 'LATE_ON_SITE', breachId: `${promise} ${month}`, promise, month },
      lateSeconds: steps * stepSeconds,
    },
  ];
}

function creditSums(
  versions: readonly SignedTerms[],
  asked: AskedMonth,
  credits: readonly ServiceCredit[],
): readonly Sums[] {
  const fee = asked.isWhole ? feeOf(versions, asked)?.fee : undefined;
  if (!fee) return [];
  const { currency } = fee;
  const ofMonth = credits.filter(({ month }) => month === asked.month);
  const creditsGranted = sumOf(
    currency,
    ofMonth.map(({ granted }) => granted),
  );
  const creditsCapped = sumOf(
    currency,
    ofMonth.map(({ capped }) => capped),
  );
  return [sumsOf(currency, { creditsGranted, creditsCapped })];
}

function quartersOf(months: readonly MonthFigures[]): [quarter: string, months: MonthFigures[]][] {
  const quarters = new Map<string, MonthFigures[]>();
  for (const each of months) {
    const quarter = quarterOfMonth(each.month);
    quarters.set(quarter, [...(quarters.get(quarter) ?? []), each]);
  }
  return [...quarters];
}

function quarterFigures(
  versions: readonly SignedTerms[],
  quarter: string,
  months: readonly MonthFigures[],
): QuarterFigures {
  const figures = added(months);
  const isWhole = months.length === 3 && months.every((each) => each.isWhole);
  if (!isWhole) return { ...figures, quarter, isWhole, score: null, absentDimensions: [] };
  const { score, absentDimensions } = scored(figures, months);
  const pay = payOf(versions, quarter, score);
  return {
    ...figures,
    quarter,
    isWhole,
    score,
    absentDimensions,
    sums: addedSums([...figures.sums, ...pay]),
  };
}

/** Response is the share of arrivals in time, resolution of closures, availability of months. D3. */
function scored(
  { milestones }: Figures,
  months: readonly MonthFigures[],
): Pick<QuarterFigures, 'score' | 'absentDimensions'> {
  const shareOf = (wanted: Counted['kind']) => {
    const of = milestones.filter(({ kind }) => kind === wanted);
    const total = (field: 'met' | 'breached') => of.reduce((sum, each) => sum + each[field], 0);
    return percentMet({ met: total('met'), breached: total('breached') });
  };
  const services = months.flatMap(({ availability }) => availability).filter((each) => !each.needsDecision);
  const met = services.filter(({ isMet }) => isMet).length;
  const values = {
    response: shareOf('ON_SITE'),
    resolution: shareOf('CLOSURE'),
    availability: percentMet({ met, breached: services.length - met }),
    satisfaction: null, // how many answers count is the policy of those who score
  };
  const dimensions = DEFAULT_KPI_SET.map((each) => ({ ...each, value: values[each.name] }));
  return {
    score: scoreOf(dimensions)?.score ?? null,
    absentDimensions: dimensions.filter(({ value }) => value === null).map(({ name }) => name),
  };
}

/** D4, as finance settles; none where the contract does not reach into the quarter. */
function payOf(versions: readonly SignedTerms[], quarter: string, score: string | null): readonly Sums[] {
  const { firstOn, lastOn } = quarterDays(quarter);
  const { pay, startOn, endOn } = inForceBefore(versions, endOfLocalDay(versions[0]!.calendar, lastOn));
  if (!pay || startOn > lastOn || endOn < firstOn) return [];
  const { yearlyAmount, performanceShareBps, curve } = pay;
  const amount = coveredQuarterAmount(yearlyAmount, quarter, startOn, endOn);
  const { total, ...parts } = settleQuarter({ amount, performanceShareBps, curve, score });
  return [sumsOf(amount.currency, { ...parts, pay: total })];
}
