import type { ServiceKind, Severity } from '@steward/domain';

/** When, in epoch milliseconds. */
type At = { readonly at: number };

/** Who answers, by which contract, in the version in force at the report. */
export type Assignment = {
  readonly vendorId: string;
  readonly contractId: string;
  readonly contractVersion: number;
};

/** What is to be done on which class of assets, by the enterprise's own name; `*` where nobody said. */
export type Asked = { readonly service: ServiceKind; readonly assetClass: string };

/** Which scope review of a contract is meant. */
type InReview = { readonly scopeReviewId: string; readonly contractId: string };

/**
 * What happened to a work order, in the order in which it counts. The history is the record; status, clocks
 * and milestones follow from it. `MISCLASSIFIED` means that the vendor had the severity wrong from the start
 * (S10).
 */
export type Fact =
  | (At & {
      readonly kind: 'REPORTED';
      readonly severity: Severity;
      /** What is to be done, and on what; absent where a log does not tell. Clause 1.1.2. */
      readonly service?: ServiceKind;
      readonly assetClass?: string;
      /** The work order whose resolution did not last. S8. */
      readonly recurrenceOf?: string;
    })
  | (At & Assignment & Asked & InReview & { readonly kind: 'SCOPE_REVIEW'; readonly rateCode: string | null })
  | (At & InReview & { readonly kind: 'SCOPE_WITHDRAWN'; readonly reason: string })
  | (At &
      Assignment & {
        readonly kind: 'DISPATCHED';
        /** The change order by which work outside the contract's scope was admitted. Clause 1.1.2. */
        readonly changeOrderId?: string;
      })
  | (At & { readonly kind: 'ACCEPTED' })
  | (At & { readonly kind: 'ARRIVED' })
  | (At & {
      readonly kind: 'PAUSED';
      readonly reason: string;
      /** The customer says so itself. D1. */
      readonly isConfirmed?: true;
    })
  | (At & { readonly kind: 'RESUMED' })
  | (At & {
      readonly kind: 'SEVERITY_CHANGED';
      readonly severity: Severity;
      readonly cause: 'CUSTOMER' | 'MISCLASSIFIED';
    })
  | (At & { readonly kind: 'RESOLVED' })
  | (At & { readonly kind: 'REOPENED'; readonly reason: string | null })
  | (At & { readonly kind: 'CLOSED'; readonly isSilent: boolean })
  | (At & { readonly kind: 'CANCELLED'; readonly reason: string });

/** By which channel a fact came. Clause 3.2.1a. */
export type Channel = 'PLATFORM_API' | 'MOBILE_APP' | 'ALERTMANAGER' | 'EXCEL' | 'IMPORT';
/** A from the platform, B corroborated, C told after the fact. Clause 3.2.1a. */
export type EvidenceGrade = 'A' | 'B' | 'C';
/** Where a fact came from: with who, when and when it was recorded its provenance. Clause 3.2.1b. */
export type Source = {
  readonly channel: Channel;
  readonly grade: EvidenceGrade;
  /** Which device signed it, and how. */
  readonly signed: { readonly deviceId: string; readonly signature: string } | null;
};
export const PLATFORM: Source = { channel: 'PLATFORM_API', grade: 'A', signed: null };
export const EXCEL: Source = { channel: 'EXCEL', grade: 'C', signed: null };
export const LOG: Source = { channel: 'IMPORT', grade: 'C', signed: null };

export type FactOf<K extends Fact['kind']> = Extract<Fact, { readonly kind: K }>;

export const lastOf = <K extends Fact['kind']>(facts: readonly Fact[], kind: K): FactOf<K> | undefined =>
  facts.findLast((fact): fact is FactOf<K> => fact.kind === kind);

/** What the report asks for: where it does not say, a fault is to be handled. Clause 1.1.2. */
export function askedIn(facts: readonly Fact[]): Asked {
  const { service = 'FAULT_HANDLING', assetClass = '*' } = lastOf(facts, 'REPORTED')!;
  return { service, assetClass };
}

/** Severity as of the end of the history. */
export function severityOf(facts: readonly Fact[]): Severity {
  const changed = lastOf(facts, 'SEVERITY_CHANGED') ?? lastOf(facts, 'REPORTED');
  return changed!.severity; // every history begins with REPORTED
}
