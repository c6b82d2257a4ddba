import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant } from './fields';

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
