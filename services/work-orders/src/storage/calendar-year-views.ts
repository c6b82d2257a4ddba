import type { PublishedYear } from '@steward/calendar';
import { Page, view } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional } from 'class-validator';

export class CalendarYearsPage extends Page {
  @IsOptional() @Type(() => Number) @IsInt() year?: number;
}
export type ShownYear = {
  readonly calendarYearId: string;
  readonly calendar: string;
  readonly year: number;
  readonly notice: string;
  readonly off: readonly string[];
  readonly madeUp: readonly string[];
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** Null: it waits for another person. */
  readonly version: number | null;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
};

/** Notices of years, proposed and published, in the order of their proposal. */
export const calendarYearsPage = view(CalendarYearsPage, async ({ manager }, { after, limit, year }) => {
  const items = await manager.query<ShownYear[]>(
    `SELECT id AS "calendarYearId", calendar, year, notice, off, made_up AS "madeUp",
       proposed_by AS "proposedBy", proposed_at AS "proposedAt", version, published_by AS "publishedBy",
       published_at AS "publishedAt"
     FROM calendar_years WHERE ($1::uuid IS NULL OR id > $1) AND ($3::int IS NULL OR year = $3)
     ORDER BY id LIMIT $2`,
    [after ?? null, limit, year ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.calendarYearId : null };
});

export class PublishedYearsOf {
  @IsIn(['CN']) calendar!: string;
}

/** The published years of a calendar, as its rules take them. */
export const publishedYearsOf = view(PublishedYearsOf, ({ manager }, { calendar }) =>
  manager.query<PublishedYear[]>(
    `SELECT year, version, notice, off, made_up AS "madeUp" FROM calendar_years
     WHERE calendar = $1 AND version IS NOT NULL ORDER BY version`,
    [calendar],
  ),
);
