import { ApiProperty } from '@nestjs/swagger';
import { PAY_CURVES, type PayCurve } from '@steward/terms';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, Length, ValidateNested } from 'class-validator';
import { AreObjects, AreWeights, DiffersFrom, IsAmount, IsExact, IsExactWhole, IsScoreOrNull } from './exact';
import { WeighHundred, type ExactInput } from './exact';
import { AreIntervals, AreSlots, areSlots, EndsPeriod, IsDayOrInstant, IsInstant } from './fits';
import { IsPerMille, IsTimezone, IsWhole, type IntervalInput } from './fits';

type SlotInput = readonly [from: string, to: string];
/** A list of tuples of texts, as the API's document says it. */
const tuples = (maxItems: number, nullable: boolean) => ({
  type: 'array' as const,
  items: { type: 'array' as const, minItems: 2, maxItems, items: { type: 'string' as const, nullable } },
});
/** A number that JSON keeps exactly, as the API's document says it. */
const EXACT = { oneOf: [{ type: 'string' }, { type: 'integer' }] };
/** So many days of a clock's time, or working days, may be asked for: some forty years. */
const MOST_DAYS = 10_000;

/** When is so much time used up, pauses left out? D1. */
export class DeadlineQuestion {
  /** Around the clock, or the working days of a calendar. */
  @IsIn(['24x7', 'CN']) calendar!: '24x7' | 'CN';
  /** The hours of a working day; around the clock they say nothing and may be left out. */
  @ApiProperty({ ...tuples(2, false), nullable: true, required: false })
  @AreSlots((value, { calendar }) => calendar === '24x7' && areNone(value))
  slots?: readonly SlotInput[] | null;
  /** IANA zone of the slots, and of the answer. */
  @IsTimezone() timezone!: string;
  /** ISO 8601 with an offset. Outside the slots, time counts from the next one on. */
  @IsInstant() start!: string;
  @IsWhole(0, MOST_DAYS * 86_400, (question) => MOST_DAYS * secondsOfDay(question)) seconds!: number;
  /** In any order; they may overlap, and one that is open has null as its end. */
  @ApiProperty(tuples(2, true))
  @AreIntervals({ haveNoEnd: true })
  pauses!: readonly IntervalInput[];
}

/** Was a service there for as much of a period as was promised? Clause 2.2.1c, D2. */
export class AvailabilityQuestion {
  @IsInstant() from!: string;
  /** Not within; at most ten years after. */
  @EndsPeriod('from', 3660) to!: string;
  /** IANA zone of the service hours. */
  @IsTimezone() timezone!: string;
  /** The hours of each day in which the service is owed; without them, around the clock. */
  @ApiProperty({ ...tuples(2, false), nullable: true, required: false })
  @AreSlots((value) => value == null)
  serviceHours?: readonly SlotInput[] | null;
  /** Approved windows; what goes on after one's end until `endedAt` is an overrun. */
  @ApiProperty(tuples(3, true))
  @AreIntervals({ haveEnded: true })
  planned!: readonly IntervalInput[];
  /** In any order; they may overlap, and one that goes on has null as its end. */
  @ApiProperty(tuples(2, true))
  @AreIntervals({ haveNoEnd: true })
  outages!: readonly IntervalInput[];
  /** 999 for 99.9 %. */
  @IsPerMille() targetPerMille!: number;
}

/** Which day is so many working days after another, the next being the first? D6.3, clause 1.1.3b. */
export class WorkingDaysQuestion {
  @IsIn(['CN']) calendar!: 'CN';
  /** IANA zone that an instant's day is taken in. */
  @IsTimezone() timezone!: string;
  /** A day, or an instant on it. */
  @IsDayOrInstant() from!: string;
  @IsWhole(1, MOST_DAYS) days!: number;
}

/** What was measured of one dimension. Numbers are exact: whole, or a text as `97.5` or `11700/120`. */
export class DimensionQuestion {
  @Length(1, 100) name!: string;
  /** Of 100, which all weights together make up exactly. */
  @ApiProperty(EXACT)
  @IsExact()
  weight!: ExactInput;
  /** From here on down it scores nothing. */
  @ApiProperty(EXACT)
  @IsExact({ beNegative: true })
  floor!: ExactInput;
  /** From here on it scores 100; below the floor where less is better. */
  @ApiProperty(EXACT)
  @IsExact({ beNegative: true })
  @DiffersFrom('floor')
  target!: ExactInput;
  /** Null where nothing was measured: its weight goes to the others in proportion. */
  @ApiProperty({ ...EXACT, nullable: true })
  @IsExact({ beNegative: true, beNull: true })
  value!: ExactInput | null;
}

/** What does a quarter score before bonus? Clause 1.3.1, D3. */
export class ScoreQuestion {
  @ApiProperty({ type: [DimensionQuestion] })
  @AreObjects(100)
  @WeighHundred()
  @ValidateNested({ each: true })
  @Type(() => DimensionQuestion)
  dimensions!: readonly DimensionQuestion[];
}

/** What does a quarter pay at a score? Clause 2.2.2a, D4. */
export class PayQuestion {
  /** The quarter's fee in minor units. */
  @IsAmount() fee!: string;
  /** The pool's part of the fee, in hundredths of a per cent: 2000 for 20 %. */
  @ApiProperty(EXACT)
  @IsExactWhole(0n, 10_000n)
  shareBps!: ExactInput;
  @IsIn(Object.keys(PAY_CURVES)) curve!: PayCurve;
  /** As published; a bonus above 100 pays no more. Null, not rated, pays the pool in full. */
  @ApiProperty({ ...EXACT, nullable: true })
  @IsScoreOrNull()
  score!: ExactInput | null;
  /** How the pool and the pay are each rounded; without it HALF_UP. */
  @IsOptional() @IsIn(['HALF_UP', 'HALF_EVEN']) rounding?: 'HALF_UP' | 'HALF_EVEN' | null;
}

/** How does a sum split by weights, so that the parts make it up again? D0. */
export class AllocateQuestion {
  /** Minor units. */
  @IsAmount() amount!: string;
  /** Whole numbers, not all of them zero. */
  @ApiProperty({ type: 'array', items: EXACT })
  @AreWeights(1000)
  weights!: readonly ExactInput[];
}

const areNone = (slots: unknown): boolean => slots == null || (Array.isArray(slots) && slots.length === 0);

/** How long the slots of one day last; of what are no slots, a whole day. */
function secondsOfDay({ calendar, slots }: Readonly<Record<string, unknown>>): number {
  if (calendar === '24x7' || !areSlots(slots)) return 86_400;
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return slots.reduce((sum, [from, to]) => sum + (minutes(to) - minutes(from)) * 60, 0);
}
