import { SEVERITIES, type Severity } from '@steward/domain';
import { useCase, type Tx } from '@steward/messaging';
import { IsIn, IsInt, IsISO8601, IsUUID, Min } from 'class-validator';
import { reckonCredits } from '../domain/service-credit';
import { breachesOf, keepMeasure, markReckoned } from '../storage/breaches';
import { holdContract, versionsOf } from '../storage/contract-facts';
import { insertCredits, insertReversals, standingCreditsOf } from '../storage/service-credits';

export class RecordOverrun {
  @IsUUID() milestoneId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  /** The one that the work order is held to. */
  @IsInt() @Min(1) contractVersion!: number;
  @IsIn(SEVERITIES) severity!: Severity;
  @IsISO8601() breachedAt!: string;
  /** Whole seconds of the promised clock. */
  @IsInt() @Min(0) lateSeconds!: number;
  @IsUUID() eventId!: string;
}

/** Keeps how late somebody came on site, and credits it by the contract's regime. Clause 2.2.1a, D5. */
export const recordOverrun = useCase(RecordOverrun, async (tx, told) => {
  const { milestoneId: breachId, contractId, vendorId, severity, contractVersion, lateSeconds } = told;
  const breachedAt = new Date(told.breachedAt);
  const measure = { kind: 'LATE_ON_SITE' as const, contractVersion, breachedAt, lateSeconds };
  const promise = `ON_SITE:${severity}`;
  keepMeasure(tx, { breachId, contractId, vendorId, promise, measure, sourceId: told.eventId });
  return { breachId, ...(await creditBreaches(tx, contractId)) };
});

/** Grants and reverses what a contract's breaches come to, as far as its versions are known. Clause 1.1.4. */
export async function creditBreaches(tx: Tx, contractId: string) {
  holdContract(tx, contractId);
  const breaches = await breachesOf(tx, contractId);
  const [versions, standing] = [await versionsOf(tx, contractId), await standingCreditsOf(tx, contractId)];
  const { state, events } = reckonCredits(breaches, versions, standing, tx.now);
  insertCredits(tx, state.granted);
  insertReversals(tx, state.reversed);
  markReckoned(tx, state.reckoned);
  tx.publish(events);
  return { granted: state.granted.length, reversed: state.reversed.length };
}
