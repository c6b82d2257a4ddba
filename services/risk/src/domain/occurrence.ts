import { importedId, type Severity } from '@steward/domain';

/** The facts of other services that the register watches. D8. */
export const FACT_SOURCES = ['L1_BREACH', 'FAILING_QUARTER', 'COMPLIANCE'] as const;
export type FactSource = (typeof FACT_SOURCES)[number];

/** Something that happened and that a risk is made of, or the correction that it did not happen. */
export type Occurrence = {
  /** The milestone, appraisal or check: however often it is reported, it counts once. */
  readonly id: string;
  readonly source: FactSource;
  readonly vendorId: string;
  readonly contractId: string | null;
  readonly occurredAt: Date;
  /** False takes back what was reported under this id. */
  readonly stands: boolean;
  /** True where nothing can have been reported under this id before. */
  readonly isFirst: boolean;
};

/** Whom a risk from facts is about. One source on one contract makes one risk. */
export type Subject = {
  readonly id: string;
  readonly vendorId: string;
  readonly contractId: string | null;
  readonly source: FactSource;
};

export function subjectOf({ vendorId, contractId, source }: Occurrence): Subject {
  const id = importedId('risk', `${vendorId}:${contractId ?? ''}:${source}`);
  return { id, vendorId, contractId, source };
}

export type DecidedMilestone = {
  readonly milestoneId: string;
  readonly vendorId: string;
  readonly contractId: string;
  readonly severity: Severity;
  readonly verdict: 'MET' | 'BREACHED' | 'OPEN';
  readonly decidedAt: Date;
  /** Counts the milestone's verdicts from 1. */
  readonly version: number;
};

/** Only a breach at severity 1 counts; a later verdict or severity takes it back. Clause 2.2.1, D8. */
export function ofMilestone(milestone: DecidedMilestone): Occurrence {
  const { milestoneId, vendorId, contractId, severity, verdict, decidedAt, version } = milestone;
  const stands = verdict === 'BREACHED' && severity === 1;
  const subject = { source: 'L1_BREACH', vendorId, contractId } as const;
  return { ...subject, id: milestoneId, occurredAt: decidedAt, stands, isFirst: version === 1 };
}

export type PublishedAppraisal = {
  readonly appraisalId: string;
  readonly vendorId: string;
  readonly contractId: string;
  /** Null where the quarter was not rated. */
  readonly isPassed: boolean | null;
  readonly publishedAt: Date;
};

/** A quarter below its pass line counts; one corrected to a pass, or not rated, does not. 1.3.2, D8. */
export function ofAppraisal({
  appraisalId,
  isPassed,
  publishedAt,
  ...parties
}: PublishedAppraisal): Occurrence {
  const about = { ...parties, source: 'FAILING_QUARTER', id: appraisalId } as const;
  return { ...about, occurredAt: publishedAt, stands: isPassed === false, isFirst: false };
}

export type ComplianceCheck = {
  readonly vendorId: string;
  readonly failedParts: readonly string[];
  readonly checkedAt: Date;
};

/** A check with a failed part counts, each by itself: a later pass takes nothing back. Clause 2.1.3. */
export function ofComplianceCheck({ vendorId, failedParts, checkedAt }: ComplianceCheck): Occurrence {
  const id = importedId('compliance-check', `${vendorId}:${checkedAt.toISOString()}`);
  const about = { source: 'COMPLIANCE', vendorId, contractId: null, id } as const;
  return { ...about, occurredAt: checkedAt, stands: failedParts.length > 0, isFirst: false };
}
