import { type Decision, type DisputeSubject, ensure, importedId } from '@steward/domain';
import type { ClaimApproved, ClaimPosted, ClaimRaised, ClaimReduced } from '@steward/events';
import { claimApproved, claimPosted, claimRaised, claimReduced, publicClaimPosted } from '@steward/events';
import type { PublicFinanceEvent } from '@steward/events';
import { isLess, money, type Money } from '@steward/money';
import { book, credit, debit, type Entry } from './ledger';
import type { Quote } from './quote';
import { settlementIdOf, type Booking } from './settlement';
import { approved, submitted, type Posted, type Raised, type Submitted } from './two-persons';

export const SIDES = ['ENTERPRISE', 'VENDOR'] as const;
export type Side = (typeof SIDES)[number];
/** It adjusts a quarter's pay, or one side claims it from the other. */
export const EFFECTS = ['ADJUSTMENT', 'CLAIM'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Why a claim was raised. */
export type Ground =
  | {
      readonly cause: 'AWARD';
      readonly sourceId: string;
      readonly subject: DisputeSubject;
      readonly becomes: Effect;
      /** The institution's own number of the award. */
      readonly reference: string;
    }
  | {
      readonly cause: 'SETTLED_DISPUTE';
      readonly sourceId: string;
      readonly subject: DisputeSubject;
      readonly becomes: Effect;
    }
  | {
      readonly cause: 'CHANGE_ORDER';
      readonly sourceId: string;
      readonly contractVersion: number;
      /** The most that is paid. */
      readonly quoted: Money;
    };
/** What one side is to get from the other. */
export type Relief = { readonly amount: Money; readonly inFavourOf: Side };
type Parties = { readonly contractId: string; readonly vendorId: string };
type Claimed = Relief &
  Parties & {
    readonly id: string;
    readonly ground: Ground;
    /** In which the breach was decided that it is about, as far as that is known. */
    readonly breachQuarter: string | null;
    readonly raisedAt: Date;
  };

export type PostedClaim = Claimed & Posted;
/** What one side is to get from the other beside a quarter's settlement. Clauses 2.2.2b and 3.3.2a. */
export type Claim = Claimed & (Raised | Submitted | Posted);

/** One claim for a dispute or a change order, however often it is told. */
export const claimIdOf = (sourceId: string): string => importedId('claim', sourceId);

/** A dispute that both sides settled, or of which `award` was made. */
export type EndedDispute = Parties & {
  readonly disputeId: string;
  readonly subject: DisputeSubject;
  readonly relief: Relief | null;
  readonly award: { readonly becomes: Effect; readonly reference: string } | null;
};

/** Raises what a dispute ended with; without relief there is nothing to claim. Clause 3.3.2a. */
export function claimRelief(
  existing: Claim | null,
  breachQuarter: string | null,
  { disputeId: sourceId, subject, relief, award, ...parties }: EndedDispute,
  now: Date,
): Decision<readonly Claim[], ClaimRaised> {
  if (relief === null) return { state: [], events: [] };
  const ground: Ground = award
    ? { cause: 'AWARD', sourceId, subject, ...award }
    : { cause: 'SETTLED_DISPUTE', sourceId, subject, becomes: effectOn(subject) };
  return raise(existing, parties, relief, ground, breachQuarter, now);
}

/** Who settles a line of a quarter's pay adjusts it; an award says itself what it becomes. */
const effectOn = ({ kind }: DisputeSubject): Effect => (kind === 'SETTLEMENT_LINE' ? 'ADJUSTMENT' : 'CLAIM');

/** What contracts found to be due for a change order. */
export type Charge = Parties & {
  readonly changeOrderId: string;
  readonly contractVersion: number;
  readonly amount: Money;
};

/**
 * Raises what is due for work outside the scope. Breaks `claim.not-quoted` and `claim.exceeds-quote`: such a
 * charge breaks what contracts promised, and is not paid. Clause 2.2.2b.
 */
export function claimCharge(
  existing: Claim | null,
  quote: Quote | null,
  { changeOrderId: sourceId, contractVersion, amount, ...parties }: Charge,
  now: Date,
): Decision<readonly Claim[], ClaimRaised> {
  ensure(quote !== null, 'claim.not-quoted', `Nobody approved a quote of the change order ${sourceId}.`);
  const { quoted } = quote;
  ensure(
    !isLess(quoted, amount),
    'claim.exceeds-quote',
    `The change order ${sourceId} may cost ${quoted.amountMinor} ${quoted.currency} minor units.`,
  );
  const ground: Ground = { cause: 'CHANGE_ORDER', sourceId, contractVersion, quoted };
  return raise(existing, parties, { amount, inFavourOf: 'VENDOR' }, ground, null, now);
}

function raise(
  existing: Claim | null,
  { contractId, vendorId }: Parties,
  { amount, inFavourOf }: Relief,
  ground: Ground,
  breachQuarter: string | null,
  now: Date,
): Decision<readonly Claim[], ClaimRaised> {
  if (existing || amount.amountMinor === 0n) return { state: [], events: [] };
  const id = claimIdOf(ground.sourceId);
  const claimed = { id, contractId, vendorId, amount, inFavourOf, ground, breachQuarter, raisedAt: now };
  return {
    state: [{ ...claimed, status: 'raised' }],
    events: [claimRaised({ ...told(claimed), raisedAt: now })],
  };
}

/** The first person's step. Breaks `claim.not-raised`. */
export function submitClaim(claim: Claim, by: string, now: Date): Claim & Submitted {
  return { ...claim, ...submitted('claim', claim, by, now) };
}

/**
 * The second person's step: it enters the ledger. Breaks `claim.not-submitted` and `claim.same-person`.
 * Clauses 2.2.2b and 3.3.2a.
 */
export function approveClaim(
  claim: Claim,
  journalId: string,
  by: string,
  now: Date,
): Booking<PostedClaim, ClaimApproved | ClaimPosted | PublicFinanceEvent> {
  const state: PostedClaim = { ...claim, ...approved('claim', claim, by, now) };
  const { id, contractId, vendorId, ground } = state;
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'claim' as const, commandId: id },
    ...{ memo: memoOf(ground), clauseId: clauseOf(ground), postedAt: now },
  };
  return {
    state,
    journals: book(head, entriesOf(state)),
    events: [
      claimApproved({ ...told(state), approvedAt: now }),
      claimPosted({ ...told(state), postedAt: now }),
      publicPosting(state),
    ],
  };
}

