import { CLAUSES } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { GOALS, UNITS, type Goal } from '../domain/kpi-set';
import { draftKpiSet as draft } from '../domain/kpi-set-version';
import { insertKpiSet, nextKpiSet } from '../storage/kpi-sets';

const DECIMAL = /^\d{1,6}(\.\d{1,4})?$/;

export class DimensionInput {
  @Matches(/^[a-z][a-z-]{1,39}$/) name!: string;
  /** Of 100. */
  @IsInt() @Min(0) @Max(100) weight!: number;
  /** What gives 0 points, in the dimension's unit: an exact decimal. */
  @Matches(DECIMAL) floor!: string;
  /** What gives 100 points; below the floor where less is better. */
  @Matches(DECIMAL) target!: string;
  @IsIn(GOALS) goal!: Goal;
  @IsIn(UNITS) unit!: (typeof UNITS)[number];
  /** CEL, as `onSite.met`. */
  @IsString() @Length(1, 500) numerator!: string;
  /** CEL, as `onSite.total`; at 0 nothing was measured. */
  @IsString() @Length(1, 500) denominator!: string;
  @IsIn(CLAUSES.map(({ id }) => id)) clauseId!: string;
}
export class DraftKpiSet {
  /** The first quarter that it counts for, `2027Q1`. */
  @Matches(/^20\d{2}Q[1-4]$/) effectiveFrom!: string;
  @ValidateNested({ each: true })
  @Type(() => DimensionInput)
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  dimensions!: DimensionInput[];
}

/** Drafts the next KPI set; another person publishes it. Clauses 1.1.3a and 1.3.1. */
export const draftKpiSet = useCase(DraftKpiSet, async (tx, { effectiveFrom, dimensions }) => {
  const version = await nextKpiSet(tx);
  const plain = dimensions.map((dimension) => ({ ...dimension }));
  const state = draft({ version, effectiveFrom, dimensions: plain, draftedBy: tx.by, draftedAt: tx.now });
  insertKpiSet(tx, state);
  return { version, status: state.status, effectiveOn: state.effectiveOn };
});
