import { CAPABILITY_CATEGORIES, type CapabilityCategory } from '@steward/domain';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsDefined, ValidateNested } from 'class-validator';
import { offer } from '../domain/course';
import { insertCourse } from '../storage/courses';

export class OfferCourse {
  /** A code of the enterprise's own, as `SAFETY-2026`. */
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 200) title!: string;
  @IsOptional() @IsIn(CAPABILITY_CATEGORIES) category?: CapabilityCategory;
  @IsInt() @Min(1) @Max(10_000) seats!: number;
  @IsISO8601({ strict: true }) @Matches(/^\d{4}-\d{2}-\d{2}$/) startOn!: string;
  @IsDefined() @ValidateNested() @Type(() => MoneyInput) cost!: MoneyInput;
  /** Hundredths of a per cent of the cost that the enterprise bears. */
  @IsInt() @Min(0) @Max(10_000) enterpriseShareBps!: number;
}

/** Shares a training with the vendors. Clause 3.1.2. */
export const offerCourse = useCase(OfferCourse, async (tx, { category, cost, ...course }) => {
  const offered = { ...course, id: tx.newId(), category: category ?? null, cost: fromWire(cost) };
  const { state, events } = offer(offered, tx);
  await insertCourse(tx, state);
  tx.publish(events);
  return { courseId: state.id, status: state.status };
});
