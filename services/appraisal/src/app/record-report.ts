import { useCase } from '@steward/messaging';
import { IsBoolean, IsUUID, Matches } from 'class-validator';
import { quarterDueIn } from '../domain/quarter-inputs';
import { keepDuty } from '../storage/duties';

export class RecordReport {
  @IsUUID() reportId!: string;
  @IsUUID() contractId!: string;
  @Matches(/^\d{4}(-\d{2}|Q[1-4])$/) period!: string;
  @IsBoolean() isOnTime!: boolean;
  /** The event that says so: the frozen inputs name it. */
  @IsUUID() eventId!: string;
}

/** Keeps whether a service report came in time; it counts in the quarter in which it was due. 1.1.3b. */
export const recordReport = useCase(
  RecordReport,
  async (tx, { reportId, contractId, period, isOnTime, eventId }) => {
    const quarter = quarterDueIn(period);
    keepDuty(tx, { dutyId: reportId, kind: 'REPORT', contractId, quarter, isMet: isOnTime, eventId });
    return { reportId, quarter };
  },
);
