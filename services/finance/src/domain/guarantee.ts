import { addMonthsClamped, dayNumber, dayText, endOfLocalDay } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { depositReceived, guaranteeClosed, guaranteeExpiring, guaranteeVerified } from '@steward/events';
import type { DepositReceived, GuaranteeEvent } from '@steward/events';
import { isLess, minus, plus, zero, type Money } from '@steward/money';
import { missingOf, type Deposit } from './deposit';
import { ensureUnblocked, type Exit } from './deposit-release';
import { book, credit, debit, type Journal } from './ledger';

/** A bank's promise in place of cash. It is only noted: no account of money moves. Clause 3.3.1a, D6. */
export type Guarantee = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly issuer: string;
  /** The bank's own number of it. */
  readonly number: string;
  readonly amount: Money;
  /** Its last day. */
  readonly expiresOn: string;
  /** SHA-256 of the paper. */
  readonly fileHash: string;
  /** The one that it extends, or stands in for. */
  readonly replaces: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly verification: Signed | null;
  /** Why it is to be called, or to end; the second person decides. */
  readonly closing: { readonly kind: Closing; readonly reason: string; readonly proposed: Signed } | null;
  readonly closed: (Signed & { readonly kind: Closing | 'REPLACED' }) | null;
};
type Signed = { readonly by: string; readonly at: Date };
/** The bank is to pay into escrow, or is free of its promise. */
export const CLOSINGS = ['CALLED', 'ENDED'] as const;
export type Closing = (typeof CLOSINGS)[number];
type Told = Pick<Guarantee, 'id' | 'issuer' | 'number' | 'amount' | 'expiresOn' | 'fileHash'>;

/** How long a guarantee has to run. */
export type Span = {
  /** The contract's planned last day. */
  readonly endOn: string;
  readonly transitionMonths: number;
  readonly marginDays: number;
};
/** The least last day: the planned end, the transition, and a margin. D6. */
export const leastExpiry = ({ endOn, transitionMonths, marginDays }: Span): string =>
  dayText(dayNumber(addMonthsClamped(endOn, transitionMonths)) + marginDays);

/**
 * The first person's step. Breaks `deposit.currency-mismatch`, `deposit.amount-missing`,
 * `guarantee.expires-early`, `guarantee.exceeds-required` and, for what it replaces, `guarantee.wrong-state`.
 * Clause 3.3.1a.
 */
export function record(
  deposit: Deposit,
  told: Told,
  replaced: Guarantee | null,
  span: Span,
  by: string,
  now: Date,
): Guarantee {
  const { id: depositId, contractId, vendorId } = deposit;
  if (replaced) ensureStanding(replaced);
  ensureFits(deposit, told, replaced, span);
  return {
    ...{ ...told, depositId, contractId, vendorId, replaces: replaced?.id ?? null },
    ...{ recordedBy: by, recordedAt: now, verification: null, closing: null, closed: null },
  };
}

export type Verified = Decision<readonly Guarantee[], GuaranteeEvent | DepositReceived> & {
  readonly deposit: Deposit;
  readonly journals: readonly Journal[];
};

/**
 * The second person has seen the paper: it counts as deposit, noted in memo accounts, and takes the place of
 * the one that it replaces. Breaks `guarantee.wrong-state`, `guarantee.same-person` and what `record` breaks.
 * Clause 3.3.1a.
 */
export function verify(
  guarantee: Guarantee,
  deposit: Deposit,
  replaced: Guarantee | null,
  span: Span,
  journalIds: readonly [string, string],
  by: string,
  now: Date,
): Verified {
  ensure(!guarantee.verification, 'guarantee.wrong-state', 'It is verified already.');
  ensure(guarantee.recordedBy !== by, 'guarantee.same-person', 'Another person verifies it.');
  if (replaced) ensureStanding(replaced);
  ensureFits(deposit, guarantee, replaced, span);
  const before = replaced ? close(replaced, deposit, 'REPLACED', journalIds[0], by, now) : null;
  const left = before?.deposit ?? deposit;
  const { id: guaranteeId, depositId, contractId, vendorId, amount, expiresOn } = guarantee;
  const guaranteed = plus(left.guaranteed, amount);
  const parties = { depositId, contractId, vendorId };
  return {
    state: [{ ...guarantee, verification: { by, at: now } }, ...(before ? [before.state] : [])],
    deposit: { ...left, guaranteed },
    journals: [
      ...(before?.journals ?? []),
      ...book(headOf(guarantee, journalIds[1], guaranteeId, now), [
        debit('M.GUARANTEE_HELD', amount),
        credit('M.GUARANTEE_GIVEN', amount),
      ]),
    ],
    events: [
      ...(before?.events ?? []),
      guaranteeVerified({ ...parties, guaranteeId, amount, expiresOn, verifiedAt: now }),
      depositReceived({ ...parties, amount, balance: plus(left.balance, guaranteed), receivedAt: now }),
    ],
  };
}

