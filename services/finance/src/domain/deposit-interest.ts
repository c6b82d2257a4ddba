import { dayNumber } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { depositInterestCredited, type DepositEvent } from '@steward/events';
import { plus, ratio, share, type Money } from '@steward/money';
import type { Deposit } from './deposit';
import { book, credit, debit, type Journal } from './ledger';

/** What escrow bore from one day up to another, which is not counted. It is the vendor's. D6.7. */
export type Interest = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly principal: Money;
  /** A year's, in hundredths of a per cent. */
  readonly rateBps: number;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly amount: Money;
  /** The custodian's own number of it; it counts once. */
  readonly custodianReference: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly posted: { readonly approvedBy: string; readonly at: Date } | null;
};
type Told = Pick<Interest, 'id' | 'principal' | 'rateBps' | 'fromOn' | 'untilOn' | 'custodianReference'>;

/** A year's rate for so many days of 360, HALF_UP: 120,000.00 at 0.35 % for 90 days bear 105.00. D6.7. */
export const interestFor = (principal: Money, rateBps: number, days: number): Money =>
  share(principal, ratio(BigInt(rateBps) * BigInt(days), 10_000n * 360n), 'HALF_UP');

/**
 * The first person's step. Breaks `deposit.currency-mismatch`, `interest.days-wrong` and
 * `interest.amount-missing`. D6.7.
 */
export function propose(deposit: Deposit, told: Told, by: string, now: Date): Interest {
  const { id: depositId, contractId, vendorId, balance } = deposit;
  const { principal, rateBps, fromOn, untilOn } = told;
  ensure(
    principal.currency === balance.currency,
    'deposit.currency-mismatch',
    `The deposit is held in ${balance.currency}.`,
    '/principal',
  );
  const days = dayNumber(untilOn) - dayNumber(fromOn);
  ensure(days > 0, 'interest.days-wrong', 'The last day follows the first.', '/untilOn');
  const amount = interestFor(principal, rateBps, days);
  ensure(amount.amountMinor > 0n, 'interest.amount-missing', 'It bears no interest.', '/principal');
  return { ...told, depositId, contractId, vendorId, amount, proposedBy: by, proposedAt: now, posted: null };
}

/** The second person's step: the vendor's. Breaks `interest.posted` and `interest.same-person`. D6.7. */
export function approve(
  interest: Interest,
  deposit: Deposit,
  journalId: string,
  by: string,
  now: Date,
): Decision<Interest, DepositEvent> & { readonly deposit: Deposit; readonly journals: readonly Journal[] } {
  const { id: commandId, amount, custodianReference } = interest;
  ensure(interest.posted === null, 'interest.posted', 'It is posted already.');
  ensure(interest.proposedBy !== by, 'interest.same-person', 'Another person approves it.');
  const borne = accrue(deposit, amount, custodianReference, { journalId, commandId }, now);
  return {
    state: { ...interest, posted: { approvedBy: by, at: now } },
    deposit: borne.state,
    journals: borne.journals,
    events: borne.events,
  };
}

/** What escrow bore is kept for the vendor. D6.7. */
export function accrue(
  deposit: Deposit,
  amount: Money,
  custodianReference: string,
  { journalId: id, commandId }: { readonly journalId: string; readonly commandId: string },
  now: Date,
): Decision<Deposit, DepositEvent> & { readonly journals: readonly Journal[] } {
  const { id: depositId, contractId, vendorId } = deposit;
  const head = {
    ...{ id, contractId, vendorId, kind: 'deposit-interest' as const, commandId },
    ...{ memo: `Interest ${custodianReference}`, clauseId: '3.3.1c', postedAt: now },
  };
  const all = plus(deposit.interest, amount);
  return {
    state: { ...deposit, interest: all },
    journals: book(head, [debit('A.ESCROW_CASH', amount), credit('L.INTEREST_VENDOR', amount)]),
    events: [
      depositInterestCredited({ depositId, contractId, vendorId, amount, interest: all, creditedAt: now }),
    ],
  };
}
