import { ensure, type Decision } from '@steward/domain';
import { depositContested, depositFreed, depositHeld, publicDepositHeld } from '@steward/events';
import type { DepositEvent, PublicDepositEvent } from '@steward/events';
import { isLess, least, minus, plus, zero, type Money } from '@steward/money';
import { availableOf, surplusOf, withoutSurplus, type Deposit } from './deposit';
import { published } from './deposit-announcements';
import { book, credit, debit, type Journal } from './ledger';
import type { WorkingWindow } from './working-window';

/** What a hold is for: damages, or a claim that was awarded or settled. */
export type HoldSource = { readonly kind: 'DAMAGE' | 'CLAIM'; readonly id: string };
/** What the enterprise is to get, and how far a deposit stands for it. */
export type Receivable = HoldSource & {
  readonly contractId: string;
  readonly due: Money;
  /** What was deducted for it. */
  readonly posted: Money;
  /** What open holds keep for it. */
  readonly held: Money;
};
export type Objection = {
  readonly amount: Money;
  readonly reason: string;
  /** Where what proves it is kept. */
  readonly evidence: readonly string[];
  readonly by: string;
  readonly at: Date;
  readonly settledAt: Date | null;
};
/** A part of a deposit that is kept for a claim until it is posted or free again; then it is final. D6.2. */
export type Hold = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly source: HoldSource;
  readonly amount: Money;
  readonly posted: Money;
  readonly freed: Money;
  readonly objection: Objection | null;
  readonly objectionEndsOn: string;
  readonly objectionEndsAt: Date;
  readonly isEndProvisional: boolean;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly resolvedAt: Date | null;
};
export type Held = Decision<Hold, DepositEvent | PublicDepositEvent> & { readonly deposit: Deposit };
export type Freed = Decision<Hold, DepositEvent> & {
  readonly deposit: Deposit;
  readonly journals: readonly Journal[];
};

/** What a hold still keeps. */
export const remainderOf = ({ amount, posted, freed }: Hold): Money => minus(minus(amount, posted), freed);

/** What of it the vendor objects to and nobody has settled. D6.3. */
export const contestedOf = ({ amount, objection }: Hold): Money =>
  objection && !objection.settledAt ? objection.amount : zero(amount.currency);

/**
 * Keeps a part of the deposit and gives the vendor notice. Breaks `deposit.currency-mismatch`,
 * `hold.amount-missing`, `hold.exceeds-claim` and `hold.exceeds-available`. D6.2, D6.3.
 */
export function place(
  deposit: Deposit,
  receivable: Receivable,
  { id, amount }: Pick<Hold, 'id' | 'amount'>,
  window: WorkingWindow,
  by: string,
  now: Date,
): Held {
  const { id: depositId, contractId, vendorId, balance } = deposit;
  ensure(
    amount.currency === balance.currency && receivable.due.currency === balance.currency,
    'deposit.currency-mismatch',
    `The deposit is held in ${balance.currency}.`,
  );
  ensure(amount.amountMinor > 0n, 'hold.amount-missing', 'A hold needs an amount above zero.', '/amount');
  const open = minus(receivable.due, plus(receivable.posted, receivable.held));
  ensure(!isLess(open, amount), 'hold.exceeds-claim', `Of the claim ${shown(open)} stand against no hold.`);
  const available = availableOf(deposit);
  ensure(!isLess(available, amount), 'hold.exceeds-available', `Available are ${shown(available)}.`);
  const nothing = zero(amount.currency);
  const state: Hold = {
    ...{ id, depositId, contractId, vendorId, source: { kind: receivable.kind, id: receivable.id } },
    ...{ amount, posted: nothing, freed: nothing, objection: null, resolvedAt: null },
    ...{
      objectionEndsOn: window.date,
      objectionEndsAt: window.endsAt,
      isEndProvisional: window.isProvisional,
    },
    ...{ placedBy: by, placedAt: now },
  };
  return {
    state,
    deposit: { ...deposit, held: plus(deposit.held, amount) },
    events: [
      depositHeld({
        ...{ depositId, contractId, vendorId, holdId: id, sourceId: receivable.id, amount },
        ...{ available: minus(available, amount), objectionEndsAt: window.endsAt, heldAt: now },
      }),
      publicDepositHeld(published(deposit, amount, ['3.3.1b'])),
    ],
  };
}

