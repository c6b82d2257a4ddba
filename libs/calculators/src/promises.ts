import { PAUSE_REASONS, REOPENINGS } from '@steward/terms';
import type { AskedTarget, ClockKind, PauseReason, Reopening } from '@steward/terms';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsTimeZone,
  Length,
  Matches,
  Max,
  Min,
  NotEquals,
  ValidateNested,
} from 'class-validator';
import { IfGiven } from './fits';

export class SlaTargetInput {
  @IsInt() @Min(1) @Max(366 * 86_400) durationSeconds!: number;
  /** `24x7` counts every second, `working` the contract's working time. */
  @IsIn(['24x7', 'working']) clock!: ClockKind;
  /** For what the clock waits; without them, for what D1 of the policy's reading names. */
  @IfGiven() @ArrayUnique() @IsIn(PAUSE_REASONS, { each: true }) pauseReasons?: PauseReason[];
  /** At how many per cent of the target it is announced, beside the breach; without them, at the policy's. */
  @IfGiven()
  @ArrayUnique()
  @ArrayMaxSize(10)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(1000, { each: true })
  @NotEquals(100, { each: true })
  warnPercents?: number[];
  /** Of a closure: whether the time from a resolution to its reopening counts; without it, it does not. */
  @IfGiven() @IsIn(REOPENINGS) reopening?: Reopening;
}
export class SlaTargetPairInput {
  /** Until the vendor takes the work on; promised for every severity or for none. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => SlaTargetInput) response?: SlaTargetInput;
  @IsObject() @ValidateNested() @Type(() => SlaTargetInput) onSite!: SlaTargetInput;
  @IsObject() @ValidateNested() @Type(() => SlaTargetInput) closure!: SlaTargetInput;
}
/** A pair of targets for each severity. Clause 2.2.1. */
export class SlaTargetsInput {
  @IsObject() @ValidateNested() @Type(() => SlaTargetPairInput) 1!: SlaTargetPairInput;
  @IsObject() @ValidateNested() @Type(() => SlaTargetPairInput) 2!: SlaTargetPairInput;
  @IsObject() @ValidateNested() @Type(() => SlaTargetPairInput) 3!: SlaTargetPairInput;
  @IsObject() @ValidateNested() @Type(() => SlaTargetPairInput) 4!: SlaTargetPairInput;
}
export class WorkingSlotInput {
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/) from!: string;
  /** `24:00` is the end of the day. */
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/) to!: string;
}
export class WorkingTimeInput {
  @IsIn(['CN']) calendar!: string;
  @IsTimeZone() timezone!: string;
  @ValidateNested({ each: true })
  @Type(() => WorkingSlotInput)
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  slots!: WorkingSlotInput[];
}
/** What is promised of a service; what is left out is the policy's. Clause 2.2.1c. */
export class AvailabilityTargetInput {
  /** The enterprise's own code of the service; monitoring names the service by it. */
  @Matches(/^[A-Za-z0-9._-]{1,64}$/) service!: string;
  @IsString() @Length(1, 200) name!: string;
  /** 999 for 99.9 %. */
  @IfGiven() @IsInt() @Min(1) @Max(1000) targetPerMille?: number;
  /** The hours of each day in which the service is owed; without them, around the clock. */
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => WorkingSlotInput)
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  serviceHours?: WorkingSlotInput[];
  /** How long before its beginning planned work has to be told. */
  @IfGiven() @IsInt() @Min(0) @Max(366 * 86_400) noticeSeconds?: number;
  /** How much planned work a month may hold. */
  @IfGiven() @IsInt() @Min(0) @Max(31 * 86_400) monthlyQuotaSeconds?: number;
}
/** Without hours, a service is owed around the clock. */
export const askedOf = ({ serviceHours, ...target }: AvailabilityTargetInput): AskedTarget => ({
  ...target,
  serviceHours: serviceHours?.map(({ from, to }) => [from, to] as const) ?? null,
});
