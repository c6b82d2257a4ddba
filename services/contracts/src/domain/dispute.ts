import { type Decision, type DisputeSubject, ensure } from '@steward/domain';
import {
  disputeAwarded,
  disputeEscalated,
  disputeOpened,
  disputeSettled,
  disputeStageOverdue,
  disputeWithdrawn,
} from '@steward/events';
import type {
  DisputeAwarded,
  DisputeEscalated,
  DisputeOpened,
  DisputeSettled,
  DisputeStageOverdue,
  DisputeWithdrawn,
} from '@steward/events';
import type { Money } from '@steward/money';
import type { Contract, Terms, WorkingTime } from './contract';
import { enter, stageAfter } from './dispute-stage';
import type { DisputeStage, Stage, StageOutcome, StageTerms } from './dispute-stage';
import type { Acting, Side } from './sides';

/** What one side is to get from the other. */
export type Relief = { readonly amount: Money; readonly inFavourOf: Side };
/** How one side would settle; the other accepts it, or offers something else. */
export type Offer = {
  readonly id: string;
  readonly text: string;
  readonly relief: Relief | null;
  readonly side: Side;
  readonly by: string;
  readonly at: Date;
};
/** An award becomes an adjustment of a quarter's pay, or a claim of one side against the other. */
export const AWARD_EFFECTS = ['ADJUSTMENT', 'CLAIM'] as const;
export type AwardEffect = (typeof AWARD_EFFECTS)[number];
export type Award = {
  readonly relief: Relief;
  readonly becomes: AwardEffect;
  /** The institution's own number of the award. */
  readonly reference: string;
  /** SHA-256 of the award, hexadecimal. */
  readonly fileHash: string;
  readonly recordedBy: string;
};

type Begun = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly subject: DisputeSubject;
  /** What is claimed, and the sum where there is one. */
  readonly claim: string;
  readonly amount: Money | null;
  /** The side that opened it, and who for it. */
  readonly side: Side;
  readonly openedBy: string;
  readonly openedAt: Date;
  /** The contract's as it was when the dispute was opened. */
  readonly institution: string;
  readonly currency: string;
  readonly workingTime: WorkingTime;
  /** In order; the last is where it stands. */
  readonly stages: readonly [...Stage[], Stage];
};
export type OpenDispute = Begun & { readonly status: 'open'; readonly offer: Offer | null };
export type SettledDispute = Begun & {
  readonly status: 'settled';
  readonly settlement: Offer;
  readonly acceptedBy: Acting;
  readonly closedAt: Date;
};
export type AwardedDispute = Begun & {
  readonly status: 'awarded';
  readonly award: Award;
  readonly closedAt: Date;
};
export type WithdrawnDispute = Begun & { readonly status: 'withdrawn'; readonly closedAt: Date };
export type Dispute = OpenDispute | SettledDispute | AwardedDispute | WithdrawnDispute;

type Opening = Pick<Begun, 'id' | 'subject' | 'claim' | 'amount'>;

/**
 * Opens a dispute about an agreed contract, also one that has ended; `terms` are those in force. It begins
 * with negotiation. Breaks `contract.not-agreed`, `contract.currency-mixed` and
 * `dispute.institution-missing`. Clause 3.3.2a.
 */
export function openDispute(
  contract: Contract,
  terms: Terms,
  opening: Opening,
  { side, by }: Acting,
  stageTerms: StageTerms,
  now: Date,
): Decision<OpenDispute, DisputeOpened> {
  const { id: contractId, code, vendorId, status } = contract;
  ensure(status !== 'draft', 'contract.not-agreed', `${code} is not agreed; there is nothing to dispute.`);
  const institution = terms.legal.dispute?.institution;
  ensure(institution !== undefined, 'dispute.institution-missing', `${code} names no institution.`);
  const { currency } = terms.yearlyAmount;
  ensureCurrency(currency, opening.amount, '/amount');
  const { workingTime } = terms;
  const stage = enter('NEGOTIATION', stageTerms, workingTime, now);
  const dispute: OpenDispute = {
    ...{ ...opening, contractId, vendorId, side, openedBy: by, openedAt: now },
    ...{ institution, currency, workingTime, stages: [stage], status: 'open', offer: null },
  };
  const { amount } = dispute;
  const opened = { ...told(dispute), side, amount, stage: stage.stage, dueAt: stage.dueAt, openedAt: now };
  return { state: dispute, events: [disputeOpened(opened)] };
}

/** Where the dispute stands, or stood last. */
export const currentStage = ({ stages }: Pick<Begun, 'stages'>): Stage => stages.at(-1)!;

/** Breaks `dispute.closed`. */
export function ensureOpen(dispute: Dispute): asserts dispute is OpenDispute {
  ensure(dispute.status === 'open', 'dispute.closed', `The dispute is ${dispute.status}.`);
}

/**
 * Either side goes on to the next stage; an offer of the last one falls. Breaks `dispute.closed` and
 * `dispute.last-stage`. Clause 3.3.2a.
 */
