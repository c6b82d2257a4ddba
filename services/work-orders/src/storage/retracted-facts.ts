import type { Tx } from '@steward/messaging';
import type { Fact } from '../domain/facts';

/** The facts stay stored and no longer count. */
export function retractFacts(tx: Tx, workOrderId: string, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  tx.write(
    `INSERT INTO retracted_facts (work_order_id, position, retracted_at, retracted_by)
     SELECT work_order_id, position, $4, $5
     FROM facts f JOIN unnest($2::text[], $3::timestamptz[]) AS t (kind, occurred_at) USING (kind, occurred_at)
     WHERE work_order_id = $1 ON CONFLICT DO NOTHING`,
    [workOrderId, facts.map(({ kind }) => kind), facts.map(({ at }) => new Date(at)), tx.now, tx.by],
  );
}
