import { endOfLocalDay } from '@steward/calendar';
import { ensure, NotFound, type Decision } from '@steward/domain';
import { obligationBreached, obligationCreated, obligationFulfilled } from '@steward/events';
import type { ObligationBreached, ObligationCreated, ObligationFulfilled } from '@steward/events';
import { ratio, type Ratio } from '@steward/money';
import type { Amendment } from './amendment';
import type { Contract, Terms } from './contract';
import { isBinding } from './lifecycle';
import type { Owed } from './owed';

type Attached = Owed & {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** The version that brought it; 1 is the contract itself. */
  readonly contractVersion: number;
  readonly createdAt: Date;
  /** The first instant after the due day, in the contract's zone. */
  readonly breachesAt: Date;
  readonly evidence: readonly Evidence[];
};
export type OpenObligation = Attached & { readonly status: 'open' };
export type BreachedObligation = Attached & { readonly status: 'breached'; readonly breachedAt: Date };
export type FulfilledObligation = Attached & {
  readonly status: 'fulfilled';
  readonly fulfilledAt: Date;
  /** When a breach was announced before, if one was. */
  readonly breachedAt: Date | null;
};
export type Obligation = OpenObligation | BreachedObligation | FulfilledObligation;

/** One piece of what proves that an obligation is kept, as a certificate; it counts once it is accepted. */
export type Evidence = {
  readonly id: string;
  /** Names the piece among those of the obligation, as a certificate's number. */
  readonly reference: string;
  /** How much of what is owed it proves. */
  readonly quantity: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly fileHash: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly verdict: Verdict | null;
};
export type Verdict = {
  readonly isAccepted: boolean;
  /** Why it was not accepted. */
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
};

type Attachment = Decision<readonly OpenObligation[], ObligationCreated>;
type Ids = () => string;
const NOTHING: Attachment = { state: [], events: [] };

/** What a contract itself brings, when it begins to bind. Clause 1.3.4. */
export const attachedByContract = (before: Contract, after: Contract, newId: Ids, now: Date): Attachment =>
  isBinding(before) || !isBinding(after) ? NOTHING : attach(after, 1, newId, now);

/** What an amendment brings, when both sides have signed it. Clause 1.3.4. */
export const attachedByAmendment = (amendment: Amendment, newId: Ids, now: Date): Attachment =>
  amendment.status === 'signed' ? attach(amendment.terms, amendment.contractVersion, newId, now) : NOTHING;

function attach(terms: Terms, contractVersion: number, newId: Ids, now: Date): Attachment {
  const { id: contractId, vendorId } = terms;
  const state = terms.obligations.map((owed): OpenObligation => ({
    ...{ ...owed, id: newId(), contractId, vendorId, contractVersion, createdAt: now },
    breachesAt: new Date(endOfLocalDay(terms.workingTime, owed.dueOn)),
    ...{ evidence: [], status: 'open' },
  }));
  const events = state.map((obligation) => {
    const { what } = obligation;
    return obligationCreated({ ...told(obligation), contractVersion, what, createdAt: now });
  });
  return { state, events };
}

/** How much of what is owed is proven and verified. */
export const verifiedOf = ({ evidence }: Pick<Attached, 'evidence'>): number =>
  evidence.reduce((sum, { verdict, quantity }) => sum + (verdict?.isAccepted ? quantity : 0), 0);

/** The exact share of what is owed that is verified; above one where more was brought. Clause 1.3.4. */
export const progressOf = (verifiedQuantity: number, quantity: number): Ratio =>
  ratio(BigInt(verifiedQuantity), BigInt(quantity));

/** Keeps a piece of evidence. Breaks `obligation.fulfilled` and `evidence.repeated`. Clause 1.3.4. */
export function recordEvidence(obligation: Obligation, piece: Omit<Evidence, 'verdict'>): Obligation {
  ensureUnfulfilled(obligation);
  const standing = obligation.evidence.filter(({ verdict }) => verdict?.isAccepted !== false);
  ensure(
    !standing.some(({ reference }) => reference === piece.reference),
    'evidence.repeated',
    `${piece.reference} is recorded already.`,
    '/reference',
  );
  return { ...obligation, evidence: [...obligation.evidence, { ...piece, verdict: null }] };
}

/**
 * Somebody else than who recorded it accepts a piece or not; with the last one that is needed the obligation
 * is fulfilled. Breaks `obligation.fulfilled`, `evidence.decided`, `evidence.reason-misplaced` and
 * `evidence.same-person`; throws NotFound. Clause 1.3.4.
 */
export function verifyEvidence(
  obligation: Obligation,
  evidenceId: string,
  verdict: Omit<Verdict, 'at'>,
  now: Date,
): Decision<Obligation, ObligationFulfilled> {
  ensureUnfulfilled(obligation);
  const piece = obligation.evidence.find(({ id }) => id === evidenceId);
  if (!piece) throw new NotFound('evidence', evidenceId);
  ensure(piece.verdict === null, 'evidence.decided', `${piece.reference} has been decided on already.`);
  ensure(
    verdict.isAccepted === (verdict.reason === null),
    'evidence.reason-misplaced',
    'A reason is given where a piece is not accepted, and only there.',
    '/reason',
  );
  ensure(piece.recordedBy !== verdict.by, 'evidence.same-person', 'Another person must verify it.');
  const decided = { ...piece, verdict: { ...verdict, at: now } };
  const evidence = obligation.evidence.map((each) => (each.id === evidenceId ? decided : each));
  const known = { ...obligation, evidence };
  return verifiedOf(known) < obligation.quantity ? { state: known, events: [] } : fulfil(known, now);
}

function fulfil(
  obligation: OpenObligation | BreachedObligation,
  now: Date,
): Decision<FulfilledObligation, ObligationFulfilled> {
  const { breachesAt, quantity } = obligation;
  const early = obligation.evidence.filter(({ recordedAt }) => recordedAt < breachesAt);
  const isInTime = verifiedOf({ evidence: early }) >= quantity;
  const breachedAt = obligation.status === 'breached' ? obligation.breachedAt : null;
  const verifiedQuantity = verifiedOf(obligation);
  return {
    state: { ...obligation, status: 'fulfilled', fulfilledAt: now, breachedAt },
    events: [obligationFulfilled({ ...told(obligation), verifiedQuantity, isInTime, fulfilledAt: now })],
  };
}

/**
 * Tells once that the due day passed with too little verified. An obligation that fell due after its contract
 * had ended is not owed any more. Clause 1.3.4.
 */
export function breach(
  obligation: Obligation,
  contract: Contract,
  now: Date,
): Decision<Obligation, ObligationBreached> {
  const { breachesAt } = obligation;
  const isOwed = !('endedAt' in contract) || contract.endedAt >= breachesAt;
  if (obligation.status !== 'open' || now < breachesAt || !isOwed) return { state: obligation, events: [] };
  const verifiedQuantity = verifiedOf(obligation);
  return {
    state: { ...obligation, status: 'breached', breachedAt: breachesAt },
    events: [obligationBreached({ ...told(obligation), verifiedQuantity, breachedAt: breachesAt })],
  };
}

function ensureUnfulfilled(
  obligation: Obligation,
): asserts obligation is OpenObligation | BreachedObligation {
  ensure(obligation.status !== 'fulfilled', 'obligation.fulfilled', `${obligation.code} is fulfilled.`);
}

const told = ({ id: obligationId, contractId, vendorId, code, kind, quantity, dueOn }: Attached) => ({
  ...{ obligationId, contractId, vendorId, code, kind, quantity, dueOn },
});
