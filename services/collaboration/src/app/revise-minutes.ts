import { useCase } from '@steward/messaging';
import { OmitType } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { ensureHeld } from '../domain/meeting';
import { reviseMinutes as revise } from '../domain/minutes';
import { loadMeeting, saveMeeting } from '../storage/meetings';
import { lastMinutes, saveMinutes } from '../storage/minutes';
import { HoldMeeting } from './hold-meeting';

/** The same as is said when minutes are first taken. */
export class ReviseMinutes extends OmitType(HoldMeeting, ['meetingId']) {
  @IsUUID() meetingId!: string;
}

/** Minutes that were sent back are written anew; earlier revisions are kept. Clause 2.3.2c. */
export const reviseMinutes = useCase(ReviseMinutes, async (tx, { meetingId, ...minutes }) => {
  const meeting = ensureHeld(await loadMeeting(tx, meetingId));
  const { state, events } = revise(meeting, await lastMinutes(tx, meetingId), minutes, tx);
  await saveMeeting(tx, state.meeting);
  saveMinutes(tx, state.minutes);
  tx.publish(events);
  return { meetingId, revision: state.minutes.revision, status: state.minutes.status };
});
