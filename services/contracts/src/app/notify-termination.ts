import { policyInForce, useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsString, IsUUID, Length } from 'class-validator';
import { sideOf } from '../domain/sides';
import { notify, TERMINATION_GROUNDS, type TerminationGround } from '../domain/termination';
import { loadTerminable, saveTermination } from '../storage/terminations';
import { effectOf } from './terminate-contract';

export class NotifyTermination {
  @IsUUID() contractId!: string;
  /** CAUSE binds after the policy's notice, AGREEMENT once the other side agrees. */
  @IsIn(TERMINATION_GROUNDS) ground!: TerminationGround;
  @IsString() @Length(3, 500) reason!: string;
  /** The contract's last day, in its zone. */
  @IsISO8601({ strict: true }) @Length(10, 10) lastOn!: string;
}

/** Whoever asks acts for its own side. Clause 2.4.2. */
export const notifyTermination = useCase(NotifyTermination, async (tx, { contractId, ...given }) => {
  const terminable = await loadTerminable(tx, contractId);
  const noticeDays = Number(await policyInForce(tx, 'termination-cause-notice-days'));
  const acting = { side: sideOf(tx.actor), by: tx.by };
  const { state, events } = notify(terminable, { ...given, id: tx.newId() }, acting, noticeDays, tx.now);
  saveTermination(tx, state);
  tx.publish(events);
  await tx.schedule(effectOf(state));
  const { id: terminationId, status, effectiveAt } = state;
  return { contractId, terminationId, status, effectiveAt: effectiveAt.toISOString() };
});
