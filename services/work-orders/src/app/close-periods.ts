import { policyInForce, useCase } from '@steward/messaging';
import { closeAll, periodsDue, periodsToCount } from '../domain/period';
import { settledContracts } from '../storage/contract-versions';
import { closedAmong, countPeriods, savePeriods, takeStalePeriods } from '../storage/periods';

/** Needs nothing: what is to be closed follows from the clock. */
export class ClosePeriods {}

/**
 * Closes the quarters whose cut-off has passed, and again those that changed since. Runs by the schedule; an
 * import closes its own when it ends. Clause 1.3.1, D3.
 */
export const closePeriods = useCase(ClosePeriods, async (tx) => {
  const cutOffWorkingDay = Number(await policyInForce(tx, 'quarter-cut-off-working-day'));
  const contracts = await settledContracts(tx);
  const ids = contracts.map(({ contractId }) => contractId);
  const due = periodsDue(contracts, cutOffWorkingDay, tx.now.getTime());
  const stale = await takeStalePeriods(tx, ids);
  const closed = await closedAmong(tx, due);
  const toCount = periodsToCount(contracts, { due, closed, stale }, cutOffWorkingDay);
  if (toCount.length === 0) return { closed: 0 };
  const closings = closeAll(stale, await countPeriods(tx, toCount));
  savePeriods(
    tx,
    closings.map(({ state }) => state),
  );
  tx.publish(closings.map(({ event }) => event(tx.now)));
  return { closed: closings.length };
});
