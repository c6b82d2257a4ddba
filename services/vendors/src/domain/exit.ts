import { addMonthsClamped, dayNumber, dayText, startOfLocalDay } from '@steward/calendar';
import { ensure, importedId, type Decision } from '@steward/domain';
import {
  exitClosed,
  exitHandoverCompleted,
  exitItemAccepted,
  exitReleaseRequested,
  exitStarted,
  exitTransitionEnded,
  exitTransitionStarted,
  exitWithdrawn,
} from '@steward/events';
import { closingBlockers, releaseBlockers, textOf, type Blocker, type ContractFacts } from './exit-blockers';
import { missingOf, type Accepted, type HandoverItem } from './handover-item';

export const EXIT_STATES = [
  ...(['notice', 'handover', 'transition'] as const),
  ...(['settlement', 'closed', 'withdrawn'] as const),
] as const;
export type ExitStatus = (typeof EXIT_STATES)[number];
export const EXIT_CAUSES = ['TERMINATION', 'EXPIRY', 'ELIMINATION'] as const;
export type ExitCause = (typeof EXIT_CAUSES)[number];

/** When the contract ended, and until when it is supported. Clause 2.4.2b. */
export type ContractEnd = {
  readonly lastOn: string;
  /** 24:00 of the last day in the contract's zone. */
  readonly endedAt: Date;
  /** The last day of support. */
  readonly transitionEndsOn: string;
  /** 24:00 of it in the contract's zone. */
  readonly transitionEndsAt: Date;
};
/**
 * How a vendor leaves a contract. Facts come in any order and are kept in every state; `statusOf` says what
 * they come to. D7.
 */
export type Exit = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly cause: ExitCause;
  readonly startedAt: Date;
  readonly withdrawnAt: Date | null;
  /** From when on there is no new work: the contract's end, or the vendor's elimination before it. */
  readonly workEndsAt: Date | null;
  readonly end: ContractEnd | null;
  /** The lists are final. */
  readonly sealedAt: Date | null;
  readonly sealedBy: string | null;
  readonly handoverCompletedAt: Date | null;
  readonly transitionEndedAt: Date | null;
  readonly releaseRequestedAt: Date | null;
  readonly releaseRequestedBy: string | null;
  readonly closedAt: Date | null;
};
export type ExitEvent = ReturnType<
  | typeof exitStarted
  | typeof exitWithdrawn
  | typeof exitItemAccepted
  | typeof exitHandoverCompleted
  | typeof exitTransitionStarted
  | typeof exitTransitionEnded
  | typeof exitReleaseRequested
  | typeof exitClosed
>;
type Decided = Decision<Exit, ExitEvent>;
type Begun = { readonly contractId: string; readonly vendorId: string; readonly cause: ExitCause };

/** A contract has one exit, also where its end is told twice. */
export const exitIdOf = (contractId: string): string => importedId('exit', contractId);

/** What the facts come to. The support's months run beside the handover: who is late skips no state. D7. */
export function statusOf(exit: Omit<Exit, 'id'>): ExitStatus {
  if (exit.closedAt) return 'closed';
  if (exit.withdrawnAt) return 'withdrawn';
  if (!exit.end) return 'notice';
  if (!exit.handoverCompletedAt) return 'handover';
  return exit.transitionEndedAt ? 'settlement' : 'transition';
}

/**
 * Begins an exit, or one that was withdrawn anew. One that is under way keeps its cause. `workEndsAt` is the
 * elimination's, which may shorten the work and never the support. Clause 2.4.2, D7.
 */
export function start(known: Exit | null, begun: Begun, workEndsAt: Date | null, now: Date): Decided {
  if (known && !known.withdrawnAt) return { state: { ...known, ...earlier(known, workEndsAt) }, events: [] };
  const { contractId, vendorId, cause } = begun;
  const fresh: Exit = {
    ...{ id: exitIdOf(contractId), contractId, vendorId, cause, startedAt: now, workEndsAt, end: null },
    ...{ withdrawnAt: null, sealedAt: null, sealedBy: null, handoverCompletedAt: null },
    ...{ transitionEndedAt: null, releaseRequestedAt: null, releaseRequestedBy: null, closedAt: null },
  };
  return { state: fresh, events: [exitStarted({ ...namesOf(fresh), cause, startedAt: now })] };
}

/** The notice was taken back: only what began by it alone ends by it, and only before the contract's end. */
export function withdraw(exit: Exit, now: Date): Decided {
  const isByNotice = statusOf(exit) === 'notice' && exit.cause === 'TERMINATION' && !exit.workEndsAt;
  if (!isByNotice) return { state: exit, events: [] };
  const events = [exitWithdrawn({ ...namesOf(exit), withdrawnAt: now })];
  return { state: { ...exit, withdrawnAt: now }, events };
}

/** The contract has ended: its last day and three months, clamped to the month's end. Clause 2.4.2b. */
export function contractEndOf(lastOn: string, endedAt: Date, timezone: string, months: number): ContractEnd {
  const transitionEndsOn = addMonthsClamped(lastOn, months);
  const dayAfter = dayText(dayNumber(transitionEndsOn) + 1);
  return {
    lastOn,
    endedAt,
    transitionEndsOn,
    transitionEndsAt: new Date(startOfLocalDay(dayAfter, timezone)),
  };
}

