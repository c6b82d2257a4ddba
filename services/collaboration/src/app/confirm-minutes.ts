import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { confirmMinutes as confirm } from '../domain/minutes';
import { actingIn } from '../domain/sides';
import { loadMeeting } from '../storage/meetings';
import { lastMinutes, saveMinutes } from '../storage/minutes';

export class ConfirmMinutes {
  @IsUUID() meetingId!: string;
}

/** A side confirms the minutes as they are written; with both they stand. Clause 2.3.2c. */
export const confirmMinutes = useCase(ConfirmMinutes, async (tx, { meetingId }) => {
  await loadMeeting(tx, meetingId);
  const { state, events } = confirm(await lastMinutes(tx, meetingId), actingIn(tx));
  saveMinutes(tx, state);
  tx.publish(events);
  return { meetingId, revision: state.revision, status: state.status };
});
