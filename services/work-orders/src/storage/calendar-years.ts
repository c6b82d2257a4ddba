import { workingCalendar, type PublishedYear, type WorkingHours } from '@steward/calendar';
import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { CalendarYear, Published } from '../domain/calendar-year';
import type { Move } from '../domain/moved-clocks';

/** A calendar's published years as JSON, for a statement that knows the calendar's name as `calendar`. */
export const publishedYears = (calendar: string): string => `
  (SELECT coalesce(json_agg(json_build_object('year', y.year, 'version', y.version, 'notice', y.notice,
     'off', y.off, 'madeUp', y.made_up) ORDER BY y.version), '[]')
   FROM calendar_years y WHERE y.calendar = ${calendar} AND y.version IS NOT NULL)`;

type Row = Omit<Published, 'status' | 'version' | 'publishedBy'> & {
  readonly version: number | null;
  readonly publishedBy: string | null;
};

export function insertYear(tx: Tx, year: CalendarYear): void {
  tx.write(
    `INSERT INTO calendar_years (id, calendar, year, notice, off, made_up, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[year.id, year.calendar, year.year, year.notice, year.off, year.madeUp],
      ...[year.proposedBy, tx.now],
    ],
  );
}

/** Loads and locks a year, and tells the next version of its calendar. Throws NotFound. */
export async function loadYear(
  tx: Tx,
  id: string,
): Promise<{ readonly year: CalendarYear; readonly nextVersion: number }> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, calendar, year, notice, off, made_up AS "madeUp", proposed_by AS "proposedBy", version,
       published_by AS "publishedBy"
     FROM calendar_years WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('calendar-year', id);
  // Publications of one calendar come one after the other.
  tx.write('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [row.calendar]);
  const [{ nextVersion }] = await tx.manager.query<[{ nextVersion: number }]>(
    'SELECT coalesce(max(version), 0) + 1 AS "nextVersion" FROM calendar_years WHERE calendar = $1',
    [row.calendar],
  );
  const { version, publishedBy, ...notice } = row;
  // The CHECK calendar_years_published stands behind the `!`.
  if (version === null) return { year: { ...notice, status: 'proposed' }, nextVersion };
  return { year: { ...notice, status: 'published', version, publishedBy: publishedBy! }, nextVersion };
}

export function savePublication(tx: Tx, { id, version, publishedBy }: Published): void {
  tx.write('UPDATE calendar_years SET version = $2, published_by = $3, published_at = $4 WHERE id = $1', [
    id,
    version,
    publishedBy,
    tx.now,
  ]);
}

/** What a publication made of working hours. */
export type Publication = {
  readonly calendar: string;
  readonly moveOf: (hours: WorkingHours) => Move;
};

/** Throws NotFound where the year was not published. */
export async function publicationOf(tx: ReadTx, id: string): Promise<Publication> {
  type Found = { calendar: string; version: number; publishedAt: Date; years: PublishedYear[] };
  const [found] = await tx.manager.query<Found[]>(
    `SELECT calendar, version, published_at AS "publishedAt", ${publishedYears('p.calendar')} AS years
     FROM calendar_years p WHERE id = $1 AND version IS NOT NULL`,
    [id],
  );
  if (!found) throw new NotFound('calendar-year', id);
  const { calendar, version, publishedAt, years } = found;
  const upTo = (last: number) => years.filter((year) => year.version <= last);
  return {
    calendar,
    moveOf: (hours) => {
      const [before, after] = [version - 1, version].map((last) => workingCalendar(hours, upTo(last)));
      return { calendarYearId: id, publishedAt, before: before!, after: after! };
    },
  };
}

/** Work orders under way by that calendar, in the order of their ids. */
export async function workOrdersBy(
  tx: ReadTx,
  calendar: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx.manager.query<{ id: string }[]>(
    `SELECT w.id FROM work_orders w JOIN contract_versions v USING (contract_id, contract_version)
     WHERE w.id > $2 AND w.log = '' AND w.status NOT IN ('closed', 'cancelled') AND v.working_time->>'calendar' = $1
     ORDER BY w.id LIMIT $3`,
    [calendar, after, limit],
  );
  return rows.map(({ id }) => id);
}
