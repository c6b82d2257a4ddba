import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { ACTION_STATES, type Action } from '../domain/action';
import { SIDES, type Side } from '../domain/sides';

export type ActionSummary = {
  readonly actionId: string;
  readonly meetingId: string;
  readonly contractId: string;
  readonly contractCode: string;
  readonly vendorId: string;
  readonly what: string;
  readonly ownerSide: Side;
  readonly dueOn: string;
  readonly status: Action['status'];
  readonly note: string | null;
  readonly openedAt: Date;
  readonly doneAt: Date | null;
};

export class ActionsPage extends Page {
  @IsOptional() @IsIn(ACTION_STATES) status?: Action['status'];
  @IsOptional() @IsIn(SIDES) ownerSide?: Side;
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsUUID() meetingId?: string;
}

/** What meetings asked for, in the order in which it was asked. `next` is the `after` of the next page. */
export const actionsPage = view(
  ActionsPage,
  async ({ manager }, { status, ownerSide, contractId, meetingId, after, limit }) => {
    const items = await manager.query<ActionSummary[]>(
      `SELECT a.id AS "actionId", meeting_id AS "meetingId", contract_id AS "contractId",
              c.code AS "contractCode", a.vendor_id AS "vendorId", what, owner_side AS "ownerSide",
              to_char(due_on, 'YYYY-MM-DD') AS "dueOn", status, note, opened_at AS "openedAt",
              done_at AS "doneAt"
       FROM actions a JOIN known_contracts c ON c.id = contract_id
       WHERE ($1::uuid IS NULL OR a.id > $1) AND ($2::text IS NULL OR status = $2)
         AND ($3::text IS NULL OR owner_side = $3) AND ($4::uuid IS NULL OR contract_id = $4)
         AND ($5::uuid IS NULL OR meeting_id = $5)
       ORDER BY a.id LIMIT $6`,
      [after ?? null, status ?? null, ownerSide ?? null, contractId ?? null, meetingId ?? null, limit],
    );
    return { items, next: items.length === limit ? items.at(-1)!.actionId : null };
  },
);
