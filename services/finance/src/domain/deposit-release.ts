import { addMonthsClamped, endOfLocalDay, localDateOf } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { depositReleased, publicDepositReleased } from '@steward/events';
import type { DepositEvent, PublicDepositEvent } from '@steward/events';
import { isLess, minus, plus, type Money } from '@steward/money';
import { availableOf, type Deposit } from './deposit';
import { published } from './deposit-announcements';
import type { ApprovedReturn } from './deposit-return';
import { book, credit, debit, type Journal } from './ledger';

export const EXIT_FACTS = ['HANDOVER_ACCEPTED', 'DATA_DELETION_CERTIFIED'] as const;
export type ExitFact = (typeof EXIT_FACTS)[number];

/** What is known of a contract's end. D6.9, D7. */
export type Exit = {
  /** 24:00 of its last day; null while it binds. */
  readonly endedAt: Date | null;
  readonly facts: readonly ExitFact[];
  /** Pieces of data that are still to be certified; null where nobody told of any. Clause 2.2.3a. */
  readonly missingData: number | null;
  readonly timezone: string;
  readonly transitionMonths: number;
};
export type Blocker =
  | { readonly kind: 'HANDOVER' | 'NOT_ENDED' }
  | { readonly kind: 'DATA_DELETION'; readonly missing: number }
  | { readonly kind: 'TRANSITION'; readonly until: string }
  | { readonly kind: 'OPEN_HOLD'; readonly held: Money };

/** What escrow gives back: the free part of the deposit, and its interest. */
export type Release = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly deposit: Money;
  readonly interest: Money;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly approval: { readonly by: string; readonly at: Date; readonly returnId: string } | null;
  /** Who asked for it took it back, or the second person did not agree. */
  readonly closed: {
    readonly kind: 'REFUSED' | 'CANCELLED';
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
  } | null;
};

/** What keeps a deposit from being released, each; nothing is in the way where the list is empty. D6.9. */
export function blockersOf(deposit: Deposit, exit: Exit, now: Date): readonly Blocker[] {
  const blockers: Blocker[] = [];
  if (!exit.facts.includes('HANDOVER_ACCEPTED')) blockers.push({ kind: 'HANDOVER' });
  const transition = transitionOf(exit);
  if (!transition) blockers.push({ kind: 'NOT_ENDED' });
  else if (now < transition.endsAt) blockers.push({ kind: 'TRANSITION', until: transition.date });
  // What contracts tells of each piece counts more than what a person recorded.
  const missing = exit.missingData ?? (exit.facts.includes('DATA_DELETION_CERTIFIED') ? 0 : 1);
  if (missing > 0) blockers.push({ kind: 'DATA_DELETION', missing });
  const isAllHeld = releasableOf(deposit).total.amountMinor === 0n && deposit.held.amountMinor > 0n;
  if (isAllHeld) blockers.push({ kind: 'OPEN_HOLD', held: deposit.held });
  return blockers;
}

/** The first person's step, for all that is free. Breaks `release.blocked` and `release.nothing`. D6.9. */
export function request(deposit: Deposit, exit: Exit, id: string, by: string, now: Date): Release {
  ensureUnblocked(deposit, exit, now);
  const { id: depositId, contractId, vendorId } = deposit;
  const { free, interest, total } = releasableOf(deposit);
  ensure(total.amountMinor > 0n, 'release.nothing', 'Escrow holds nothing that could be released.');
  return {
    ...{ id, depositId, contractId, vendorId, deposit: free, interest },
    ...{ requestedBy: by, requestedAt: now, approval: null, closed: null },
  };
}

/** What an approval decided. */
export type Released = Decision<Release, DepositEvent | PublicDepositEvent> & {
  readonly deposit: Deposit;
  /** What the custodian is to move. */
  readonly order: ApprovedReturn;
  readonly journals: readonly Journal[];
};

/**
 * The second person's step: it leaves the deposit and waits in suspense until the custodian has moved it, as
 * any return. Breaks `release.approved`, `release.closed`, `release.same-person`, `release.blocked` and,
 * where less is free by now, `release.outdated`. D6.9.
 */
