import type { ItemOutcome } from '../domain/inspection';
import { inspectionsPage } from '../storage/inspection-views';
import { contractId, type LiveWorkOrders } from './live.fixture';
import { planInspections, type PlanInspections } from './plan-inspections';

export const checklist: PlanInspections['items'] = [
  { code: 'BAT', text: '电池电压', expected: '13.2–13.8 V', category: 'HARDWARE', severity: 2 },
  { code: 'FAN', text: '风扇', expected: '无异响', category: 'HARDWARE', severity: 4 },
  { code: 'ACL', text: '访问控制', expected: '已启用', category: 'SECURITY', severity: 1 },
];
export const results = (bat: ItemOutcome, fan: ItemOutcome, acl: ItemOutcome) =>
  ([bat, fan, acl] as const).map((outcome, n) => ({
    itemCode: checklist[n]!.code,
    outcome,
    ...(outcome !== 'OK' && { note: '实测 11.9 V' }),
  }));

/** A plan whose first round is due on Monday 5 October 2026, then every week. */
export async function weekly(
  { useCases, office }: LiveWorkOrders,
  assetId: string,
  more: Partial<PlanInspections> = {},
): Promise<string> {
  const plan = { code: 'XJ-1', assetId, contractId, cadenceDays: 7, firstDueOn: '2026-10-05', ...more };
  return (await useCases.run(planInspections, { items: checklist, ...plan }, office())).planId;
}

/** The rounds that were announced, oldest first. */
export async function rounds({ useCases }: LiveWorkOrders) {
  const { items } = await useCases.read(inspectionsPage, { limit: 100 }, 'enterprise');
  return items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
