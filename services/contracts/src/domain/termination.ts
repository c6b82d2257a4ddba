import { dayNumber, dayText, endOfLocalDay, localDateOf } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { contractTerminated, terminationNotified, terminationWithdrawn } from '@steward/events';
import type { ContractTerminated, TerminationNotified, TerminationWithdrawn } from '@steward/events';
import type { Contract, Terms } from './contract';
import { ended, isBinding } from './lifecycle';
import type { Acting, Side } from './sides';

/** CAUSE: one side ends the contract for what the other did. AGREEMENT: both sides end it. 民法典 562, 563. */
export const TERMINATION_GROUNDS = ['CAUSE', 'AGREEMENT'] as const;
export type TerminationGround = (typeof TERMINATION_GROUNDS)[number];

type Given = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly ground: TerminationGround;
  readonly reason: string;
  /** The side that ends the contract, or that asks the other to agree. */
  readonly side: Side;
  readonly givenBy: string;
  readonly givenAt: Date;
  /** The last day, in the contract's zone; at its end the termination takes effect. */
  readonly lastOn: string;
  readonly effectiveAt: Date;
};
/** Waits for the other side's agreement. */
export type Offered = Given & { readonly status: 'offered' };
type Agreement = { readonly by: string; readonly at: Date };
/** Will take effect. The other side agreed where the ground is agreement. */
export type Notified = Given & { readonly status: 'notified'; readonly agreement: Agreement | null };
export type Effected = Given & { readonly status: 'effected'; readonly agreement: Agreement | null };
export type WithdrawnTermination = Given & { readonly status: 'withdrawn' };
export type Termination = Offered | Notified | Effected | WithdrawnTermination;

/** A contract, what was agreed on last, and its termination that is neither effected nor withdrawn. */
export type Terminable = {
  readonly contract: Contract;
  readonly terms: Terms;
  readonly open: Termination | null;
};
type Notice = Pick<Given, 'id' | 'ground' | 'reason' | 'lastOn'>;

/**
 * One side gives notice for cause, `causeNoticeDays` ahead (the policy's), or offers to end the contract by
 * agreement. Breaks `contract.not-binding`, `termination.open-already`, `termination.notice-short`,
 * `termination.retroactive` and `termination.after-end`. Clause 2.4.2.
 */
export function notify(
  { contract, terms, open }: Terminable,
  notice: Notice,
  { side, by }: Acting,
  causeNoticeDays: number,
  now: Date,
): Decision<Offered | Notified, TerminationNotified> {
  const { code, id: contractId, vendorId } = contract;
  ensure(open === null, 'termination.open-already', `A termination of ${code} is under way.`);
  const today = localDateOf(terms.workingTime, now.getTime());
  ensureTerminable(contract, terms, notice.lastOn, today, '/lastOn');
  const given: Given = {
    ...{ ...notice, contractId, vendorId, side, givenBy: by, givenAt: now },
    effectiveAt: new Date(endOfLocalDay(terms.workingTime, notice.lastOn)),
  };
  if (notice.ground === 'AGREEMENT') return { state: { ...given, status: 'offered' }, events: [] };
  const earliestOn = dayText(dayNumber(today) + causeNoticeDays);
  ensure(
    notice.lastOn >= earliestOn,
    'termination.notice-short',
    `${code} can be ended for cause by the end of ${earliestOn} at the earliest.`,
    '/lastOn',
  );
  return { state: { ...given, status: 'notified', agreement: null }, events: [told(given, now)] };
}

/**
 * The other side agrees to what was offered. Breaks `termination.not-offered`, `termination.own-offer`,
 * `contract.not-binding`, `termination.retroactive` and `termination.after-end`. Clause 2.4.2.
 */
export function agree(
  { contract, terms }: Omit<Terminable, 'open'>,
  termination: Termination,
  { side, by }: Acting,
  now: Date,
): Decision<Notified, TerminationNotified> {
  const { status, lastOn } = termination;
  ensure(status === 'offered', 'termination.not-offered', `The termination is ${status}.`);
  ensure(termination.side !== side, 'termination.own-offer', 'The other side has to agree.');
  ensureTerminable(contract, terms, lastOn, localDateOf(terms.workingTime, now.getTime()));
  const notified: Notified = { ...termination, status: 'notified', agreement: { by, at: now } };
  return { state: notified, events: [told(notified, now)] };
}

/**
 * Whoever gave a notice or made an offer takes it back; what both agreed on stands. Breaks
 * `termination.settled`, `termination.agreed` and `termination.foreign`.
 */
export function withdrawTermination(
  termination: Termination,
  { side }: Acting,
  now: Date,
): Decision<WithdrawnTermination, TerminationWithdrawn> {
  const { id: terminationId, contractId, status } = termination;
  ensure(status === 'offered' || status === 'notified', 'termination.settled', `It is ${status}.`);
  ensure(termination.side === side, 'termination.foreign', 'The side that gave it takes it back.');
  if (status === 'offered') return { state: { ...termination, status: 'withdrawn' }, events: [] };
  const { agreement, ...given } = termination;
  ensure(agreement === null, 'termination.agreed', 'Both sides agreed; neither withdraws alone.');
  return {
    state: { ...given, status: 'withdrawn' },
    events: [terminationWithdrawn({ contractId, terminationId, withdrawnAt: now })],
  };
}

/** What a termination comes to at its instant; null where it does not take effect any more. */
export type Effect = { readonly contract: Contract; readonly termination: Effected };

/** Ends the contract, unless the termination was withdrawn or the contract ended before. Clause 2.4.2. */
export function takeEffect(
  contract: Contract,
  termination: Termination,
): Decision<Effect | null, ContractTerminated> {
  if (termination.status !== 'notified' || !isBinding(contract)) return { state: null, events: [] };
  const { id: terminationId, ground, side, reason, givenAt, lastOn, effectiveAt } = termination;
  const { id: contractId, code, vendorId } = contract;
  const terminated = contractTerminated({
    ...{ contractId, code, vendorId, terminationId, ground, side, reason },
    ...{ givenAt, lastOn, terminatedAt: effectiveAt },
  });
  return {
    state: {
      contract: ended(contract, 'terminated', effectiveAt),
      termination: { ...termination, status: 'effected' },
    },
    events: [terminated],
  };
}

const told = (given: Given, now: Date): TerminationNotified => {
  const { contractId, vendorId, id: terminationId, ground, side, lastOn, effectiveAt } = given;
  const what = { contractId, vendorId, terminationId, ground, side, lastOn, effectiveAt };
  return terminationNotified({ ...what, notifiedAt: now });
};

function ensureTerminable(
  contract: Contract,
  terms: Terms,
  lastOn: string,
  today: string,
  path?: '/lastOn',
): void {
  const { code, status } = contract;
  ensure(isBinding(contract), 'contract.not-binding', `${code} is ${status}; it does not bind.`);
  ensure(lastOn >= today, 'termination.retroactive', `${lastOn} is over.`, path);
  ensure(lastOn < terms.endOn, 'termination.after-end', `${code} ends by itself with ${terms.endOn}.`, path);
}
