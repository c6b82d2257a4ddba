import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { advance, endTransition as end } from '../domain/exit';
import { loadCase } from '../storage/exit-cases';
import { saveExit } from '../storage/exits';

export class EndTransition {
  @IsUUID() exitId!: string;
}

/** Runs at 24:00 of the transition's last day in the contract's zone. Clause 2.4.2b. */
export const endTransition = useCase(EndTransition, async (tx, { exitId }) => {
  const { exit, items, facts } = await loadCase(tx, exitId);
  const ended = end(exit, tx.now);
  const { state, events } = advance(ended.state, items, facts, tx.now);
  saveExit(tx, state);
  tx.publish([...ended.events, ...events]);
  return { exitId };
});
