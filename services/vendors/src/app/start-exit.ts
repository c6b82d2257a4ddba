import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsOptional, IsUUID } from 'class-validator';
import { EXIT_CAUSES, start, type ExitCause } from '../domain/exit';
import { tellFacts } from '../storage/contract-facts';
import { exitOf, saveExit } from '../storage/exits';

export class StartExit {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsIn(EXIT_CAUSES) cause!: ExitCause;
  /** From when on there is no new work, where that is before the contract's end. */
  @IsOptional() @IsISO8601() workEndsAt?: string;
}

/** A contract's end was told, or its vendor is eliminated: the handover may begin. Clause 2.4.2, D7. */
export const startExit = useCase(StartExit, async (tx, { contractId, vendorId, cause, workEndsAt }) => {
  await tellFacts(tx, { contractId, vendorId }, {});
  const known = await exitOf(tx, contractId);
  const begun = { contractId, vendorId, cause };
  const { state, events } = start(known, begun, workEndsAt ? new Date(workEndsAt) : null, tx.now);
  saveExit(tx, state);
  tx.publish(events);
  return { exitId: state.id };
});
