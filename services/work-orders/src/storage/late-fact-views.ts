import { Page, view } from '@steward/messaging';

export class LateFactsPage extends Page {}
export type WaitingLateFact = {
  readonly lateFactId: string;
  readonly workOrderId: string;
  readonly kind: string;
  readonly occurredAt: Date;
  readonly toldAt: Date;
  readonly confirmedBy: string | null;
};

/** Facts told too late that wait for a person to confirm them, in the order of their ids. */
export const lateFactsPage = view(LateFactsPage, async ({ manager }, { after, limit }) => {
  const items = await manager.query<WaitingLateFact[]>(
    `SELECT id AS "lateFactId", work_order_id AS "workOrderId", kind, occurred_at AS "occurredAt",
       told_at AS "toldAt", confirmed_by AS "confirmedBy"
     FROM late_facts WHERE seconded_by IS NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.lateFactId : null };
});
