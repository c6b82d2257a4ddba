import { isoInZone, type Span } from '@steward/calendar';
import type { CapabilityCategory, Severity } from '@steward/domain';
import { MILESTONE_KINDS, type MilestoneKind } from '@steward/terms';
import { askedIn, lastOf, severityOf, type EvidenceGrade, type Fact } from './facts';
import { decidedOf, milestonesOf, type Milestone } from './milestones';
import type { ContractVersion } from './terms';

/** A work order of the contract as far as it was recorded at the report's `asOf`. */
export type ReportedWork = {
  readonly id: string;
  readonly number: string;
  readonly category: CapabilityCategory | null;
  readonly evidenceGrade: EvidenceGrade;
  readonly facts: readonly Fact[];
  readonly terms: ContractVersion;
};
type Verdict = {
  readonly kind: MilestoneKind;
  readonly verdict: 'MET' | 'BREACHED';
  readonly decidedAt: string;
  readonly elapsedSeconds: number;
  readonly targetSeconds: number;
};
export type ReportLine = {
  readonly number: string;
  readonly category: CapabilityCategory | null;
  readonly service: string;
  readonly severity: Severity;
  readonly evidenceGrade: EvidenceGrade;
  readonly reportedAt: string;
  readonly arrivedAt: string | null;
  readonly resolvedAt: string | null;
  readonly closedAt: string | null;
  readonly reopened: number;
  /** Those whose deciding instant is in the period, as far as they were decided at `asOf`. D3. */
  readonly milestones: readonly Verdict[];
};
/** A service's month by the revision that was known at `asOf`. Clause 2.2.1c. */
export type MeasuredMonth = {
  readonly service: string;
  readonly month: string;
  readonly revision: number;
  readonly targetPerMille: number;
  readonly agreedSeconds: number;
  readonly plannedSeconds: number;
  readonly downSeconds: number;
  readonly unknownSeconds: number;
  readonly isMet: boolean;
  readonly displayPercent: string;
  readonly status: 'COMPLETE' | 'PROVISIONAL';
};
/** What a report says beside its work orders. */
export type Supplements = {
  /** Reversals taken off; exact decimals as text. Clause 2.3.1c. */
  readonly resources: {
    readonly labourMinutes: number;
    readonly energyKwh: string;
    readonly parts: readonly {
      readonly partCode: string;
      readonly unit: string;
      readonly quantity: string;
    }[];
  };
  readonly availability: readonly MeasuredMonth[];
  /** Of surveys answered in the period; `scoreSum` by `answers` is the exact average. Clause 1.3.1. */
  readonly satisfaction: { readonly answers: number; readonly scoreSum: number };
};
/** A vendor's service report: plain JSON, instants with the offset of the contract's zone. Clause 2.3.1d. */
export type ServiceReport = Supplements & {
  readonly contractId: string;
  readonly vendorId: string;
  readonly period: string;
  readonly timezone: string;
  readonly from: string;
  /** Not within. */
  readonly to: string;
  /** What was recorded later is not in it. */
  readonly asOf: string;
  readonly counts: {
    readonly reported: number;
    readonly closed: number;
    readonly reopened: number;
    /** At the end of the period. */
    readonly open: number;
  };
  /** By kind and severity, those that were decided in the period. */
  readonly milestones: readonly {
    readonly kind: MilestoneKind;
    readonly severity: Severity;
    readonly met: number;
    readonly breached: number;
  }[];
  readonly workOrders: readonly ReportLine[];
};
type About = Pick<ServiceReport, 'contractId' | 'vendorId' | 'period' | 'timezone'>;

/**
 * What a vendor did on a contract in a period, from the facts that were on record at `asOf` alone: the same
 * facts give the same report, to the byte. Clauses 1.1.3b and 2.3.1d.
 */
export function serviceReport(
  { contractId, vendorId, period, timezone }: About,
  span: Span,
  asOf: Date,
  works: readonly ReportedWork[],
  supplements: Supplements,
): ServiceReport {
  const written = (at: number) => isoInZone(at, timezone);
  const isWithin = (at: number) => span.from <= at && at < span.to;
  const counted = works.filter((work) => !lastOf(work.facts, 'CANCELLED')); // as if it had never been told
  const sorted = counted.toSorted(
    (a, b) => a.facts[0]!.at - b.facts[0]!.at || (a.number < b.number ? -1 : 1),
  );
  const decided = sorted.map(({ id, facts, terms }) =>
    decidedOf(milestonesOf(id, facts, terms, asOf.getTime()), facts).filter(({ decidedAt }) =>
      isWithin(decidedAt),
    ),
  );
  const facts = sorted.flatMap((work) => work.facts).filter(({ at }) => isWithin(at));
  const countOf = (kind: Fact['kind']) => facts.filter((fact) => fact.kind === kind).length;
  return {
    ...{ contractId, vendorId, period, timezone },
    ...{ from: written(span.from), to: written(span.to), asOf: written(asOf.getTime()) },
    counts: {
      ...{ reported: countOf('REPORTED'), closed: countOf('CLOSED'), reopened: countOf('REOPENED') },
      open: sorted.filter((work) => isOpenAt(work.facts, span.to)).length,
    },
    milestones: tallied(decided.flat()),
    ...supplements,
    workOrders: sorted.map((work, n) => lineOf(work, decided[n]!, written)),
  };
}

/** A closing is the last of a live history; what a log reopened afterwards is open again. */
function isOpenAt(facts: readonly Fact[], at: number): boolean {
  const before = facts.filter((fact) => fact.at < at);
  return before.length > 0 && before.at(-1)!.kind !== 'CLOSED';
}

function tallied(milestones: readonly Milestone[]): ServiceReport['milestones'] {
  const severities = [...new Set(milestones.map(({ severity }) => severity))].sort();
  const hasResponse = milestones.some(({ kind }) => kind === 'RESPONSE'); // few contracts promise one
  const kinds = MILESTONE_KINDS.filter((kind) => kind !== 'RESPONSE' || hasResponse);
  return kinds.flatMap((kind) =>
    severities.map((severity) => {
      const those = milestones.filter((one) => one.kind === kind && one.severity === severity);
      const met = those.filter(({ verdict }) => verdict === 'MET').length;
      return { kind, severity, met, breached: those.length - met };
    }),
  );
}

function lineOf(
  { number, category, evidenceGrade, facts }: ReportedWork,
  milestones: readonly Milestone[],
  written: (at: number) => string,
): ReportLine {
  const last = (kind: Fact['kind']) => {
    const fact = lastOf(facts, kind);
    return fact ? written(fact.at) : null;
  };
  return {
    ...{ number, category, service: askedIn(facts).service, severity: severityOf(facts), evidenceGrade },
    ...{ reportedAt: written(facts[0]!.at), arrivedAt: last('ARRIVED'), resolvedAt: last('RESOLVED') },
    closedAt: last('CLOSED'),
    reopened: facts.filter(({ kind }) => kind === 'REOPENED').length,
    milestones: milestones.map(({ kind, verdict, decidedAt, elapsedSeconds, targetSeconds }) => ({
      kind,
      verdict: verdict as Verdict['verdict'], // what is decided is not open
      ...{ decidedAt: written(decidedAt), elapsedSeconds, targetSeconds },
    })),
  };
}
