import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { movedClocks } from '../domain/moved-clocks';
import { judge } from '../domain/work-order';
import { publicationOf, workOrdersBy } from '../storage/calendar-years';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { timersOf } from './accept-by-silence';

/** Work orders in one transaction: it holds their locks until all are done. */
const BATCH = 100;

export class MoveClocks {
  @IsUUID() calendarYearId!: string;
  /** The last work order that was seen before. */
  @IsUUID() after!: string;
}

/**
 * Goes through the work orders under way after a year was published, some at a time: what moved is announced
 * and every timer set anew. The timer of the next stretch is stored with this one's effects, so that a crash
 * repeats nothing and leaves nothing out. D1.
 */
export const moveClocks = useCase(MoveClocks, async (tx, { calendarYearId, after }) => {
  const publication = await publicationOf(tx, calendarYearId);
  const ids = await workOrdersBy(tx, publication.calendar, after, BATCH);
  for (const id of ids) {
    const workOrder = await loadWorkOrder(tx, id);
    const moved = movedClocks(workOrder, publication.moveOf, tx.now);
    const { state, events } = judge(workOrder, tx.now);
    saveWorkOrder(tx, workOrder, state);
    tx.publish([...moved, ...events]);
    await tx.schedule(await timersOf(tx, state));
  }
  const rest = ids.length === BATCH ? [{ calendarYearId, after: ids.at(-1)! }] : [];
  await tx.schedule(
    rest.map((input) => ({ useCase: moveClocks, key: calendarYearId, dueAt: tx.now, input })),
  );
  return { calendarYearId, seen: ids.length };
});
