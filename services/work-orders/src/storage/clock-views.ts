import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { deadlinesOf } from '../domain/deadlines';
import { versionsOf } from './contract-versions';
import { OneWorkOrder } from './work-order-views';
import { factOf, type FactRow } from './work-orders';

type Row = { contractId: string | null; contractVersion: number | null; facts: FactRow[] };

/**
 * When a work order's clocks are due as things stand, by the calendar as it is known now; none before its
 * dispatch. Throws NotFound, for another vendor's as well.
 */
export const clocksOf = view(OneWorkOrder, async (tx, { workOrderId }) => {
  const [found] = await tx.manager.query<Row[]>(
    `SELECT contract_id AS "contractId", contract_version AS "contractVersion", (
       SELECT json_agg(json_build_object('kind', kind, 'detail', detail,
         'at', (1000 * extract(epoch FROM occurred_at))::int8) ORDER BY occurred_at, position)
       FROM facts WHERE work_order_id = w.id) AS facts
     FROM work_orders w WHERE id = $1`,
    [workOrderId],
  );
  if (!found) throw new NotFound('work-order', workOrderId);
  const versions = found.contractId === null ? [] : await versionsOf(tx, [found.contractId]);
  const terms = versions.find(({ contractVersion }) => contractVersion === found.contractVersion);
  const clocks = terms ? deadlinesOf(found.facts.map(factOf), terms) : [];
  const items = clocks.map(({ dueAt, ...clock }) => ({
    ...clock,
    dueAt: dueAt === null ? null : new Date(dueAt),
  }));
  return { items };
});
