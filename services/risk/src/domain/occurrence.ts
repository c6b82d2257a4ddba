import { ensure, importedId, type Severity } from '@steward/domain';

/** The facts that feed the register; what each amounts to is a trigger, kept as data. D8. */
export const FACT_SOURCES = [
  'L1_BREACH',
  'FAILING_QUARTER',
  'COMPLIANCE',
  'EXPIRED_CERTIFICATE',
  'FAILED_DRILL',
  'SECURITY_INCIDENT',
  'INSOLVENCY',
] as const;
export type FactSource = (typeof FACT_SOURCES)[number];
/** Facts that no service tells: people enter them by their reference. */
export const NOTICE_SOURCES = ['SECURITY_INCIDENT', 'INSOLVENCY'] as const;
export type NoticeSource = (typeof NOTICE_SOURCES)[number];

/** Something that happened and that a risk is made of, or the correction that it did not happen. */
export type Occurrence = {
  /** The milestone, appraisal, check, paper or notice: however often it is reported, it counts once. */
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

export type ExpiredCertificate = {
  readonly itemId: string;
  readonly vendorId: string;
  readonly expiredAt: Date;
};

/** A paper that ended without another in its place counts once. Clauses 2.1.1 and 4.1.1. */
export function ofExpiredCertificate({ itemId, vendorId, expiredAt }: ExpiredCertificate): Occurrence {
  const about = { source: 'EXPIRED_CERTIFICATE', vendorId, contractId: null, id: itemId } as const;
  return { ...about, occurredAt: expiredAt, stands: true, isFirst: false };
}

export type Notice = {
  readonly source: NoticeSource;
  readonly vendorId: string;
  readonly contractId: string | null;
  /** What the notice is known by, as a court's file number: told twice, it counts once. */
  readonly reference: string;
  readonly noticedAt: Date;
};

/** A notice that a person enters. Breaks `notice.in-future`. Clause 4.1.1. */
export function ofNotice({ reference, noticedAt, ...about }: Notice, now: Date): Occurrence {
  const says = `${noticedAt.toISOString()} has not come yet.`;
  ensure(noticedAt <= now, 'notice.in-future', says, '/noticedAt');
  const id = importedId('notice', `${about.vendorId}:${about.source}:${reference}`);
  return { ...about, id, occurredAt: noticedAt, stands: true, isFirst: false };
}
