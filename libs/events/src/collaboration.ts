import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { day, id, instant } from './fields';

/** A contract has somebody to turn to; who it is stays in collaboration. Clause 2.3.2a. */
export const liaisonAssigned = event('collaboration.liaison.assigned.v1', {
  liaisonId: id,
  contractId: id,
  assignedAt: instant,
});
export type LiaisonAssigned = ReturnType<typeof liaisonAssigned>;
export type LiaisonAssignedWire = Wire<typeof liaisonAssigned>;

const meeting = {
  meetingId: id,
  contractId: id,
  /** `2026-10`, in the contract's zone. */
  month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
};
/** The month's joint meeting is on the calendar. Clause 2.3.2c. */
export const meetingScheduled = event('collaboration.meeting.scheduled.v1', {
  ...meeting,
  scheduledAt: instant,
});
/** It took place and its minutes are taken. Clause 2.3.2c. */
export const meetingHeld = event('collaboration.meeting.held.v1', {
  ...meeting,
  agendaItems: Type.Integer({ minimum: 0 }),
  heldAt: instant,
});
/** The month ended without it. Clause 2.3.2c. */
export const meetingMissed = event('collaboration.meeting.missed.v1', { ...meeting, missedAt: instant });
export type MeetingEvent = ReturnType<typeof meetingScheduled | typeof meetingHeld | typeof meetingMissed>;
export type MeetingHeldWire = Wire<typeof meetingHeld>;
export type MeetingMissedWire = Wire<typeof meetingMissed>;

const minutes = { ...meeting, revision: Type.Integer({ minimum: 1 }) };
const side = Type.Union([Type.Literal('ENTERPRISE'), Type.Literal('VENDOR')]);
/** Both sides confirmed the minutes as they are written. Clause 2.3.2c. */
export const minutesConfirmed = event('collaboration.meeting.minutes-confirmed.v1', {
  ...minutes,
  confirmedAt: instant,
});
/** A side asked for a correction of the minutes. Clause 2.3.2c. */
export const minutesReturned = event('collaboration.meeting.minutes-returned.v1', {
  ...minutes,
  side,
  returnedAt: instant,
});
/** The minutes were written anew, and both sides are asked again. Clause 2.3.2c. */
export const minutesRevised = event('collaboration.meeting.minutes-revised.v1', {
  ...minutes,
  revisedAt: instant,
});
export type MinutesEvent = ReturnType<
  typeof minutesConfirmed | typeof minutesReturned | typeof minutesRevised
>;

const action = {
  actionId: id,
  meetingId: id,
  contractId: id,
  vendorId: id,
  /** Who is to do it. */
  ownerSide: side,
  dueOn: day,
};
/** A joint meeting asked a side to do something. Clause 2.3.2c. */
export const actionOpened = event('collaboration.action.opened.v1', { ...action, openedAt: instant });
/** The day is over and it is not done. Announced once. Clause 2.3.2c. */
export const actionOverdue = event('collaboration.action.overdue.v1', { ...action, overdueAt: instant });
/** It is done, in time or not. Clause 2.3.2c. */
export const actionClosed = event('collaboration.action.closed.v1', {
  ...action,
  isInTime: Type.Boolean(),
  closedAt: instant,
});
export type ActionEvent = ReturnType<typeof actionOpened | typeof actionOverdue | typeof actionClosed>;
