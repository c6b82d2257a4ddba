import { useCase } from '@steward/messaging';
import { IsString, IsUUID } from 'class-validator';
import { LOG } from '../domain/facts';
import { assigner, tellWorkOrder, workOrderIdOf } from '../domain/import';
import { versionsOf } from '../storage/contract-versions';
import { loadImport, nextUntold, rowsOf, saveTold } from '../storage/imports';
import { milestonesIn, saveMilestones } from '../storage/milestones';
import { appendFacts } from '../storage/work-orders';

/** Work orders in one transaction. */
const BATCH = 250;

export class TellWorkOrders {
  @IsUUID() importId!: string;
  /** The last number told before. */
  @IsString() after!: string;
}

/**
 * Tells the next work orders of a log from their rows: the same events as if they had been entered by hand.
 */
export const tellWorkOrders = useCase(TellWorkOrders, async (tx, { importId, after }) => {
  const { log, profile, asOf, startedBy } = await loadImport(tx, importId);
  const untold = await nextUntold(tx, log, after, BATCH);
  const numbers = untold.map(({ number }) => number);
  const contractIds = profile.contracts.map(({ contractId }) => contractId);
  const contractOf = assigner(profile, await versionsOf(tx, contractIds));
  const rows = await rowsOf(tx, log, numbers);
  const ids = numbers.map((number) => workOrderIdOf(log, number));
  const milestones = await milestonesIn(tx, ids);
  const told = untold.map((next, n) => {
    const before = milestones.filter(({ workOrderId }) => workOrderId === ids[n]);
    const work = { ...next, log, rows: rows.get(next.number)!, milestones: before };
    return tellWorkOrder(work, profile, contractOf, asOf!.getTime());
  });
  saveTold(tx, log, told);
  const facts = told.map(({ workOrderId, factsTold, facts }) => ({
    workOrderId,
    told: factsTold,
    facts: facts.slice(factsTold),
  }));
  appendFacts(tx, facts, LOG, startedBy);
  saveMilestones(tx, told);
  for (const { at, event } of told.flatMap(({ events }) => events)) tx.publish([event], new Date(at));
  return { told: told.length, last: numbers.at(-1) ?? null };
});
