import type { ReadTx } from '@steward/messaging';
import type { PastWorkOrder, Recorded } from '../domain/what-if-counts';
import { EPOCH, factOf, type FactRow } from './work-orders';

/** Work orders in memory at a time. */
const BATCH = 250;

type Row = Omit<PastWorkOrder, 'facts' | 'recorded' | 'asOf'> & {
  readonly facts: readonly FactRow[];
  readonly recorded: readonly Recorded[] | null;
  readonly logAsOf: Date | null;
};

/**
 * The work orders of the given contracts of which something can have been decided in [from, to), some at a
 * time and none twice; cancelled ones never were. One of a log is told as of its last import, the others as
 * of `now`. Reads by a cursor of the transaction.
 */
export async function* pastWorkOrders(
  tx: ReadTx,
  contractIds: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  now: number,
): AsyncGenerator<readonly PastWorkOrder[]> {
  await tx.manager.query(
    `DECLARE past_work_orders NO SCROLL CURSOR FOR
     SELECT w.id AS "workOrderId", w.contract_id AS "contractId", w.contract_version AS "contractVersion",
       w.log <> '' AS "isOfLog",
       (SELECT max(i.as_of) FROM imports i WHERE i.log = w.log AND i.status = 'ended') AS "logAsOf",
       -- One of our own counts by its instants, for a fact may be told late; a log by its rows.
       (SELECT json_agg(json_build_object('kind', kind, 'at', ${EPOCH('occurred_at')}, 'detail', detail)
          ORDER BY CASE WHEN w.log = '' THEN occurred_at END, position)
        FROM facts f WHERE work_order_id = w.id AND NOT EXISTS (
          SELECT FROM retracted_facts r
          WHERE r.work_order_id = f.work_order_id AND r.position = f.position)) AS facts,
       (SELECT json_agg(json_build_object('kind', kind, 'verdict', verdict,
          'decidedAt', ${EPOCH('decided_at')}, 'targetSeconds', target_seconds))
        FROM milestones WHERE work_order_id = w.id) AS recorded
     FROM work_orders w
     WHERE w.contract_id = ANY($1::uuid[]) AND w.status NOT IN ('reported', 'scope-review', 'cancelled')
       AND w.reported_at < $3
       AND (w.reported_at >= $2 OR w.status <> 'closed'
         OR EXISTS (SELECT FROM facts f WHERE f.work_order_id = w.id AND f.occurred_at >= $2))`,
    [contractIds, new Date(from), new Date(to)],
  );
  for (;;) {
    const rows = await tx.manager.query<Row[]>(`FETCH ${BATCH} FROM past_work_orders`);
    if (rows.length === 0) break;
    yield rows.map(({ facts, recorded, logAsOf, ...row }) => ({
      ...row,
      facts: facts.map(factOf),
      recorded: recorded ?? [],
      asOf: logAsOf?.getTime() ?? now,
    }));
  }
  await tx.manager.query('CLOSE past_work_orders');
}
