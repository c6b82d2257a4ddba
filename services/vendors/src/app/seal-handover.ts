import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { advance, seal, statusOf } from '../domain/exit';
import { loadCase } from '../storage/exit-cases';
import { saveExit } from '../storage/exits';

export class SealHandover {
  @IsUUID() exitId!: string;
}

/** Makes the three lists final: from then on the handover can be complete. Clause 2.4.2a. */
export const sealHandover = useCase(SealHandover, async (tx, { exitId }) => {
  const { exit, items, facts } = await loadCase(tx, exitId);
  const { state, events } = advance(seal(exit, tx.by, tx.now), items, facts, tx.now);
  saveExit(tx, state);
  tx.publish(events);
  return { exitId, status: statusOf(state) };
});