export function escalateDispute(
  dispute: Dispute,
  { side }: Acting,
  stageTerms: StageTerms,
  now: Date,
): Decision<OpenDispute, DisputeEscalated> {
  ensureOpen(dispute);
  const { stage: fromStage } = currentStage(dispute);
  const next = enter(stageAfter(fromStage), stageTerms, dispute.workingTime, now);
  const { stage, dueAt } = next;
  const institution = stage === 'ARBITRATION' ? dispute.institution : null;
  return {
    state: { ...dispute, offer: null, stages: [...leave(dispute, 'ESCALATED', now), next] },
    events: [
      disputeEscalated({ ...told(dispute), side, fromStage, stage, institution, dueAt, escalatedAt: now }),
    ],
  };
}

/** Tells once that a stage lasts too long; one that was left is let be. Clause 3.3.2a. */
export function announceOverdue(
  dispute: Dispute,
  stage: DisputeStage,
  now: Date,
): Decision<Dispute, DisputeStageOverdue> {
  const current = currentStage(dispute);
  const { dueAt } = current;
  const isOverdue = current.stage === stage && !current.left && !current.overdueAt && now >= dueAt;
  if (!isOverdue) return { state: dispute, events: [] };
  return {
    state: { ...dispute, stages: withLast(dispute, { ...current, overdueAt: now }) },
    events: [disputeStageOverdue({ ...told(dispute), stage, dueAt, announcedAt: now })],
  };
}

/**
 * Offers to settle, in place of what was offered before. Breaks `dispute.closed` and
 * `contract.currency-mixed`. Clause 3.3.2a.
 */
export function offerSettlement(dispute: Dispute, offer: Offer): OpenDispute {
  ensureOpen(dispute);
  ensureCurrency(dispute.currency, offer.relief?.amount ?? null, '/relief/amount');
  return { ...dispute, offer };
}

/**
 * The other side accepts the offer that it has read. Breaks `dispute.closed`, `dispute.offer-changed` and
 * `dispute.own-offer`. Clause 3.3.2a.
 */
export function acceptSettlement(
  dispute: Dispute,
  offerId: string,
  accepting: Acting,
  now: Date,
): Decision<SettledDispute, DisputeSettled> {
  ensureOpen(dispute);
  const { offer, ...begun } = dispute;
  ensure(offer?.id === offerId, 'dispute.offer-changed', 'That offer does not stand any more.');
  ensure(offer.side !== accepting.side, 'dispute.own-offer', 'The other side accepts an offer.');
  const { relief } = offer;
  const { stage } = currentStage(dispute);
  const closed = { stages: leave(dispute, 'SETTLED', now), settlement: offer, acceptedBy: accepting };
  return {
    state: { ...begun, ...closed, status: 'settled', closedAt: now },
    events: [disputeSettled({ ...told(dispute), stage, relief, settledAt: now })],
  };
}

/**
 * Keeps what the arbitrators decided. Breaks `dispute.closed`, `dispute.not-arbitrated`,
 * `contract.currency-mixed` and, where nothing that was paid is disputed, `dispute.nothing-to-adjust`.
 * Clause 3.3.2a.
 */
export function recordAward(
  dispute: Dispute,
  award: Award,
  now: Date,
): Decision<AwardedDispute, DisputeAwarded> {
  ensureOpen(dispute);
  const { offer: _, ...begun } = dispute;
  const { stage } = currentStage(dispute);
  ensure(stage === 'ARBITRATION', 'dispute.not-arbitrated', `The dispute is in ${stage}.`);
  ensureCurrency(dispute.currency, award.relief.amount, '/amount');
  const { relief, becomes, reference } = award;
  ensure(
    becomes === 'CLAIM' || dispute.subject.kind !== 'CONTRACT',
    'dispute.nothing-to-adjust',
    'Only a breach or a line of a settlement can be adjusted; this award becomes a claim.',
    '/becomes',
  );
  return {
    state: { ...begun, stages: leave(dispute, 'AWARDED', now), status: 'awarded', award, closedAt: now },
    events: [disputeAwarded({ ...told(dispute), relief, becomes, reference, awardedAt: now })],
  };
}

/** The side that opened it lets it go. Breaks `dispute.closed` and `dispute.not-opener`. Clause 3.3.2a. */
export function withdrawDispute(
  dispute: Dispute,
  { side }: Acting,
  now: Date,
): Decision<WithdrawnDispute, DisputeWithdrawn> {
  ensureOpen(dispute);
  ensure(dispute.side === side, 'dispute.not-opener', 'Only the side that opened it withdraws it.');
  const { offer: _, ...begun } = dispute;
  const { stage } = currentStage(dispute);
  return {
    state: { ...begun, stages: leave(dispute, 'WITHDRAWN', now), status: 'withdrawn', closedAt: now },
    events: [disputeWithdrawn({ ...told(dispute), stage, withdrawnAt: now })],
  };
}

const leave = (dispute: OpenDispute, outcome: StageOutcome, at: Date) =>
  withLast(dispute, { ...currentStage(dispute), left: { at, outcome } });

const withLast = ({ stages }: Dispute, last: Stage): readonly [...Stage[], Stage] => [
  ...stages.slice(0, -1),
  last,
];

const told = ({ id: disputeId, contractId, vendorId, subject }: Begun) => ({
  ...{ disputeId, contractId, vendorId, subject },
});

function ensureCurrency(currency: string, amount: Money | null, path: '/amount' | '/relief/amount'): void {
  ensure(
    amount === null || amount.currency === currency,
    'contract.currency-mixed',
    `All sums of a contract are in one currency, here ${currency}.`,
    path,
  );
}
