import { useCase, type Timer } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { defectsOf, type Inspection } from '../domain/inspection';
import { report } from '../domain/work-order';
import { loadPlan } from '../storage/inspection-plans';
import { itemsRaised, linkWorkOrder, loadInspection } from '../storage/inspections';
import { insertWorkOrder } from '../storage/work-orders';

export class RaiseDefects {
  @IsUUID() inspectionId!: string;
  /** When the round came to count. */
  @IsISO8601() reportedAt!: string;
}

/** Reports a fault for each defect of a round, once. Clause 3.2.1a. */
export const raiseDefects = useCase(RaiseDefects, async (tx, { inspectionId, reportedAt }) => {
  const inspection = await loadInspection(tx, inspectionId);
  const plan = await loadPlan(tx, inspection.planId);
  const raised = await itemsRaised(tx, inspectionId);
  const defects = defectsOf(inspection, plan, raised, tx.newId, new Date(reportedAt));
  for (const { itemCode, report: fault } of defects) {
    const { state, events } = report(fault, tx.now);
    await insertWorkOrder(tx, state);
    linkWorkOrder(tx, inspectionId, itemCode, state.id);
    tx.publish(events);
  }
  return { inspectionId, raised: defects.length };
});

/** A vendor sees no work order that nobody answers for yet, so that the service reports them, at once. */
export function defectTimer({ id: inspectionId, status, record }: Inspection, now: Date): readonly Timer[] {
  const hasDefects = record?.results.some(({ outcome }) => outcome === 'DEFECT') ?? false;
  if (status !== 'submitted' || !hasDefects) return [];
  const input = { inspectionId, reportedAt: now.toISOString() };
  return [{ useCase: raiseDefects, key: inspectionId, dueAt: now, input }];
}
