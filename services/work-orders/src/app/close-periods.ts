import { policyInForce, useCase } from '@steward/messaging';
import { closeAll, periodsToCount } from '../domain/period';
import { settledContracts } from '../storage/contract-versions';
import { closedPeriods, countPeriods, savePeriods } from '../storage/periods';

/** Needs nothing: what is to be closed follows from the clock. */
export class ClosePeriods {}

/**
 * Closes the quarters whose cut-off has passed, and again those that changed since. Runs by the schedule; an
 * import closes its own when it ends. Clause 1.3.1, D3.
 */
export const closePeriods = useCase(ClosePeriods, async (tx) => {
  const cutOffWorkingDay = Number(await policyInForce(tx, 'quarter-cut-off-working-day'));
  const contracts = await settledContracts(tx);
  const closed = await closedPeriods(
    tx,
    contracts.map(({ contractId }) => contractId),
  );
  const due = periodsToCount(contracts, closed, cutOffWorkingDay, tx.now.getTime());
  const closings = closeAll(closed, await countPeriods(tx, due));
  await savePeriods(
    tx,
    closings.map(({ state }) => state),
  );
  tx.publish(closings.map(({ event }) => event(tx.now)));
  return { closed: closings.length };
});
