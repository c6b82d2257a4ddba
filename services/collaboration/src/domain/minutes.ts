import { ensure, type Decision } from '@steward/domain';
import { minutesConfirmed, minutesReturned, minutesRevised, type MinutesEvent } from '@steward/events';
import { ensureHeldOn, type Held, type Minutes } from './meeting';
import type { Acting, Side } from './sides';

export type Confirmation = { readonly by: string; readonly at: Date };
type Written = Minutes & {
  readonly meetingId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly month: string;
  /** Counts what was written for the meeting from 1. */
  readonly revision: number;
  readonly writtenBy: string;
  readonly writtenAt: Date;
};
export type ProposedMinutes = Written & {
  readonly status: 'proposed';
  readonly confirmations: Readonly<Partial<Record<Side, Confirmation>>>;
};
export type ConfirmedMinutes = Written & {
  readonly status: 'confirmed';
  readonly confirmations: Readonly<Record<Side, Confirmation>>;
};
/** A side asked for a correction; the next revision answers it. */
export type ReturnedMinutes = Written & {
  readonly status: 'returned';
  readonly returnedSide: Side;
  readonly reason: string;
  readonly returnedBy: string;
  readonly returnedAt: Date;
};
/** One revision of a meeting's minutes. Clause 2.3.2c. */
export type MeetingMinutes = ProposedMinutes | ConfirmedMinutes | ReturnedMinutes;

/** What is put before both sides when a meeting was held. Clause 2.3.2c. */
export function propose(meeting: Held, revision: number, by: string, now: Date): ProposedMinutes {
  const { id: meetingId, contractId, vendorId, month, summary, attendees, heldOn } = meeting;
  return {
    ...{ meetingId, contractId, vendorId, month, summary, attendees, heldOn, revision },
    ...{ writtenBy: by, writtenAt: now, status: 'proposed', confirmations: {} },
  };
}

/**
 * A side confirms the minutes; with the second side they stand. Breaks `minutes.not-proposed` and
 * `minutes.confirmed-already`. Clause 2.3.2c.
 */
export function confirmMinutes(
  minutes: MeetingMinutes,
  { side, by, now }: Acting,
): Decision<ProposedMinutes | ConfirmedMinutes, MinutesEvent> {
  ensureProposed(minutes);
  const isNew = minutes.confirmations[side] === undefined;
  ensure(isNew, 'minutes.confirmed-already', `The side ${side} has confirmed already.`);
  const given: ProposedMinutes['confirmations'] = { ...minutes.confirmations, [side]: { by, at: now } };
  const { ENTERPRISE, VENDOR } = given;
  if (!ENTERPRISE || !VENDOR) return { state: { ...minutes, confirmations: given }, events: [] };
  const { meetingId, contractId, month, revision } = minutes;
  return {
    state: { ...minutes, status: 'confirmed', confirmations: { ENTERPRISE, VENDOR } },
    events: [minutesConfirmed({ meetingId, contractId, month, revision, confirmedAt: now })],
  };
}

/** A side asks for a correction, also where the other has confirmed. Breaks `minutes.not-proposed`. */
export function returnMinutes(
  minutes: MeetingMinutes,
  reason: string,
  { side, by, now }: Acting,
): Decision<ReturnedMinutes, MinutesEvent> {
  ensureProposed(minutes);
  const { confirmations: _, ...written } = minutes;
  const { meetingId, contractId, month, revision } = minutes;
  return {
    state: {
      ...{ ...written, status: 'returned', returnedSide: side, reason },
      ...{ returnedBy: by, returnedAt: now },
    },
    events: [minutesReturned({ meetingId, contractId, month, revision, side, returnedAt: now })],
  };
}

/**
 * Writes the minutes anew after they were sent back; both sides are asked again. Breaks
 * `minutes.not-returned` and what the day breaks when minutes are first taken. Clause 2.3.2c.
 */
export function reviseMinutes(
  meeting: Held,
  last: MeetingMinutes,
  minutes: Minutes,
  { by, now }: Pick<Acting, 'by' | 'now'>,
): Decision<{ readonly meeting: Held; readonly minutes: ProposedMinutes }, MinutesEvent> {
  ensure(last.status === 'returned', 'minutes.not-returned', `The minutes are ${last.status}.`);
  ensureHeldOn(meeting, minutes.heldOn, now);
  const corrected = { ...meeting, ...minutes };
  const revision = last.revision + 1;
  const { id: meetingId, contractId, month } = meeting;
  return {
    state: { meeting: corrected, minutes: propose(corrected, revision, by, now) },
    events: [minutesRevised({ meetingId, contractId, month, revision, revisedAt: now })],
  };
}

function ensureProposed(minutes: MeetingMinutes): asserts minutes is ProposedMinutes {
  ensure(minutes.status === 'proposed', 'minutes.not-proposed', `The minutes are ${minutes.status}.`);
}
