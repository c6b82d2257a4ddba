import { addMonthsClamped, monthBounds, monthOf } from '@steward/calendar';
import { importedId, type Decision } from '@steward/domain';
import type { ServiceCreditEvent } from '@steward/events';
import { ratio } from '@steward/money';
import { grantCredit, type CreditRegime, type Measured, type ServiceCredit } from '@steward/terms';
import { creditGranted, creditReversed } from './credit-announcements';
import { monthFee } from './price-versions';
import type { PayTerms } from './quarter-pay';

/** How late somebody came on site after a breach, or what a service's month was measured to be. */
export type Measure =
  | {
      readonly kind: 'LATE_ON_SITE';
      readonly contractVersion: number;
      readonly breachedAt: Date;
      readonly lateSeconds: number;
    }
  | {
      readonly kind: 'AVAILABILITY';
      readonly month: string;
      readonly targetPerMille: number;
      readonly isMet: boolean;
      readonly agreedSeconds: number;
      readonly plannedSeconds: number;
      readonly downSeconds: number;
    };
/** A breach as it was told last. Clauses 2.2.1a and 2.2.1c. */
export type Breach = {
  readonly breachId: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** What was promised; missed again in the next month, it is repeated. */
  readonly promise: string;
  /** Null once the breach was taken back. */
  readonly measure: Measure | null;
  /** The event that told it. */
  readonly sourceId: string;
  readonly isReckoned: boolean;
};

/** A credit that stands, and what it rests on. It is never changed, only reversed. Clause 1.1.4. */
export type GrantedCredit = ServiceCredit & {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly contractVersion: number;
  readonly clauseId: string;
  readonly sourceId: string;
  /** The credit that it takes the place of. */
  readonly correctionOf: string | null;
  readonly grantedAt: Date;
};
export type ReversedCredit = {
  readonly credit: GrantedCredit;
  readonly sourceId: string;
  readonly reversedAt: Date;
};
export type Reckoning = {
  readonly granted: readonly GrantedCredit[];
  readonly reversed: readonly ReversedCredit[];
  /** The breaches that need no further look unless they are told anew. */
  readonly reckoned: readonly string[];
};

/** Where each failure was promised. */
const CLAUSES = { LATE_ON_SITE: '2.2.1a', AVAILABILITY: '2.2.1c' } as const;

/**
 * Credits what was told of a contract's breaches, in that order, by the regime of the version that promised
 * it. A breach that was taken back or measured otherwise reverses its credit; whether the next month's is
 * repeated follows. What waits for its version stays. What caps took is not given back. D5, C1 to C6, S12.
 */
export function reckonCredits(
  breaches: readonly Breach[],
  versions: readonly PayTerms[],
  standing: readonly GrantedCredit[],
  now: Date,
): Decision<Reckoning, ServiceCreditEvent> {
  let credits = [...standing];
  const reckoning = {
    granted: [] as GrantedCredit[],
    reversed: [] as ReversedCredit[],
    reckoned: [] as string[],
  };
  const events: ServiceCreditEvent[] = [];
  const queue = breaches.filter(({ isReckoned }) => !isReckoned);
  for (const breach of queue) {
    const terms = termsOf(breach, versions);
    if (!terms) continue;
    reckoning.reckoned.push(breach.breachId);
    const known = credits.find(({ breachId }) => breachId === breach.breachId) ?? null;
    const others = credits.filter((credit) => credit !== known);
    const earned = earn(breach, terms, versions, others);
    if (isSame(known, earned)) continue;
    credits = others;
    if (known) {
      const reversed = { credit: known, sourceId: breach.sourceId, reversedAt: now };
      reckoning.reversed.push(reversed);
      events.push(...creditReversed(reversed));
    }
    if (earned) {
      const credit = granted(breach, terms, earned, known, now);
      credits.push(credit);
      reckoning.granted.push(credit);
      events.push(...creditGranted(credit));
    }
    const months = [known, earned].flatMap((credit) => (credit ? [monthAfter(credit.month)] : []));
    const repeats = credits.filter(
      (credit) => credit.promise === breach.promise && months.includes(credit.month),
    );
    queue.push(...breaches.filter((one) => repeats.some(({ breachId }) => breachId === one.breachId)));
  }
  return { state: reckoning, events };
}

const monthAfter = (month: string): string => addMonthsClamped(`${month}-01`, 1).slice(0, 7);

/** The version that promised it; undefined where it has not been told yet. */
function termsOf({ measure }: Breach, versions: readonly PayTerms[]): PayTerms | undefined {
  if (measure?.kind === 'LATE_ON_SITE')
    return versions.find(({ contractVersion }) => contractVersion === measure.contractVersion);
  if (!measure) return versions[0];
  const isInForce = ({ effectiveAt, timezone }: PayTerms) =>
    effectiveAt.getTime() < monthBounds(measure.month, timezone).to;
  return versions.findLast(isInForce) ?? versions[0];
}

/** Null where nothing is earned, also where the contract credits no such failure. */
function earn(
  { breachId, promise, measure }: Breach,
  { creditRegime: regime, timezone }: PayTerms,
  versions: readonly PayTerms[],
  earlier: readonly ServiceCredit[],
): ServiceCredit | null {
  if (!measure || !regime?.rules[measure.kind]) return null;
  const month =
    measure.kind === 'LATE_ON_SITE' ? monthOf(measure.breachedAt.getTime(), timezone) : measure.month;
  const missed = missedBy(measure);
  if (!missed) return null;
  const fees = monthsAround(month, regime).map((each) => monthFee(versions, each));
  const credit = grantCredit(regime, { ...missed, breachId, promise, month }, fees, earlier);
  return credit.units === 0n ? null : credit;
}

/** Of a month exactly what was not planned work counts, never what is displayed. Clause 2.2.1c, D2. */
function missedBy(measure: Measure): Measured | null {
  if (measure.kind === 'LATE_ON_SITE') return { kind: measure.kind, lateSeconds: measure.lateSeconds };
  const { targetPerMille, agreedSeconds, plannedSeconds, downSeconds, isMet } = measure;
  const owed = agreedSeconds - plannedSeconds;
  if (isMet || owed <= 0) return null;
  const target = ratio(BigInt(targetPerMille), 1000n);
  return { kind: measure.kind, target, measured: ratio(BigInt(owed - downSeconds), BigInt(owed)) };
}

/** Every month that a cap may count together with this one. */
const monthsAround = (month: string, { rollingMonths }: CreditRegime): readonly string[] =>
  Array.from({ length: 2 * rollingMonths - 1 }, (_, n) =>
    addMonthsClamped(`${month}-01`, n + 1 - rollingMonths).slice(0, 7),
  );

const isSame = (known: ServiceCredit | null, next: ServiceCredit | null): boolean =>
  known?.month === next?.month &&
  known?.promise === next?.promise &&
  known?.units === next?.units &&
  known?.earned.amountMinor === next?.earned.amountMinor;

function granted(
  { contractId, vendorId, sourceId, measure }: Breach,
  { contractVersion }: PayTerms,
  earned: ServiceCredit,
  known: GrantedCredit | null,
  grantedAt: Date,
): GrantedCredit {
  // Told once more because the month before changed, the same event earns another credit.
  const id = importedId('service-credit', `${sourceId}:${known?.id ?? ''}`);
  const correctionOf = known?.id ?? null;
  const about = { id, contractId, vendorId, contractVersion, sourceId, correctionOf, grantedAt };
  return { ...earned, ...about, clauseId: CLAUSES[measure!.kind] };
}
