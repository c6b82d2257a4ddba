import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { resolve } from '../domain/escrow-break';
import { loadBreak, saveResolution } from '../storage/escrow-breaks';

export class ApproveBreakResolution {
  @IsUUID() breakId!: string;
}

/** The second person agrees: with no break left, the deposit is free again. Clause 3.3.1c. */
export const approveBreakResolution = useCase(ApproveBreakResolution, async (tx, { breakId }) => {
  const { state, events } = resolve(await loadBreak(tx, breakId), tx.by, tx.now);
  saveResolution(tx, state);
  tx.publish(events);
  return { breakId };
});