export function approve(
  release: Release,
  deposit: Deposit,
  exit: Exit,
  ids: { readonly journalId: string; readonly returnId: string },
  by: string,
  now: Date,
): Released {
  ensureWaiting(release);
  ensure(release.requestedBy !== by, 'release.same-person', 'Another person approves it.');
  ensureUnblocked(deposit, exit, now);
  const { free, interest } = releasableOf(deposit);
  const isThere = !isLess(free, release.deposit) && !isLess(interest, release.interest);
  ensure(isThere, 'release.outdated', 'Less is free by now; request it again.');
  const { id: releaseId, depositId, contractId, vendorId, requestedBy, requestedAt } = release;
  const amount = plus(release.deposit, release.interest);
  const balance = minus(deposit.balance, release.deposit);
  const head = {
    ...{ id: ids.journalId, contractId, vendorId, kind: 'deposit-release' as const, commandId: releaseId },
    ...{ memo: `Deposit release ${releaseId}`, clauseId: '3.3.1c', postedAt: now },
  };
  const parties = { depositId, contractId, vendorId };
  return {
    state: { ...release, approval: { by, at: now, returnId: ids.returnId } },
    deposit: {
      ...{ ...deposit, balance, required: balance, isClosing: true },
      ...{ interest: minus(deposit.interest, release.interest), suspense: plus(deposit.suspense, amount) },
      ...{ replenishDueOn: null, isReplenishOverdue: false },
    },
    order: {
      ...{ ...parties, id: ids.returnId, amount, requestedBy, requestedAt, status: 'approved' },
      ...{ approvedBy: by, approvedAt: now },
    },
    journals: book(head, [
      debit('L.DEPOSIT_VENDOR', release.deposit),
      debit('L.INTEREST_VENDOR', release.interest),
      credit('L.SUSPENSE', amount),
    ]),
    events: [
      depositReleased({
        ...{ ...parties, releaseId, amount, interest: release.interest, balance, releasedAt: now },
      }),
      publicDepositReleased(published(deposit, amount, ['3.3.1b', '3.3.1c'])),
    ],
  };
}

/** The second person does not agree. Breaks `release.approved`, `release.closed`, `release.same-person`. */
export function refuse(release: Release, reason: string, by: string, now: Date): Release {
  ensureWaiting(release);
  ensure(release.requestedBy !== by, 'release.same-person', 'Another person refuses it.');
  return { ...release, closed: { kind: 'REFUSED', reason, by, at: now } };
}

/** Who asked for it takes it back. Breaks `release.approved`, `release.closed` and `release.not-own`. */
export function cancel(release: Release, reason: string, by: string, now: Date): Release {
  ensureWaiting(release);
  ensure(release.requestedBy === by, 'release.not-own', 'Only who asked for it takes it back.');
  return { ...release, closed: { kind: 'CANCELLED', reason, by, at: now } };
}

function ensureWaiting({ approval, closed }: Release): void {
  ensure(approval === null, 'release.approved', 'It is approved already.');
  ensure(closed === null, 'release.closed', 'It was refused or taken back.');
}

function releasableOf(deposit: Deposit) {
  const [free, interest] = [availableOf(deposit), deposit.interest];
  return { free, interest, total: plus(free, interest) };
}

/** Breaks `release.blocked`. D6.9. */
export function ensureUnblocked(deposit: Deposit, exit: Exit, now: Date): void {
  const blockers = blockersOf(deposit, exit, now);
  ensure(blockers.length === 0, 'release.blocked', `In the way: ${blockers.map(shown).join(', ')}.`);
}

/** The support after a contract's end: its last day, and 24:00 of it in the contract's zone. D7. */
function transitionOf({ endedAt, timezone, transitionMonths }: Exit) {
  if (!endedAt) return null;
  const lastDay = localDateOf({ timezone }, endedAt.getTime() - 1);
  const date = addMonthsClamped(lastDay, transitionMonths);
  return { date, endsAt: new Date(endOfLocalDay({ timezone }, date)) };
}

function shown(blocker: Blocker): string {
  switch (blocker.kind) {
    case 'TRANSITION':
      return `TRANSITION until ${blocker.until}`;
    case 'OPEN_HOLD':
      return `OPEN_HOLD of ${blocker.held.amountMinor} ${blocker.held.currency} minor units`;
    case 'HANDOVER':
    case 'NOT_ENDED':
    case 'DATA_DELETION':
      return blocker.kind;
  }
}
