import { useCase } from '@steward/messaging';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsUrl, Matches, Max, MaxLength, Min } from 'class-validator';
import { propose } from '../domain/calendar-year';
import { insertYear } from '../storage/calendar-years';

const SPAN = /^\d\d-\d\d(\.\.\d\d-\d\d)?$/;

export class ProposeCalendarYear {
  @IsIn(['CN']) calendar!: string;
  @IsInt() @Min(2000) @Max(2099) year!: number;
  /** Where the notice is published. */
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true }) @MaxLength(500) notice!: string;
  /** Days as `10-01`, spans as `10-01..10-07`. */
  @IsArray() @ArrayMaxSize(60) @Matches(SPAN, { each: true }) off!: string[];
  /** Days of a weekend that are worked in exchange. */
  @IsArray() @ArrayMaxSize(60) @Matches(SPAN, { each: true }) madeUp!: string[];
}

/** Proposes what a notice says of a year's days off; another person publishes it. Import rule 9. */
export const proposeCalendarYear = useCase(ProposeCalendarYear, async (tx, notice) => {
  const year = propose({ ...notice, id: tx.newId(), proposedBy: tx.by });
  insertYear(tx, year);
  return { calendarYearId: year.id, status: year.status };
});
