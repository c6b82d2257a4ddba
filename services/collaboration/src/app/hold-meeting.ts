import { useCase } from '@steward/messaging';
import { IsInt, IsISO8601, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { hold } from '../domain/meeting';
import { propose } from '../domain/minutes';
import { itemsOf } from '../storage/agenda-items';
import { keepTopics } from '../storage/meeting-topics';
import { loadMeeting, saveMeeting } from '../storage/meetings';
import { saveMinutes } from '../storage/minutes';
import { missMeeting } from './miss-meeting';

export class HoldMeeting {
  @IsUUID() meetingId!: string;
  @IsString() @Length(1, 5000) summary!: string;
  /** How many took part, of both sides. */
  @IsInt() @Min(1) @Max(1000) attendees!: number;
  /** The day, in the contract's zone. */
  @IsISO8601({ strict: true }) @Matches(/^\d{4}-\d{2}-\d{2}$/) heldOn!: string;
}

export const holdMeeting = useCase(HoldMeeting, async (tx, { meetingId, ...minutes }) => {
  await tx.cancel(missMeeting, [meetingId]); // first: the timer too locks itself before the meeting
  const meeting = await loadMeeting(tx, meetingId);
  const { state, events } = hold(meeting, minutes, await itemsOf(tx, meetingId), tx);
  await saveMeeting(tx, state);
  saveMinutes(tx, propose(state, 1, tx.by, tx.now));
  keepTopics(tx, meetingId);
  tx.publish(events);
  return { meetingId, status: state.status, agendaItems: state.agendaItems };
});
