import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { publish } from '../domain/calendar-year';
import { loadYear, savePublication } from '../storage/calendar-years';
import { moveClocks } from './move-clocks';
/** Milliseconds. By then the commands are over that had read the years before this one was there. */
const UNDER_WAY = 10_000;

export class PublishCalendarYear {
  @IsUUID() calendarYearId!: string;
}

/** Another person publishes a year: it counts from now on, and open clocks follow. D1, import rule 9. */
export const publishCalendarYear = useCase(PublishCalendarYear, async (tx, { calendarYearId }) => {
  const { year, nextVersion } = await loadYear(tx, calendarYearId);
  const { state, events } = publish(year, nextVersion, tx.by, tx.now);
  savePublication(tx, state);
  tx.publish(events);
  const input = { calendarYearId, after: '00000000-0000-0000-0000-000000000000' };
  const dueAt = new Date(tx.now.getTime() + UNDER_WAY);
  await tx.schedule([{ useCase: moveClocks, key: calendarYearId, dueAt, input }]);
  return { calendarYearId, status: state.status, version: state.version };
});
