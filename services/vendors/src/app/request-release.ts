import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { requestRelease as request } from '../domain/exit';
import { loadCase } from '../storage/exit-cases';
import { saveExit } from '../storage/exits';

export class RequestRelease {
  @IsUUID() exitId!: string;
}

/** Asks that the deposit be released; a refusal names all that is in the way. D6.9, D7 E1. */
export const requestRelease = useCase(RequestRelease, async (tx, { exitId }) => {
  const { exit, items, facts } = await loadCase(tx, exitId);
  const { state, events } = request(exit, items, facts, tx.by, tx.now);
  saveExit(tx, state);
  tx.publish(events);
  return { exitId, requestedAt: tx.now.toISOString() };
});
