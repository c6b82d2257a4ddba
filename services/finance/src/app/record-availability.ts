import { useCase } from '@steward/messaging';
import { IsBoolean, IsInt, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { keepMeasure } from '../storage/breaches';
import { creditBreaches } from './record-overrun';

export class RecordAvailability {
  @IsUUID() availabilityId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsString() @Length(1, 64) service!: string;
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) month!: string;
  @IsInt() @Min(1) @Max(1000) targetPerMille!: number;
  @IsInt() @Min(0) agreedSeconds!: number;
  @IsInt() @Min(0) plannedSeconds!: number;
  @IsInt() @Min(0) downSeconds!: number;
  @IsBoolean() isMet!: boolean;
  /** More is unknown than may count as up: nothing is credited before somebody has decided. A9. */
  @IsBoolean() needsDecision!: boolean;
  @IsUUID() eventId!: string;
}

/** Keeps how long a service was there in a month, and credits what was missed. Clause 2.2.1c, D5. */
export const recordAvailability = useCase(RecordAvailability, async (tx, told) => {
  const { availabilityId: breachId, contractId, vendorId, service, needsDecision, eventId, ...month } = told;
  if (needsDecision) return { breachId, granted: 0, reversed: 0 };
  const measure = { kind: 'AVAILABILITY' as const, ...month };
  const promise = `AVAILABILITY:${service}`;
  keepMeasure(tx, { breachId, contractId, vendorId, promise, measure, sourceId: eventId });
  return { breachId, ...(await creditBreaches(tx, contractId)) };
});
