import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { PlannedWindow } from '../domain/planned-window';

const STATUSES: readonly PlannedWindow['status'][] = ['announced', 'approved', 'cancelled'];

export class PlannedWindowsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsString() @Length(1, 64) service?: string;
  @IsOptional() @IsIn(STATUSES) status?: PlannedWindow['status'];
}
export type ShownWindow = {
  readonly windowId: string;
  readonly contractId: string;
  readonly service: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: string;
  readonly status: PlannedWindow['status'];
  readonly announcedBy: string;
  readonly noticedAt: Date;
  readonly approvedBy: string | null;
  readonly cancelledBy: string | null;
  /** As last told. */
  readonly endedAt: Date | null;
};
const COLUMNS = `id AS "windowId", contract_id AS "contractId", service, starts_at AS "startsAt",
  ends_at AS "endsAt", reason, status, announced_by AS "announcedBy", noticed_at AS "noticedAt",
  approved_by AS "approvedBy", cancelled_by AS "cancelledBy",
  (SELECT e.ended_at FROM planned_window_ends e WHERE e.window_id = w.id ORDER BY position DESC LIMIT 1)
    AS "endedAt"`;

/** Planned windows in the order of their announcement; `next` is the `after` of the next page. */
export const plannedWindowsPage = view(
  PlannedWindowsPage,
  async ({ manager }, { after, limit, contractId, service, status }) => {
    const items = await manager.query<ShownWindow[]>(
      `SELECT ${COLUMNS} FROM planned_windows w
       WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
         AND ($4::text IS NULL OR service = $4) AND ($5::text IS NULL OR status = $5)
       ORDER BY id LIMIT $2`,
      [after ?? null, limit, contractId ?? null, service ?? null, status ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.windowId : null };
  },
);

export class OnePlannedWindow {
  @IsUUID() windowId!: string;
}

/** One window with all that was told of its end. Throws NotFound, for another vendor's as well. */
export const onePlannedWindow = view(OnePlannedWindow, async ({ manager }, { windowId }) => {
  const [found] = await manager.query<ShownWindow[]>(
    `SELECT ${COLUMNS} FROM planned_windows w WHERE id = $1`,
    [windowId],
  );
  if (!found) throw new NotFound('planned-window', windowId);
  const ends = await manager.query<object[]>(
    `SELECT ended_at AS "endedAt", reason, told_by AS "toldBy", told_at AS "toldAt"
     FROM planned_window_ends WHERE window_id = $1 ORDER BY position`,
    [windowId],
  );
  return { ...found, ends };
});
