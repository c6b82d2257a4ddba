import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { returnMinutes as giveBack } from '../domain/minutes';
import { actingIn } from '../domain/sides';
import { loadMeeting } from '../storage/meetings';
import { lastMinutes, saveMinutes } from '../storage/minutes';

export class ReturnMinutes {
  @IsUUID() meetingId!: string;
  /** What is to be corrected. */
  @IsString() @Length(1, 2000) reason!: string;
}

/** A side asks for a correction: the minutes go back to who writes them. Clause 2.3.2c. */
export const returnMinutes = useCase(ReturnMinutes, async (tx, { meetingId, reason }) => {
  await loadMeeting(tx, meetingId);
  const { state, events } = giveBack(await lastMinutes(tx, meetingId), reason, actingIn(tx));
  saveMinutes(tx, state);
  tx.publish(events);
  return { meetingId, revision: state.revision, status: state.status };
});
