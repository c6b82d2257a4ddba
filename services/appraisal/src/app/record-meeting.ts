import { quarterOfMonth } from '@steward/calendar';
import { useCase } from '@steward/messaging';
import { IsBoolean, IsUUID, Matches } from 'class-validator';
import { keepDuty } from '../storage/duties';

export class RecordMeeting {
  @IsUUID() meetingId!: string;
  @IsUUID() contractId!: string;
  @Matches(/^\d{4}-\d{2}$/) month!: string;
  @IsBoolean() isHeld!: boolean;
  /** The event that says so: the frozen inputs name it. */
  @IsUUID() eventId!: string;
}

/** Keeps whether a month's joint meeting was held. Clause 2.3.2c. */
export const recordMeeting = useCase(
  RecordMeeting,
  async (tx, { meetingId, contractId, month, isHeld, eventId }) => {
    const quarter = quarterOfMonth(month);
    keepDuty(tx, { dutyId: meetingId, kind: 'MEETING', contractId, quarter, isMet: isHeld, eventId });
    return { meetingId, quarter };
  },
);
