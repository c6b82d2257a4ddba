import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { endMonth, missable, type Scheduled } from '../domain/meeting';
import { loadMeeting, saveMeeting } from '../storage/meetings';

export class MissMeeting {
  @IsUUID() meetingId!: string;
}

/** Runs at 24:00 of the month's last day. Clause 2.3.2c. */
export const missMeeting = useCase(MissMeeting, async (tx, { meetingId }) => {
  const { state, events } = endMonth(await loadMeeting(tx, meetingId));
  await saveMeeting(tx, state);
  tx.publish(events, state.endsAt);
  return { meetingId, status: state.status };
});

/** The timers of new meetings. */
export const monthEnds = (meetings: readonly Scheduled[], now: Date): readonly Timer[] =>
  missable(meetings, now).map(({ id: meetingId, endsAt }) => ({
    useCase: missMeeting,
    key: meetingId,
    dueAt: endsAt,
    input: { meetingId },
  }));
