import { ApiProperty } from '@nestjs/swagger';
import { useCase } from '@steward/messaging';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsISO8601, Length, Validate } from 'class-validator';
import { ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';
import { BANDS, TOP_GRADE, type Band } from '../domain/matrix';
import { draftMatrix as draft } from '../domain/matrix-version';
import { insertMatrix, nextMatrix } from '../storage/matrices';

@ValidatorConstraint({ name: 'isRowOfBands' })
export class IsRowOfBands implements ValidatorConstraintInterface {
  validate(row: unknown): boolean {
    const isRow = Array.isArray(row) && row.length === TOP_GRADE;
    return isRow && row.every((cell) => (BANDS as readonly unknown[]).includes(cell));
  }
  defaultMessage(): string {
    return `each row must be ${TOP_GRADE} of ${BANDS.join(', ')}`;
  }
}

const FIVE = { minItems: TOP_GRADE, maxItems: TOP_GRADE };
const CELL = { type: 'string', enum: [...BANDS] };

export class DraftMatrix {
  /** The first day on which it counts. */
  @IsISO8601({ strict: true }) @Length(10, 10) effectiveOn!: string;
  /** A row a probability, a column an impact. */
  @IsArray()
  @ArrayMinSize(TOP_GRADE)
  @ArrayMaxSize(TOP_GRADE)
  @Validate(IsRowOfBands, { each: true })
  @ApiProperty({ type: 'array', ...FIVE, items: { type: 'array', ...FIVE, items: CELL } })
  grid!: Band[][];
  /** Whether the gravest impact is never LOW. */
  @IsBoolean() hasImpactFloor: boolean = true;
}

/** Drafts the next matrix; another person publishes it. Clause 4.1.2, D8. */
export const draftMatrix = useCase(DraftMatrix, async (tx, { effectiveOn, grid, hasImpactFloor }) => {
  const version = await nextMatrix(tx);
  const drafted = { version, effectiveOn, grid, hasImpactFloor, draftedBy: tx.by, draftedAt: tx.now };
  const state = draft(drafted);
  insertMatrix(tx, state);
  return { version, status: state.status, effectiveOn };
});