/** Records the contract's end, once: the transition begins with it. Clause 2.4.2b. */
export function endContract(exit: Exit, end: ContractEnd): Decided {
  if (exit.end) return { state: exit, events: [] };
  const state: Exit = { ...exit, end, ...earlier(exit, end.endedAt) };
  const { lastOn, endedAt: startedAt, transitionEndsOn: endsOn, transitionEndsAt: endsAt } = end;
  const told = { ...namesOf(state), lastOn, endsOn, endsAt, workEndsAt: state.workEndsAt!, startedAt };
  return { state, events: [exitTransitionStarted(told)] };
}

/** The support's last day is over. Clause 2.4.2b. */
export function endTransition(exit: Exit, now: Date): Decided {
  const { end } = exit;
  if (!end || exit.transitionEndedAt || now < end.transitionEndsAt) return { state: exit, events: [] };
  const events = [
    exitTransitionEnded({ ...namesOf(exit), endsOn: end.transitionEndsOn, endedAt: end.transitionEndsAt }),
  ];
  return { state: { ...exit, transitionEndedAt: end.transitionEndsAt }, events };
}

/**
 * Items may be listed as long as the lists are not final. Breaks `exit.withdrawn` and `exit.lists-final`.
 * Clause 2.4.2a.
 */
export function ensureOpenLists(exit: Exit): void {
  ensureGoesOn(exit);
  ensure(exit.sealedAt === null, 'exit.lists-final', `The lists of exit ${exit.id} are final.`);
}

/** Items may be handed and accepted as long as they are not all. Breaks `exit.withdrawn`. Clause 2.4.2a. */
export const ensureGoesOn = (exit: Exit): void =>
  ensure(exit.withdrawnAt === null, 'exit.withdrawn', `Exit ${exit.id} was withdrawn with its notice.`);

/** Makes the lists final: nothing else is to be handed over. Breaks as `ensureOpenLists`. Clause 2.4.2a. */
export function seal(exit: Exit, by: string, now: Date): Exit {
  ensureOpenLists(exit);
  return { ...exit, sealedAt: now, sealedBy: by };
}

/** What is told of an item that was just accepted; `items` hold it already. */
export const itemAccepted = (exit: Exit, item: Accepted, items: readonly HandoverItem[]): ExitEvent =>
  exitItemAccepted({
    ...namesOf(exit),
    ...{ itemId: item.id, kind: item.kind, code: item.code },
    ...{ missing: missingOf(items)[item.kind], acceptedAt: item.acceptedAt },
  });

/** Follows from what is known: a complete handover is told, and a settled exit is closed. D7. */
export function advance(
  exit: Exit,
  items: readonly HandoverItem[],
  facts: ContractFacts,
  now: Date,
): Decided {
  let state = exit;
  const events: ExitEvent[] = [];
  const isComplete = state.sealedAt !== null && items.every(({ status }) => status === 'accepted');
  if (isComplete && !state.handoverCompletedAt && !state.withdrawnAt) {
    state = { ...state, handoverCompletedAt: now };
    events.push(exitHandoverCompleted({ ...namesOf(state), ...countsOf(items), completedAt: now }));
  }
  if (statusOf(state) === 'settlement' && closingBlockers(state, items, facts, now).length === 0) {
    state = { ...state, closedAt: now };
    events.push(exitClosed({ ...namesOf(state), closedAt: now }));
  }
  return { state, events };
}

/**
 * Asks for the deposit's release. Breaks `exit.withdrawn`, `exit.closed`, `exit.release-requested` and, where
 * anything is in the way, `exit.blocked` with all of it. D6.9, D7 E1.
 */
export function requestRelease(
  exit: Exit,
  items: readonly HandoverItem[],
  facts: ContractFacts,
  by: string,
  now: Date,
): Decided {
  ensureGoesOn(exit);
  ensure(!exit.closedAt, 'exit.closed', `Exit ${exit.id} is closed.`);
  ensure(
    !exit.releaseRequestedAt,
    'exit.release-requested',
    `The release of ${exit.id} is asked for already.`,
  );
  const blockers: readonly Blocker[] = releaseBlockers(exit, items, facts, now);
  const named = blockers.map(textOf).join(', ');
  ensure(blockers.length === 0, 'exit.blocked', `The deposit cannot be released: ${named}.`);
  const events = [exitReleaseRequested({ ...namesOf(exit), requestedAt: now })];
  return { state: { ...exit, releaseRequestedAt: now, releaseRequestedBy: by }, events };
}

const namesOf = ({ id: exitId, contractId, vendorId }: Exit) => ({ exitId, contractId, vendorId });

/** The earlier of two ends of the work. */
function earlier({ workEndsAt }: Exit, other: Date | null): { readonly workEndsAt: Date | null } {
  if (!workEndsAt || !other) return { workEndsAt: workEndsAt ?? other };
  return { workEndsAt: other < workEndsAt ? other : workEndsAt };
}

function countsOf(items: readonly HandoverItem[]) {
  const count = (holds: (item: HandoverItem) => boolean) => items.filter(holds).length;
  const ended = (outcome: 'TRANSFERRED' | 'CLOSED') =>
    count((item) => 'proof' in item && item.proof.kind === 'WORK_ORDER' && item.proof.outcome === outcome);
  return {
    documents: count(({ kind }) => kind === 'DOCUMENT'),
    permissions: count(({ kind }) => kind === 'PERMISSION'),
    workOrders: { transferred: ended('TRANSFERRED'), closed: ended('CLOSED') },
  };
}
