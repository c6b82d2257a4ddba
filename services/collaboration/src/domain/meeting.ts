import { addMonthsClamped, localDateOf, startOfLocalDay } from '@steward/calendar';
import { ensure, importedId, type Decision } from '@steward/domain';
import { meetingHeld, meetingMissed, meetingScheduled, type MeetingEvent } from '@steward/events';
import type { KnownContract } from './contract';

/** A contract's joint meeting of a month. Clause 2.3.2c. */
type Planned = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** `2026-10`, in `timezone`. */
  readonly month: string;
  readonly timezone: string;
  /** 24:00 of the month's last day: from here on it is missed. */
  readonly endsAt: Date;
  readonly scheduledAt: Date;
};
export type Minutes = {
  readonly summary: string;
  readonly attendees: number;
  /** The day, in the meeting's zone. */
  readonly heldOn: string;
};
export type Scheduled = Planned & { readonly status: 'scheduled' };
export type Held = Planned &
  Minutes & {
    readonly status: 'held';
    /** What stood on the agenda when the minutes came; later corrections do not change it. */
    readonly agendaItems: number;
    readonly heldAt: Date;
    readonly heldBy: string;
  };
export type Missed = Planned & { readonly status: 'missed'; readonly missedAt: Date };
export type Meeting = Scheduled | Held | Missed;

/** The month of an instant in a zone. Throws RangeError where the zone does not exist. */
export const monthOf = (at: Date, timezone: string): string =>
  localDateOf({ timezone }, at.getTime()).slice(0, 7);

export const meetingIdOf = (contractId: string, month: string): string =>
  importedId('meeting', `${contractId}:${month}`);

/** A contract's meeting of a month as it is put on the calendar. Clause 2.3.2c. */
export function plan(
  { id: contractId, vendorId }: Pick<KnownContract, 'id' | 'vendorId'>,
  timezone: string,
  month: string,
  now: Date,
): Scheduled {
  const endsAt = new Date(startOfLocalDay(addMonthsClamped(`${month}-01`, 1), timezone));
  const id = meetingIdOf(contractId, month);
  return { id, contractId, vendorId, month, timezone, endsAt, scheduledAt: now, status: 'scheduled' };
}

/** This month's meeting of every contract that is in force today. Clause 2.3.2c. */
export function dueMeetings(contracts: readonly KnownContract[], now: Date): readonly Scheduled[] {
  return contracts.flatMap((contract) => {
    const { timezone, startOn, endOn } = contract;
    if (timezone === null) return [];
    const today = localDateOf({ timezone }, now.getTime());
    return startOn <= today && today <= endOn ? [plan(contract, timezone, today.slice(0, 7), now)] : [];
  });
}

/** What is announced of meetings that are new. */
export const announced = (meetings: readonly Scheduled[]): readonly MeetingEvent[] =>
  meetings.map(({ id: meetingId, contractId, month, scheduledAt }) =>
    meetingScheduled({ meetingId, contractId, month, scheduledAt }),
  );

/** Those that can still be missed: a month that was over before its meeting was made is history. */
export const missable = (meetings: readonly Scheduled[], now: Date): readonly Scheduled[] =>
  meetings.filter(({ endsAt }) => endsAt > now);

/**
 * Takes the minutes of a meeting, once. Breaks `meeting.not-scheduled`, `meeting.held-outside-month` and
 * `meeting.held-in-future`. Clause 2.3.2c.
 */
export function hold(
  meeting: Meeting,
  minutes: Minutes,
  agendaItems: number,
  { by, now }: { readonly by: string; readonly now: Date },
): Decision<Held, MeetingEvent> {
  const { id: meetingId, contractId, month } = meeting;
  const { heldOn } = minutes;
  ensure(
    meeting.status === 'scheduled',
    'meeting.not-scheduled',
    `The joint meeting of ${month} is ${meeting.status}.`,
  );
  ensureHeldOn(meeting, heldOn, now);
  return {
    state: { ...meeting, ...minutes, status: 'held', agendaItems, heldAt: now, heldBy: by },
    events: [meetingHeld({ meetingId, contractId, month, agendaItems, heldAt: now })],
  };
}

/** Narrows to a meeting that took place. Breaks `meeting.not-held`. */
export function ensureHeld(meeting: Meeting): Held {
  const { status, month } = meeting;
  ensure(status === 'held', 'meeting.not-held', `The joint meeting of ${month} is ${status}.`);
  return meeting;
}

/** Breaks `meeting.held-outside-month` and `meeting.held-in-future`. */
export function ensureHeldOn({ month, timezone }: Meeting, heldOn: string, now: Date): void {
  ensure(
    heldOn.startsWith(`${month}-`),
    'meeting.held-outside-month',
    `A meeting held on ${heldOn} is not the one of ${month}.`,
  );
  const today = localDateOf({ timezone }, now.getTime());
  ensure(
    heldOn <= today,
    'meeting.held-in-future',
    `The meeting cannot have been held on ${heldOn}: it is ${today}.`,
  );
}

/** The month is over: without minutes the meeting was missed, with them nothing happens. Clause 2.3.2c. */
export function endMonth(meeting: Meeting): Decision<Meeting, MeetingEvent> {
  if (meeting.status !== 'scheduled') return { state: meeting, events: [] };
  const { id: meetingId, contractId, month, endsAt: missedAt } = meeting;
  return {
    state: { ...meeting, status: 'missed', missedAt },
    events: [meetingMissed({ meetingId, contractId, month, missedAt })],
  };
}
