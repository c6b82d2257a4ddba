import { endOfLocalDay, localDateOf } from '@steward/calendar';
import { ensure, RuleBroken, type Decision } from '@steward/domain';
import { actionClosed, actionOpened, actionOverdue, type ActionEvent } from '@steward/events';
import type { Held } from './meeting';
import type { Acting, Side } from './sides';

type Owed = {
  readonly id: string;
  readonly meetingId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly what: string;
  readonly ownerSide: Side;
  /** The last day, in the contract's zone. */
  readonly dueOn: string;
  /** 24:00 of that day. */
  readonly dueAt: Date;
  readonly openedBy: string;
  readonly openedAt: Date;
};
export type OpenAction = Owed & { readonly status: 'open' };
/** Its day is over and it is still owed. */
export type OverdueAction = Owed & { readonly status: 'overdue'; readonly overdueAt: Date };
export type DoneAction = Owed & {
  readonly status: 'done';
  readonly overdueAt: Date | null;
  readonly note: string;
  readonly doneBy: string;
  readonly doneAt: Date;
};
/** What a joint meeting asked one side to do. Clause 2.3.2c. */
export type Action = OpenAction | OverdueAction | DoneAction;
export const ACTION_STATES = ['open', 'overdue', 'done'] as const satisfies readonly Action['status'][];

/** Asks a side for something by a day. Breaks `action.due-past` at `/dueOn`. */
export function openAction(
  meeting: Held,
  { id, what, ownerSide, dueOn }: Pick<Owed, 'id' | 'what' | 'ownerSide' | 'dueOn'>,
  { by, now }: Pick<Acting, 'by' | 'now'>,
): Decision<OpenAction, ActionEvent> {
  const { id: meetingId, contractId, vendorId, timezone } = meeting;
  const today = localDateOf({ timezone }, now.getTime());
  ensure(dueOn >= today, 'action.due-past', `The day ${dueOn} is over: it is ${today}.`, '/dueOn');
  const dueAt = new Date(endOfLocalDay({ timezone }, dueOn));
  const owed = { id, meetingId, contractId, vendorId, what, ownerSide, dueOn, dueAt };
  const told = { actionId: id, meetingId, contractId, vendorId, ownerSide, dueOn };
  return {
    state: { ...owed, openedBy: by, openedAt: now, status: 'open' },
    events: [actionOpened({ ...told, openedAt: now })],
  };
}

/** The day is over: what is not done is overdue, at that instant and once. Clause 2.3.2c. */
export function passDue(action: Action): Decision<Action, ActionEvent> {
  if (action.status !== 'open') return { state: action, events: [] };
  const { id: actionId, meetingId, contractId, vendorId, ownerSide, dueOn, dueAt: overdueAt } = action;
  return {
    state: { ...action, status: 'overdue', overdueAt },
    events: [actionOverdue({ actionId, meetingId, contractId, vendorId, ownerSide, dueOn, overdueAt })],
  };
}

/** It is done; the vendor closes only what it owes. Breaks `action.done` and `action.other-side`. */
export function closeAction(
  action: Action,
  note: string,
  { side, by, now }: Acting,
): Decision<DoneAction, ActionEvent> {
  if (action.status === 'done') throw new RuleBroken('action.done', 'The action is done already.');
  const isOwn = side === 'ENTERPRISE' || action.ownerSide === side;
  ensure(isOwn, 'action.other-side', `The action is owed by the side ${action.ownerSide}.`);
  const overdueAt = action.status === 'overdue' ? action.overdueAt : null;
  const { id: actionId, meetingId, contractId, vendorId, ownerSide, dueOn } = action;
  const told = { actionId, meetingId, contractId, vendorId, ownerSide, dueOn };
  const isInTime = now <= action.dueAt;
  return {
    state: { ...action, status: 'done', overdueAt, note, doneBy: by, doneAt: now },
    events: [actionClosed({ ...told, isInTime, closedAt: now })],
  };
}