/**
 * The vendor objects to a part, once and within the window. Breaks `hold.resolved`, `hold.contested`,
 * `hold.window-over`, `hold.amount-missing`, `deposit.currency-mismatch` and `hold.exceeds-held`. D6.3.
 */
export function contest(
  hold: Hold,
  { amount, reason, evidence }: Pick<Objection, 'amount' | 'reason' | 'evidence'>,
  by: string,
  now: Date,
): Decision<Hold, DepositEvent> {
  ensureOpen(hold);
  ensure(hold.objection === null, 'hold.contested', 'The vendor has objected to it already.');
  ensure(now < hold.objectionEndsAt, 'hold.window-over', `The window ended with ${hold.objectionEndsOn}.`);
  ensureWithin(hold, amount, remainderOf(hold));
  const { id: holdId, depositId, contractId, vendorId } = hold;
  return {
    state: { ...hold, objection: { amount, reason, evidence, by, at: now, settledAt: null } },
    events: [depositContested({ depositId, contractId, vendorId, holdId, amount, contestedAt: now })],
  };
}

/**
 * Frees a part of a hold; with all of it, the hold is resolved. Beyond what is required it goes to suspense.
 * Breaks `hold.resolved`, `hold.amount-missing`, `deposit.currency-mismatch` and `hold.exceeds-held`. D6.3.
 */
export function free(
  hold: Hold,
  deposit: Deposit,
  amount: Money,
  ids: { readonly journalId: string; readonly commandId: string },
  now: Date,
): Freed {
  ensureOpen(hold);
  ensureWithin(hold, amount, remainderOf(hold));
  const { id: holdId, depositId, contractId, vendorId } = hold;
  const loose = { ...deposit, held: minus(deposit.held, amount) };
  const surplus = surplusOf(loose);
  const head = {
    ...{
      id: ids.journalId,
      contractId,
      vendorId,
      kind: 'deposit-amendment' as const,
      commandId: ids.commandId,
    },
    ...{ memo: `Freed by hold ${holdId}`, clauseId: '3.3.1a', postedAt: now },
  };
  const left = withoutSurplus(loose);
  const available = availableOf(left);
  return {
    state: resolved({ ...hold, freed: plus(hold.freed, amount) }, now),
    deposit: left,
    journals: book(head, [debit('L.DEPOSIT_VENDOR', surplus), credit('L.SUSPENSE', surplus)]),
    events: [depositFreed({ depositId, contractId, vendorId, holdId, amount, available, freedAt: now })],
  };
}

/** With nothing left to keep it is resolved, for good. */
export const resolved = (hold: Hold, now: Date): Hold =>
  remainderOf(hold).amountMinor === 0n ? { ...hold, resolvedAt: now } : hold;

/** Breaks `hold.resolved`: a hold resolves once. */
export function ensureOpen({ id, resolvedAt }: Hold): void {
  ensure(resolvedAt === null, 'hold.resolved', `The hold ${id} is resolved.`);
}

/** Breaks `hold.amount-missing`, `deposit.currency-mismatch` and `hold.exceeds-held`. */
export function ensureWithin(hold: Hold, amount: Money, most: Money): void {
  ensure(
    amount.currency === hold.amount.currency,
    'deposit.currency-mismatch',
    `The hold is in ${hold.amount.currency}.`,
    '/amount',
  );
  ensure(amount.amountMinor > 0n, 'hold.amount-missing', 'An amount above zero is needed.', '/amount');
  ensure(!isLess(most, amount), 'hold.exceeds-held', `At most ${shown(most)} can be.`);
}

/** What a deposit was kept for, or nothing. */
export type Covered = Decision<readonly Hold[], DepositEvent | PublicDepositEvent> & {
  readonly deposits: readonly Deposit[];
};

/** Keeps as much of the deposit as there is for a receivable: the rest stays receivable. D6.6. */
export function cover(
  deposit: Deposit | null,
  receivable: Receivable,
  id: string,
  window: WorkingWindow,
  by: string,
  now: Date,
): Covered {
  const amount = deposit ? least(availableOf(deposit), receivable.due) : null;
  if (!deposit || !amount || amount.amountMinor === 0n) return { state: [], deposits: [], events: [] };
  const held = place(deposit, receivable, { id, amount }, window, by, now);
  return { state: [held.state], deposits: [held.deposit], events: held.events };
}

const shown = ({ amountMinor, currency }: Money) => `${amountMinor} ${currency} minor units`;
