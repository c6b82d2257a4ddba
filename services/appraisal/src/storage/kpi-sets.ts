import type { Tx } from '@steward/messaging';
import type { KpiSet } from '../domain/kpi-set';

/** The KPI set in force on a day. Throws where none was ever seeded. Clause 1.3.1. */
export async function kpiSetOn(tx: Tx, day: string): Promise<KpiSet> {
  const [row] = await tx.manager.query<KpiSet[]>(
    `SELECT version, dimensions FROM kpi_sets WHERE effective_on <= $1 ORDER BY effective_on DESC LIMIT 1`,
    [day],
  );
  if (!row) throw new Error(`No KPI set is in force on ${day}.`);
  return row;
}
