import { endOfLocalDay } from '@steward/calendar';
import type { Decision } from '@steward/domain';
import { depositReplenished, depositReplenishmentDue, depositReplenishmentOverdue } from '@steward/events';
import { publicDepositReplenished, type DepositEvent, type PublicDepositEvent } from '@steward/events';
import { missingOf, type Deposit } from './deposit';
import { published } from './deposit-announcements';
import type { LiabilityTerms } from './liability-terms';
import { workingDaysAfter } from './working-window';

/** What one deduction asks for: the day, and the instant at which it is over. */
export type ReplenishmentDue = Decision<Deposit, DepositEvent> & { readonly dueAt: Date | null };

/**
 * After a deduction: what is missing is due so many working days later. One that is due already keeps its
 * day; after the contract's end nothing is. D6.5.
 */
export function askReplenishment(
  deposit: Deposit,
  terms: LiabilityTerms,
  days: number,
  now: Date,
): ReplenishmentDue {
  const { id: depositId, contractId, vendorId } = deposit;
  const missing = missingOf(deposit);
  if (deposit.isClosing || missing.amountMinor === 0n || deposit.replenishDueOn !== null) {
    return { state: deposit, events: [], dueAt: null };
  }
  const { date: dueOn, endsAt: dueAt } = workingDaysAfter(terms, now, days);
  return {
    state: { ...deposit, replenishDueOn: dueOn },
    events: [depositReplenishmentDue({ depositId, contractId, vendorId, missing, dueOn, dueAt })],
    dueAt,
  };
}

/** Once the deposit is whole again after a deduction. D6.5. */
export function replenished(
  deposit: Deposit,
  now: Date,
): Decision<Deposit, DepositEvent | PublicDepositEvent> {
  const { id: depositId, contractId, vendorId, balance } = deposit;
  if (deposit.replenishDueOn === null || missingOf(deposit).amountMinor > 0n)
    return { state: deposit, events: [] };
  return {
    state: { ...deposit, replenishDueOn: null, isReplenishOverdue: false },
    events: [
      depositReplenished({ depositId, contractId, vendorId, balance, replenishedAt: now }),
      publicDepositReplenished(published(deposit, balance, ['3.3.1b'])),
    ],
  };
}

/** At the end of its day a replenishment that is still missing is announced, once. D6.5. */
export function missReplenishment(
  deposit: Deposit,
  { timezone }: LiabilityTerms,
  now: Date,
): Decision<Deposit, DepositEvent> {
  const { id: depositId, contractId, vendorId, replenishDueOn: dueOn } = deposit;
  const isOver = dueOn !== null && endOfLocalDay({ timezone }, dueOn) <= now.getTime();
  if (!isOver || deposit.isReplenishOverdue) return { state: deposit, events: [] };
  const missing = missingOf(deposit);
  return {
    state: { ...deposit, isReplenishOverdue: true },
    events: [
      depositReplenishmentOverdue({ depositId, contractId, vendorId, missing, dueOn, announcedAt: now }),
    ],
  };
}