/**
 * An objection to a hold for it was right: so much is not due to the enterprise after all. Breaks
 * `claim.not-posted`. Clause 3.3.1b, D6.9.
 */
export function waiveClaim(
  claim: Claim,
  amount: Money,
  ids: { readonly journalId: string; readonly commandId: string },
  now: Date,
): Booking<PostedClaim, ClaimReduced | PublicFinanceEvent> {
  ensure(claim.status === 'posted', 'claim.not-posted', `The claim ${claim.id} is ${claim.status}.`);
  const { id: claimId, contractId, vendorId } = claim;
  const head = {
    ...{ id: ids.journalId, contractId, vendorId, kind: 'claim' as const, commandId: ids.commandId },
    ...{ memo: `Not due of claim ${claimId}`, clauseId: '3.3.1b', postedAt: now },
  };
  const less = { ...claim, amount: money(-amount.amountMinor, amount.currency) };
  return {
    state: claim,
    journals: book(head, [debit('R.DISPUTE_AWARD', amount), credit('A.CLAIMS_RECEIVABLE', amount)]),
    events:
      amount.amountMinor === 0n
        ? []
        : [
            claimReduced({ claimId, contractId, vendorId, amount, reducedAt: now }),
            publicPosting(less, claimId),
          ],
  };
}

/** The settlement that a claim adjusts: of a breach, that of the quarter in which it was decided. 3.3.2a. */
export function correctionOf({
  contractId,
  ground,
  breachQuarter,
}: Pick<Claimed, 'contractId' | 'ground' | 'breachQuarter'>): string | null {
  if (ground.cause === 'CHANGE_ORDER' || ground.becomes !== 'ADJUSTMENT') return null;
  if (ground.subject.kind === 'SETTLEMENT_LINE') return ground.subject.settlementId;
  return breachQuarter && settlementIdOf(contractId, breachQuarter);
}

function entriesOf({ amount, inFavourOf, ground }: Claimed): readonly Entry[] {
  switch (inFavourOf) {
    case 'ENTERPRISE':
      return [debit('A.CLAIMS_RECEIVABLE', amount), credit('R.DISPUTE_AWARD', amount)];
    case 'VENDOR': {
      const expense = ground.cause === 'CHANGE_ORDER' ? 'E.OUT_OF_SCOPE' : 'E.DISPUTE_AWARD';
      return [debit(expense, amount), credit('L.PAYABLE_VENDOR', amount)];
    }
  }
}

function memoOf(ground: Ground): string {
  switch (ground.cause) {
    case 'AWARD':
      return `Award ${ground.reference}`;
    case 'SETTLED_DISPUTE':
      return `Settled dispute ${ground.sourceId}`;
    case 'CHANGE_ORDER':
      return `Change order ${ground.sourceId}`;
  }
}

const clauseOf = ({ cause }: Ground) => (cause === 'CHANGE_ORDER' ? '2.2.2b' : '3.3.2a');

/** What every event of a claim says. */
function told(claim: Claimed) {
  const { id: claimId, contractId, vendorId, amount, inFavourOf, ground } = claim;
  const { cause, sourceId } = ground;
  const parties = { claimId, contractId, vendorId, cause, sourceId };
  return { ...parties, amount, inFavourOf, correctionOf: correctionOf(claim) };
}

function publicPosting(claim: PostedClaim, correctionOf?: string): PublicFinanceEvent {
  const { amount, ...others } = told(claim);
  const { ground } = claim;
  return publicClaimPosted({
    ...{ ...others, ...(correctionOf && { correctionOf }) },
    ...{ amountMinor: amount.amountMinor.toString(), currency: amount.currency },
    contractVersion: ground.cause === 'CHANGE_ORDER' ? ground.contractVersion : null,
    clauseRefs: [clauseOf(ground)],
    traceUrl: `/api/finance/v1/claims/${claim.id}`,
  });
}
