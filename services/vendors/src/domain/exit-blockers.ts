import { dayNumber, localDateOf, quarterOf } from '@steward/calendar';
import type { Exit } from './exit';
import { missingOf, type HandoverItem } from './handover-item';

/** What contracts and finance told of a contract, in whatever order. */
export type ContractFacts = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly timezone: string;
  /** How many pieces of the enterprise's data are still to be certified as returned or deleted. 2.2.3a. */
  readonly dataMissing: number;
  /** The latest quarter whose settlement is posted, `2026Q4`. */
  readonly settledQuarter: string | null;
  /** Whether escrow holds a deposit for it. */
  readonly isDepositHeld: boolean;
  /** Whether what was let go of it is still to be paid back. */
  readonly isReturnPending: boolean;
};

/** What is in the way, for machines; `textOf` says it to people. D7 E1. */
export type Blocker =
  /** Items that are still to be accepted, or pieces of data to be certified. */
  | { readonly code: 'DOC' | 'PERMISSION' | 'WORK_ORDER' | 'DATA'; readonly count: number }
  /** The lists are not final: more may be to be handed over. */
  | { readonly code: 'LISTS' }
  /** The contract has not ended. */
  | { readonly code: 'CONTRACT' }
  | { readonly code: 'TRANSITION'; readonly until: string; readonly daysLeft: number }
  /** The settlement of the quarter in which the contract ended is not posted. */
  | { readonly code: 'SETTLEMENT'; readonly quarter: string }
  /** Escrow holds the deposit, or has still to give it back. */
  | { readonly code: 'DEPOSIT' };

/** What keeps the deposit from being released at an instant. D6.9, D7 E1. */
export function releaseBlockers(
  exit: Exit,
  items: readonly HandoverItem[],
  facts: ContractFacts,
  now: Date,
): readonly Blocker[] {
  const missing = missingOf(items);
  const counted = [
    { code: 'DOC', count: missing.DOCUMENT },
    { code: 'PERMISSION', count: missing.PERMISSION },
    { code: 'WORK_ORDER', count: missing.WORK_ORDER },
  ] as const;
  const data = { code: 'DATA', count: facts.dataMissing } as const;
  return [
    ...(exit.sealedAt ? [] : [{ code: 'LISTS' } as const]),
    ...counted.filter(({ count }) => count > 0),
    ...transitionBlocker(exit, facts, now),
    ...(data.count > 0 ? [data] : []),
  ];
}

/** The same of the exit's closing: also the last quarter is settled and the deposit is back. D7. */
export function closingBlockers(
  exit: Exit,
  items: readonly HandoverItem[],
  facts: ContractFacts,
  now: Date,
): readonly Blocker[] {
  const quarter = exit.end && quarterOf(exit.end.endedAt.getTime() - 1, facts.timezone);
  const isSettled = quarter === null || (facts.settledQuarter !== null && quarter <= facts.settledQuarter);
  const isBack = !facts.isDepositHeld && !facts.isReturnPending;
  return [
    ...releaseBlockers(exit, items, facts, now),
    ...(isSettled ? [] : [{ code: 'SETTLEMENT', quarter } as const]),
    ...(isBack ? [] : [{ code: 'DEPOSIT' } as const]),
  ];
}

/** `DOC:1`, `TRANSITION until 2027-02-28 (30 d)`. */
export function textOf(blocker: Blocker): string {
  switch (blocker.code) {
    case 'DOC':
    case 'PERMISSION':
    case 'WORK_ORDER':
    case 'DATA':
      return `${blocker.code}:${blocker.count}`;
    case 'TRANSITION':
      return `TRANSITION until ${blocker.until} (${blocker.daysLeft} d)`;
    case 'SETTLEMENT':
      return `SETTLEMENT of ${blocker.quarter}`;
    case 'LISTS':
    case 'CONTRACT':
    case 'DEPOSIT':
      return blocker.code;
  }
}

function transitionBlocker({ end }: Exit, { timezone }: ContractFacts, now: Date): readonly Blocker[] {
  if (!end) return [{ code: 'CONTRACT' }];
  if (now >= end.transitionEndsAt) return [];
  const { transitionEndsOn: until } = end;
  const daysLeft = dayNumber(until) - dayNumber(localDateOf({ timezone }, now.getTime()));
  return [{ code: 'TRANSITION', until, daysLeft }];
}
