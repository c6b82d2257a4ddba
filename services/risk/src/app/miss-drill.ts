import { useCase, type Tx } from '@steward/messaging';
import { IsISO8601, IsUUID, Length } from 'class-validator';
import { missDrill as miss, withCadence, type Readiness } from '../domain/readiness';
import { endOf } from '../storage/norms';
import { drillMonths, loadReadiness, saveReadiness } from '../storage/readiness';

export class MissDrill {
  @IsUUID() vendorId!: string;
  /** The day that the timer was set for; where it was moved since then, it does nothing. */
  @IsISO8601({ strict: true }) @Length(10, 10) dueOn!: string;
}

/** Runs after the last day for a vendor's joint drill. Clause 2.3.3c. */
export const missDrill = useCase(MissDrill, async (tx, { vendorId, dueOn }) => {
  const decision = miss(await loadReadiness(tx, vendorId), dueOn, tx.now);
  if (decision) saveReadiness(tx, decision.state);
  tx.publish(decision?.events ?? []);
  return { vendorId, isOverdue: decision !== null };
});

/** Stores how ready a vendor is, with the day for its next drill and a timer for the end of it. */
export async function setCadence(tx: Tx, readiness: Readiness): Promise<void> {
  const state = withCadence(readiness, await drillMonths(tx));
  saveReadiness(tx, state);
  const { vendorId, drillDueOn: dueOn } = state;
  if (!dueOn) return tx.cancel(missDrill, [vendorId]);
  const dueAt = await endOf(tx, dueOn);
  await tx.schedule([{ useCase: missDrill, key: vendorId, dueAt, input: { vendorId, dueOn } }]);
}
