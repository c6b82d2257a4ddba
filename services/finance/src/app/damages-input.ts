import { MoneyInput } from '@steward/messaging';
import { fromWire } from '@steward/money';
import {
  ATTRIBUTION_CAUSES,
  UNCAPPED_CAUSES,
  type AttributionCause,
  type UncappedCause,
} from '@steward/terms';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import type { AgreedDamages } from '../domain/liability-terms';

/** A contract's clause on damages, as contracts tells it. Clause 1.1.4. */
export class DamagesInput {
  @IsInt() @Min(0) liabilityCapBps!: number;
  @IsIn(UNCAPPED_CAUSES, { each: true }) uncapped!: UncappedCause[];
  @IsIn(ATTRIBUTION_CAUSES, { each: true }) causes!: AttributionCause[];
  /** What a leak costs by agreement. Clause 2.2.3c. */
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) leakPenalty?: MoneyInput;
}

export const agreedDamages = ({ leakPenalty, ...clause }: DamagesInput): AgreedDamages => ({
  ...clause,
  leakPenalty: leakPenalty ? fromWire(leakPenalty) : null,
});
