import { ApiProperty } from '@nestjs/swagger';
import {
  ATTRIBUTION_CAUSES,
  UNCAPPED_CAUSES,
  type AttributionCause,
  type UncappedCause,
} from '@steward/terms';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsInt, IsObject, Matches, Max, Min } from 'class-validator';
import { ValidateNested } from 'class-validator';
import { ArePoints, IfGiven, IsCreditStep } from './fits';

/** What each started step is credited: above zero. Text, for a JSON number would round it. */
export class CreditSumInput {
  @Matches(/^(?=.*[1-9])\d{1,18}$/) amountMinor!: string;
  @Matches(/^[A-Z]{3}$/) currency!: string;
}
/** A part of the month's fee for each full step below the availability that was promised. Clause 2.2.1c. */
export class AvailabilityCreditInput {
  /** An exact part of the agreed time: `1/1000` or `0.001` for 0.1 percentage points. */
  @IsCreditStep() step!: string;
  /** Hundredths of a per cent of the month's fee. */
  @IsInt() @Min(1) @Max(10_000) feeBps!: number;
}
/** A sum for each step late on site that was started. Clause 2.2.1a. */
export class LateCreditInput {
  @IsInt() @Min(1) @Max(366 * 86_400) stepSeconds!: number;
  @IsObject() @ValidateNested() @Type(() => CreditSumInput) amount!: CreditSumInput;
}
/** Points by how grave a failure is, and a part of the month's fee for each. D5. */
export class PointsCreditInput {
  /** As `{ "severe": 3, "minor": 1 }`. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer', minimum: 0, maximum: 1000 } })
  @ArePoints()
  points!: Record<string, number>;
  @IsInt() @Min(1) @Max(10_000) feeBps!: number;
}
/** The part of the month's fee that is at risk. D5. */
export class AtRiskCreditInput {
  @IsInt() @Min(1) @Max(10_000) atRiskBps!: number;
}
/** One rule a kind of failure; of a kind without a rule nothing is credited. */
export class CreditRulesInput {
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => AvailabilityCreditInput)
  AVAILABILITY?: AvailabilityCreditInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => LateCreditInput) LATE_ON_SITE?: LateCreditInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => PointsCreditInput) POINTS?: PointsCreditInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => AtRiskCreditInput) AT_RISK?: AtRiskCreditInput;
}
/** How a contract credits what was not delivered as promised, and how far. D5. */
export class CreditRegimeInput {
  @IsObject() @ValidateNested() @Type(() => CreditRulesInput) rules!: CreditRulesInput;
  /** Times which a credit goes where the same was missed in the month before. */
  @IsInt() @Min(1) @Max(10) repeatFactor!: number;
  /** The most of a month, in hundredths of a per cent of its fee. */
  @IsInt() @Min(1) @Max(10_000) monthCapBps!: number;
  /** The most of `rollingMonths` months, of their fees together. */
  @IsInt() @Min(1) @Max(10_000) rollingCapBps!: number;
  @IsInt() @Min(1) @Max(120) rollingMonths!: number;
}

/** Who is attributed a loss, and how far the vendor is liable. Clause 1.1.4. */
export class DamagesInput {
  /** The most of a contract year, in hundredths of a per cent of its fee; without it the policy's 10000. */
  @IfGiven() @IsInt() @Min(1) @Max(100_000) liabilityCapBps?: number;
  /** For which losses no cap holds. */
  @ArrayUnique() @IsIn(UNCAPPED_CAUSES, { each: true }) uncapped: UncappedCause[] = [...UNCAPPED_CAUSES];
  /** To what a loss may be attributed. */
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(ATTRIBUTION_CAUSES, { each: true })
  causes: AttributionCause[] = [...ATTRIBUTION_CAUSES];
}