/** When it has to be announced that it expires: so many days before the end of its last day. D6. */
export const warnedAt = ({ expiresOn }: Guarantee, timezone: string, days: number): Date =>
  new Date(endOfLocalDay({ timezone }, dayText(dayNumber(expiresOn) - days)));

/** A guarantee that still stands is to be called or extended: announced once. D6. */
export function warn(guarantee: Guarantee, now: Date): readonly GuaranteeEvent[] {
  const { id: guaranteeId, depositId, contractId, vendorId, amount, expiresOn, closed } = guarantee;
  const told = { guaranteeId, depositId, contractId, vendorId, amount, expiresOn, announcedAt: now };
  return closed ? [] : [guaranteeExpiring(told)];
}

/** The first person asks to call it, or to end it. Breaks `guarantee.wrong-state`. Clause 3.3.1a. */
export function proposeClosing(
  guarantee: Guarantee,
  kind: Closing,
  reason: string,
  by: string,
  now: Date,
): Guarantee {
  ensureStanding(guarantee);
  return { ...guarantee, closing: { kind, reason, proposed: { by, at: now } } };
}

export type Closed = Decision<Guarantee, GuaranteeEvent> & {
  readonly deposit: Deposit;
  readonly journals: readonly Journal[];
};

/**
 * The second person agrees. What a called bank pays is received in escrow as any money; a guarantee ends only
 * as a deposit is released. Breaks `guarantee.wrong-state`, `guarantee.not-proposed`, `guarantee.same-person`
 * and `release.blocked`. Clause 3.3.1a, D6.9.
 */
export function approveClosing(
  guarantee: Guarantee,
  deposit: Deposit,
  exit: Exit | null,
  journalId: string,
  by: string,
  now: Date,
): Closed {
  ensureStanding(guarantee);
  const { closing } = guarantee;
  ensure(closing !== null, 'guarantee.not-proposed', 'Nobody has asked to call or to end it.');
  ensure(closing.proposed.by !== by, 'guarantee.same-person', 'Another person approves it.');
  if (exit) ensureUnblocked(deposit, exit, now);
  return close(guarantee, deposit, closing.kind, journalId, by, now);
}

function close(
  guarantee: Guarantee,
  deposit: Deposit,
  kind: Closing | 'REPLACED',
  journalId: string,
  by: string,
  now: Date,
): Closed {
  const { id: guaranteeId, depositId, contractId, vendorId, amount } = guarantee;
  const left = { ...deposit, guaranteed: minus(deposit.guaranteed, amount) };
  const told = { guaranteeId, depositId, contractId, vendorId, amount, kind, closedAt: now };
  return {
    state: { ...guarantee, closed: { kind, by, at: now } },
    // What is released is not asked for any more.
    deposit: kind === 'ENDED' ? { ...left, required: left.balance, isClosing: true } : left,
    journals: book(headOf(guarantee, journalId, journalId, now), [
      debit('M.GUARANTEE_GIVEN', amount),
      credit('M.GUARANTEE_HELD', amount),
    ]),
    events: [guaranteeClosed(told)],
  };
}

function ensureStanding({ verification, closed }: Guarantee): void {
  const stands = verification !== null && closed === null;
  ensure(stands, 'guarantee.wrong-state', 'Only a verified guarantee that stands can be.');
}

function ensureFits(deposit: Deposit, told: Told, replaced: Guarantee | null, span: Span): void {
  const { amount, expiresOn } = told;
  const { currency } = deposit.required;
  const isSame = amount.currency === currency;
  ensure(isSame, 'deposit.currency-mismatch', `The deposit is held in ${currency}.`, '/amount');
  ensure(amount.amountMinor > 0n, 'deposit.amount-missing', 'It needs an amount above zero.', '/amount');
  const least = leastExpiry(span);
  ensure(expiresOn >= least, 'guarantee.expires-early', `It has to run to ${least} at least.`, '/expiresOn');
  const room = plus(missingOf(deposit), replaced?.amount ?? zero(currency));
  ensure(!isLess(room, amount), 'guarantee.exceeds-required', 'It is more than is asked for.', '/amount');
}

const headOf = (guarantee: Guarantee, id: string, commandId: string, postedAt: Date) => ({
  ...{ id, contractId: guarantee.contractId, vendorId: guarantee.vendorId, kind: 'guarantee' as const },
  ...{ memo: `Guarantee ${guarantee.number}`, clauseId: '3.3.1a', commandId, postedAt },
});
