import { Type } from '@sinclair/typebox';
import { confidentiality, creditRegime, damages, dataCustody } from './contracts-terms';
import { event, type Wire } from './event';
import {
  availability,
  category,
  code,
  day,
  id,
  instant,
  money,
  service,
  slaTargets,
  workingTime,
} from './fields';

const price = {
  /** A year's fee without tax. */
  yearlyAmount: money,
  /** The part that follows the score, in hundredths of a per cent. Clause 2.2.2a. */
  performanceShareBps: Type.Integer({ minimum: 0, maximum: 10_000 }),
  /** Name of the pay curve in libs/terms. */
  curve: Type.String(),
};

/** What the fee covers. Clause 1.1.2. */
const scope = Type.Array(
  Type.Object({
    service,
    category,
    /** The enterprise's own name of the class; `*` is any. */
    assetClass: Type.String(),
    isIncluded: Type.Boolean(),
    /** By which line of the rate card it is paid; none, no pay. */
    rateCode: Type.Optional(code),
  }),
);
/** What work outside the scope costs by the hour, and at most. Clause 2.2.2b. */
const rateCard = Type.Array(Type.Object({ code, hourlyRate: money, cap: money }));

/** Terms that readers need once they act on them; one that is absent was not agreed. */
const liability = {
  /** Days from the posting of a settlement to its payment. */
  paymentTermDays: Type.Optional(Type.Integer({ minimum: 0 })),
  creditRegime: Type.Optional(creditRegime),
  damages: Type.Optional(damages),
  confidentiality: Type.Optional(confidentiality),
  dataCustody: Type.Optional(dataCustody),
};

/** A contract was opened for negotiation. */
export const contractDrafted = event('contracts.contract.drafted.v1', {
  contractId: id,
  code,
  vendorId: id,
  yearlyAmount: money,
  startOn: day,
  endOn: day,
  draftedAt: instant,
});
export type ContractDrafted = ReturnType<typeof contractDrafted>;

/** One of the three disciplines approved. Clause 3.1.1. */
export const contractApproved = event('contracts.contract.approved.v1', {
  contractId: id,
  discipline: Type.Union([Type.Literal('LEGAL'), Type.Literal('FINANCE'), Type.Literal('TECHNICAL')]),
  approvedAt: instant,
});
export type ContractApproved = ReturnType<typeof contractApproved>;

/** One of the two offices answers for what the linter warned of; it counts once both do. Clause 3.3.2b. */
export const findingWaived = event('contracts.contract.finding-waived.v1', {
  contractId: id,
  contractVersion: Type.Integer({ minimum: 1 }),
  ruleId: Type.String(),
  office: Type.Union([Type.Literal('OFFICE_HEAD'), Type.Literal('LEGAL')]),
  waivedAt: instant,
});
export type FindingWaived = ReturnType<typeof findingWaived>;

/** Both sides signed. Finance asks the vendor for `depositRequired`. Clause 3.3.1a. */
export const contractSigned = event('contracts.contract.signed.v1', {
  contractId: id,
  code,
  vendorId: id,
  depositRequired: money,
  ...price,
  startOn: day,
  endOn: day,
  signedAt: instant,
});
export type ContractSigned = ReturnType<typeof contractSigned>;

/**
 * The contract binds. What it promises is in the event, so that nobody has to ask back. Clauses 2.2, 3.3.1.
 */
export const contractActivated = event('contracts.contract.activated.v1', {
  contractId: id,
  code,
  vendorId: id,
  /** Counts amendments from 1. */
  contractVersion: Type.Integer({ minimum: 1 }),
  /** From when on this version counts; a work order keeps the version in force at its report. */
  effectiveAt: instant,
  ...price,
  startOn: day,
  endOn: day,
  categories: Type.Array(category),
  workingTime,
  slaTargets,
  scope: Type.Optional(scope),
  rateCard: Type.Optional(rateCard),
  /** Without it, no service's availability is promised. */
  availability: Type.Optional(availability),
  ...liability,
  activatedAt: instant,
});
export type ContractActivated = ReturnType<typeof contractActivated>;

const contractVersion = Type.Integer({ minimum: 2 });

/** A new version of the terms is up for approval. Clause 1.3.3. */
export const amendmentProposed = event('contracts.contract.amendment-proposed.v1', {
  contractId: id,
  contractVersion,
  /** From when on it would count. */
  effectiveAt: instant,
  proposedAt: instant,
});
export type AmendmentProposed = ReturnType<typeof amendmentProposed>;

/** One of the three disciplines approved an amendment. Clause 3.1.1. */
export const amendmentApproved = event('contracts.contract.amendment-approved.v1', {
  contractId: id,
  contractVersion,
  discipline: Type.Union([Type.Literal('LEGAL'), Type.Literal('FINANCE'), Type.Literal('TECHNICAL')]),
  approvedAt: instant,
});
export type AmendmentApproved = ReturnType<typeof amendmentApproved>;

/** A proposal was taken back; its version number stays unused. */
export const amendmentWithdrawn = event('contracts.contract.amendment-withdrawn.v1', {
  contractId: id,
  contractVersion,
  withdrawnAt: instant,
});
export type AmendmentWithdrawn = ReturnType<typeof amendmentWithdrawn>;

/**
 * Both sides signed a new version of the terms: all of them, also those that stay. It is announced before it
 * takes effect; what began under the version before keeps that one. Clause 1.3.3, S11.
 */
export const contractAmended = event('contracts.contract.amended.v1', {
  contractId: id,
  code,
  vendorId: id,
  /** Rises with each version; numbers may be missing. */
  contractVersion,
  /** From when on this version counts. */
  effectiveAt: instant,
  ...price,
  /** What the deposit comes to from then on. Clause 3.3.1a. */
  depositRequired: money,
  startOn: day,
  endOn: day,
  categories: Type.Array(category),
  workingTime,
  slaTargets,
  scope,
  rateCard,
  /** Without it, no service's availability is promised any longer. */
  availability: Type.Optional(availability),
  ...liability,
  amendedAt: instant,
});
export type ContractAmended = ReturnType<typeof contractAmended>;

const review = {
  reviewId: id,
  contractId: id,
  vendorId: id,
  /** Twelve months, or what the policy says, after the last review or the contract's first day. */
  dueOn: day,
};

/** A contract has to be reviewed, announced at the first instant of that day. Clause 1.3.3. */
export const reviewDue = event('contracts.review.due.v1', { ...review, announcedAt: instant });
export type ReviewDue = ReturnType<typeof reviewDue>;

/** A review that was due is still missing after the policy's thirty days. Clause 1.3.3. */
export const reviewEscalated = event('contracts.review.escalated.v1', { ...review, escalatedAt: instant });
export type ReviewEscalated = ReturnType<typeof reviewEscalated>;

/** A contract was reviewed; the next review counts from that day. Clause 1.3.3. */
export const reviewRecorded = event('contracts.review.recorded.v1', {
  ...review,
  heldOn: day,
  /** AMEND: an amendment has to follow. */
  outcome: Type.Union([Type.Literal('UNCHANGED'), Type.Literal('AMEND')]),
  nextDueOn: day,
  recordedAt: instant,
});
export type ReviewRecorded = ReturnType<typeof reviewRecorded>;

export type ContractAmendedWire = Wire<typeof contractAmended>;
export type ContractSignedWire = Wire<typeof contractSigned>;
export type ContractActivatedWire = Wire<typeof contractActivated>;
